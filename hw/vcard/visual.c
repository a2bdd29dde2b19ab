#include "hw/vcard/visual.h"

#include "crypto/random.h"
#include "crypto/tlv.h"
#include "hw/vcard/bitmap.h"
#include "hw/vcard/files.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_TRIES = 10, /* documented for B only */
    BIRTH_LEN = 6,
    CODE_AT = 10, /* in 照合番号B: the four digits printed beside the photo */
    NAME_LINES = 2,
    ADDRESS_LINES = 4,
    OPAQUE_LEN = 256,
    FACE_OBJECTS = 9,
    FACE_SIGNED = 6,
};

/* A grey plate of 16 by 20 in JPEG 2000: nobody's face. */
static const uint8_t photo[] = {
    0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a, 0x00, 0x00, 0x00,
    0x14, 0x66, 0x74, 0x79, 0x70, 0x6a, 0x70, 0x32, 0x20, 0x00, 0x00, 0x00, 0x00, 0x6a, 0x70,
    0x32, 0x20, 0x00, 0x00, 0x00, 0x2d, 0x6a, 0x70, 0x32, 0x68, 0x00, 0x00, 0x00, 0x16, 0x69,
    0x68, 0x64, 0x72, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x10, 0x00, 0x01, 0x0f, 0x07,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x0f, 0x63, 0x6f, 0x6c, 0x72, 0x01, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x11, 0x00, 0x00, 0x00, 0x85, 0x6a, 0x70, 0x32, 0x63, 0xff, 0x4f, 0xff, 0x51, 0x00,
    0x29, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x0f, 0x01, 0x01, 0xff, 0x52, 0x00, 0x0c, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x01, 0x04, 0x04, 0x00, 0x01, 0xff, 0x5c, 0x00, 0x07, 0x40, 0x80,
    0x88, 0x88, 0x90, 0xff, 0x64, 0x00, 0x25, 0x00, 0x01, 0x43, 0x72, 0x65, 0x61, 0x74, 0x65,
    0x64, 0x20, 0x62, 0x79, 0x20, 0x4f, 0x70, 0x65, 0x6e, 0x4a, 0x50, 0x45, 0x47, 0x20, 0x76,
    0x65, 0x72, 0x73, 0x69, 0x6f, 0x6e, 0x20, 0x32, 0x2e, 0x35, 0x2e, 0x30, 0xff, 0x90, 0x00,
    0x0a, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x01, 0xff, 0x93, 0x80, 0x80, 0xff, 0xd9,
};

static void set_value(struct vcard_key *key, const uint8_t *value, size_t len)
{
    memcpy(key->value, value, len);
    key->len = len;
    key->tries = key->most = VALUE_TRIES;
}

static void set_values(struct vcard *card)
{
    const struct vcard_key *a = &card->keys[VCARD_NUMBER_A], *b = &card->keys[VCARD_NUMBER_B];

    set_value(&card->keys[VCARD_FACE_A], a->value, a->len);
    set_value(&card->keys[VCARD_FACE_B], b->value, b->len);
    set_value(&card->keys[VCARD_FACE_BIRTH], b->value, BIRTH_LEN);
}

static bool append_key(const struct vcard *card, uint32_t tag, struct bytes *out)
{
    struct bytes key = bytes_new(VCARD_FILE_MAX);
    bool good = authority_public(card->signing, &key) && tlv_append(out, tag, bytes_view(&key));

    bytes_free(&key);
    return good;
}

static bool append_digits(uint32_t tag, const char *digits, struct bytes *out)
{
    struct bytes png = bytes_new(VCARD_FILE_MAX);
    bool good = bitmap_digits(digits, &png) && tlv_append(out, tag, bytes_view(&png));

    bytes_free(&png);
    return good;
}

static bool append_text(uint32_t tag, const char *text, unsigned lines, struct bytes *out)
{
    struct bytes png = bytes_new(VCARD_FILE_MAX);
    bool good = bitmap_text(text, lines, &png) && tlv_append(out, tag, bytes_view(&png));

    bytes_free(&png);
    return good;
}

/* A file of which all that stands before the signature is signed. */
static bool seal(const struct rsa_key *signer, uint32_t tag, uint32_t signature, struct bytes *body,
                 struct bytes *out)
{
    return authority_sign(signer, bytes_view(body), signature, body) &&
           tlv_append(out, tag, bytes_view(body));
}

static bool make_age(const struct profile *profile, const struct rsa_key *signer,
                     struct vcard *card)
{
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    bool good = tlv_append(&body, 0xDF11, view_text(profile->birth)) &&
                append_key(card, 0xDF12, &body) &&
                seal(signer, 0xFF10, 0xDF13, &body, &card->files[VCARD_FACE_AGE]);

    bytes_free(&body);
    return good;
}

static bool make_number(const struct profile *profile, const struct rsa_key *signer,
                        struct vcard *card)
{
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    bool good = append_digits(0xDF41, profile->number, &body) && append_key(card, 0xDF42, &body) &&
                seal(signer, 0xFF40, 0xDF43, &body, &card->files[VCARD_FACE_NUMBER]);

    bytes_free(&body);
    return good;
}

/* The signature of the face is over three digests: birth, sex and key; name and address; photo.
 * `at` has where the objects DF22 to DF27 begin, and where they end. */
static bool sign_face(const struct rsa_key *signer, const size_t at[FACE_SIGNED + 1],
                      struct bytes *body)
{
    struct view v = bytes_view(body);
    uint8_t digests[3][SHA256_LEN];

    return digest_sha256(view_cut(v, at[0], at[3] - at[0]), digests[0]) &&
           digest_sha256(view_cut(v, at[3], at[5] - at[3]), digests[1]) &&
           digest_sha256(view_cut(v, at[5], at[6] - at[5]), digests[2]) &&
           authority_sign(signer, view_of(digests, sizeof digests), 0xDF28, body);
}

static bool append_face_object(const struct profile *profile, const struct vcard *card,
                               uint32_t tag, struct bytes *out)
{
    switch (tag) {
    case 0xDF22:
        return tlv_append(out, tag, view_text(profile->birth));
    case 0xDF23:
        return tlv_append(out, tag, view_text(profile->sex));
    case 0xDF24:
        return append_key(card, tag, out);
    case 0xDF25:
        return append_text(tag, profile->name, NAME_LINES, out);
    case 0xDF26:
        return append_text(tag, profile->address, ADDRESS_LINES, out);
    case 0xDF27:
        return tlv_append(out, tag, view_of(photo, sizeof photo));
    default:
        return false;
    }
}

/* What stands behind the signature is signed by nobody. */
static bool append_face_end(const struct profile *profile, const struct vcard *card, size_t at[2],
                            struct bytes *out)
{
    const struct vcard_key *b = &card->keys[VCARD_NUMBER_B];
    char code[VCARD_VALUE_MAX] = "";
    bool good = false;

    memcpy(code, b->value + CODE_AT, b->len - CODE_AT);
    at[0] = out->len;
    good = tlv_append(out, 0xDF29, view_text(profile->expiry));
    at[1] = out->len;
    good = good && append_digits(0xDF2A, code, out);
    wipe(code, sizeof code);
    return good;
}

static bool make_face(const struct profile *profile, const struct rsa_key *signer,
                      struct vcard *card)
{
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    size_t at[FACE_OBJECTS] = {0};
    bool good = true;

    for (uint32_t i = 0; good && i < FACE_SIGNED; i++) {
        at[i] = body.len;
        good = append_face_object(profile, card, 0xDF22 + i, &body);
    }
    at[FACE_SIGNED] = body.len;
    good = good && sign_face(signer, at, &body) &&
           append_face_end(profile, card, at + FACE_SIGNED + 1, &body) &&
           files_with_offsets(bytes_view(&body), at, FACE_OBJECTS, &card->files[VCARD_FACE]);
    bytes_free(&body);
    return good;
}

/* Unsigned; of most of it only the size is known. */
static bool make_basic(const struct profile *profile, struct bytes *out)
{
    static const uint8_t version[] = {0x06, 0x03, 0x0E, 0x01};
    static const uint8_t key_id[AUTHORITY_KEY_ID_LEN] = "9000023\x08\x05"
                                                        "001";
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    uint8_t opaque[AUTHORITY_KEY_ID_LEN + OPAQUE_LEN];
    bool good = random_fill(opaque, sizeof opaque);

    memcpy(opaque, key_id, sizeof key_id);
    good = good && tlv_append(&body, 0xDF31, view_of(version, sizeof version)) &&
           tlv_append(&body, 0xDF32, view_of(key_id, sizeof key_id)) &&
           tlv_append(&body, 0xDF33, view_of("\x01", 1)) &&
           tlv_append(&body, 0xDF34, view_text(profile->municipality)) &&
           tlv_append(&body, 0xDF35, view_of(opaque, sizeof opaque)) &&
           tlv_append(out, 0xFF30, bytes_view(&body));
    bytes_free(&body);
    return good;
}

bool visual_make(const struct profile *profile, const struct authority *authority,
                 struct vcard *card)
{
    set_values(card);
    return make_age(profile, authority->signer, card) &&
           make_face(profile, authority->signer, card) &&
           make_basic(profile, &card->files[VCARD_FACE_BASIC]) &&
           bytes_append(&card->files[VCARD_FACE_SIGNER], bytes_view(&authority->certificate)) &&
           make_number(profile, authority->signer, card);
}
