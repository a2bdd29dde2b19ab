#include "hw/vcard/files.h"

#include "crypto/digest.h"
#include "crypto/random.h"
#include "crypto/tlv.h"

#include <string.h>

enum {
    EF_NUMBER,
    EF_PERSON,
    EF_DIGESTS,
    EF_CERTIFICATE,
    EF_BASIC,
    EF_SESSION_KEY,
    EF_KEY,
    PERSON_MAX = 2032, /* with its header and offsets 2048 */
    SHA384_LEN = 48,
    P384_POINT_LEN = 97,
    P384_SIGNATURE_LEN = 96,
    BASIC_OPAQUE_LEN = 32,
    BASIC_FILLER_LEN = 96,
};

static bool make_number(const struct profile *profile, struct bytes *out)
{
    return tlv_append(out, 0xFF10, view_text(profile->number)) && bytes_append_u16(out, 0xFFFF);
}

/* The four objects of a person, and where each begins. */
static bool append_person(const struct profile *profile, struct bytes *out, size_t at[4])
{
    const struct {
        uint32_t tag;
        const char *text;
    } of[4] = {
        {0xDF22, profile->name},
        {0xDF23, profile->address},
        {0xDF24, profile->birth},
        {0xDF25, profile->sex},
    };

    for (size_t i = 0; i < 4; i++) {
        at[i] = out->len;
        if (!tlv_append(out, of[i].tag, view_text(of[i].text)))
            return false;
    }
    return true;
}

bool files_with_offsets(struct view objects, const size_t at[], size_t count, struct bytes *out)
{
    struct bytes list = bytes_new(VCARD_FILE_MAX), body = bytes_new(out->max);
    size_t list_len = 3 + 2 * count, inner = list_len + objects.len;
    size_t front = 2 + (inner < 0x80 ? 1U : inner < 0x100 ? 2U : 3U) + list_len;
    bool good = true;

    for (size_t i = 0; good && i < count; i++)
        good = bytes_append_u16(&list, (uint16_t)(front + at[i]));
    good = good && tlv_append(&body, 0xDF21, bytes_view(&list)) && bytes_append(&body, objects) &&
           tlv_append(out, 0xFF20, bytes_view(&body));
    bytes_free(&list);
    bytes_free(&body);
    return good;
}

static bool make_digests(struct view number, struct view person, const struct rsa_key *signer,
                         struct bytes *out)
{
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    uint8_t digests[2][SHA256_LEN];
    bool good = digest_sha256(number, digests[0]) && digest_sha256(person, digests[1]) &&
                tlv_append(&body, 0xDF31, view_of(digests[0], SHA256_LEN)) &&
                tlv_append(&body, 0xDF32, view_of(digests[1], SHA256_LEN)) &&
                authority_sign(signer, bytes_view(&body), 0xDF33, &body) &&
                tlv_append(out, 0xFF30, bytes_view(&body));

    wipe(digests, sizeof digests);
    bytes_free(&body);
    return good;
}

/* With a length of two bytes even where one would do, as EF 0005 has them on cards. */
static bool append_long(struct bytes *out, uint16_t tag, struct view value)
{
    return bytes_append_u16(out, tag) && bytes_append_u8(out, 0x82) &&
           bytes_append_u16(out, (uint16_t)value.len) && bytes_append(out, value);
}

/* Not signed on any card, and of unknown meaning; only the sizes matter. */
static bool make_basic(struct bytes *out)
{
    static const uint8_t version[] = {0x01, 0x03, 0x0E, 0x01};
    static const uint8_t key_id[AUTHORITY_KEY_ID_LEN] = "9000034\x08\x05"
                                                        "001";
    uint8_t opaque[BASIC_OPAQUE_LEN + BASIC_FILLER_LEN];
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    bool good = random_fill(opaque, BASIC_OPAQUE_LEN);

    memset(opaque + BASIC_OPAQUE_LEN, 0xFF, BASIC_FILLER_LEN);
    good = good && tlv_append(&body, 0xDF41, view_of(version, sizeof version)) &&
           tlv_append(&body, 0xDF42, view_of(key_id, sizeof key_id)) &&
           append_long(&body, 0xDF43, view_of(opaque, sizeof opaque)) &&
           append_long(out, 0xFF40, bytes_view(&body));
    bytes_free(&body);
    return good;
}

/* The key that secure messaging would use. The card offers none, so the private half is dropped. */
static bool make_session_key(struct bytes *out)
{
    struct rsa_key *key = rsa_key_new();
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    bool good =
        key != NULL && authority_public(key, &body) && tlv_append(out, 0xA1, bytes_view(&body));

    rsa_key_free(&key);
    bytes_free(&body);
    return good;
}

static bool make_key(const struct rsa_key *key, const struct rsa_key *signer, struct bytes *out)
{
    struct bytes public = bytes_new(VCARD_FILE_MAX), body = bytes_new(VCARD_FILE_MAX);
    bool good = authority_public(key, &public) && tlv_append(&body, 0xDF51, bytes_view(&public)) &&
                authority_sign(signer, bytes_view(&body), 0xDF52, &body) &&
                tlv_append(out, 0xFF50, bytes_view(&body));

    bytes_free(&public);
    bytes_free(&body);
    return good;
}

bool files_make(const struct profile *profile, const struct authority *authority,
                struct vcard *card)
{
    struct bytes *file = card->files, person = bytes_new(PERSON_MAX);
    size_t at[4] = {0};
    bool good = make_number(profile, &file[EF_NUMBER]) && append_person(profile, &person, at) &&
                files_with_offsets(bytes_view(&person), at, 4, &file[EF_PERSON]) &&
                make_digests(bytes_view(&file[EF_NUMBER]), bytes_view(&person), authority->signer,
                             &file[EF_DIGESTS]) &&
                bytes_append(&file[EF_CERTIFICATE], bytes_view(&authority->certificate)) &&
                make_basic(&file[EF_BASIC]) && make_session_key(&file[EF_SESSION_KEY]) &&
                make_key(card->signing, authority->signer, &file[EF_KEY]);

    bytes_free(&person);
    return good;
}

static bool append_random(uint32_t tag, size_t len, struct bytes *out)
{
    uint8_t content[P384_POINT_LEN];

    return len <= sizeof content && random_fill(content, len) &&
           tlv_append(out, tag, view_of(content, len));
}

bool files_make_nextgen(struct vcard *card)
{
    struct bytes *digests = &card->files[EF_DIGESTS], *certificate = &card->files[EF_CERTIFICATE];
    struct bytes body = bytes_new(VCARD_FILE_MAX);
    bool good = append_random(0xDF31, SHA384_LEN, &body) &&
                append_random(0xDF32, SHA384_LEN, &body) &&
                append_random(0xDF33, P384_SIGNATURE_LEN, &body);

    bytes_clear(digests);
    good = good && tlv_append(digests, 0xFF30, bytes_view(&body));
    bytes_clear(&body);
    bytes_clear(certificate);
    good = good && append_random(0x5F4E, P384_POINT_LEN, &body) &&
           append_random(0x5F37, P384_SIGNATURE_LEN, &body) &&
           tlv_append(certificate, 0x7F21, bytes_view(&body));
    bytes_free(&body);
    return good;
}
