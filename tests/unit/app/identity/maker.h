/* Makes the files of a card for the tests: an own root, an own municipality, an own card key. */
#ifndef TESTS_UNIT_APP_IDENTITY_MAKER_H
#define TESTS_UNIT_APP_IDENTITY_MAKER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/identity/card.h"
#include "crypto/rsa.h"
#include "crypto/tlv.h"

#include <string.h>

/* EF 0001 and 0002 of a specimen card, as published with their meaning (docs/card.md). */
#define SPECIMEN_NUMBER  "537686677188"
#define SPECIMEN_NAME    "黒桐　幹也"
#define SPECIMEN_ADDRESS "東京都清瀬市観布子南１２－７－２０２"
#define SPECIMEN_BIRTH   "19800217"

static const uint8_t maker_root_id[] = "9000033\x08\x05"
                                       "001\0\0\0";
static const uint8_t maker_signer_id[] = "9131105\x08\x05"
                                         "001\0\0\0";

struct maker {
    struct rsa_key *root, *signer, *card;
    const char *number, *name, *address, *birth, *sex;
    struct card_roots roots;
};

static inline void maker_open(struct maker *m)
{
    *m = (struct maker){
        .root = rsa_key_new(),
        .signer = rsa_key_new(),
        .card = rsa_key_new(),
        .number = SPECIMEN_NUMBER,
        .name = SPECIMEN_NAME,
        .address = SPECIMEN_ADDRESS,
        .birth = SPECIMEN_BIRTH,
        .sex = "1",
        .roots.count = 1,
    };
    memcpy(m->roots.root[0].key_id, maker_root_id, CARD_KEY_ID_LEN);
    assert_true(rsa_key_modulus(m->root, m->roots.root[0].modulus));
}

static inline void maker_close(struct maker *m)
{
    rsa_key_free(&m->root);
    rsa_key_free(&m->signer);
    rsa_key_free(&m->card);
}

static inline void maker_wrap(uint32_t tag, const struct bytes *value, struct bytes *out)
{
    assert_true(tlv_append(out, tag, bytes_view(value)));
}

static inline void maker_public(const struct rsa_key *key, struct bytes *out)
{
    uint8_t modulus[CARD_SIGNATURE_LEN];

    assert_true(rsa_key_modulus(key, modulus));
    assert_true(tlv_append(out, 0x90, view_of("\x01\x00\x01", 3)));
    assert_true(tlv_append(out, 0x91, view_of(modulus, sizeof modulus)));
}

static inline void maker_sign(const struct rsa_key *key, struct view message, uint32_t tag,
                              struct bytes *out)
{
    uint8_t signature[CARD_SIGNATURE_LEN];

    assert_true(rsa_sign(key, message, signature));
    assert_true(tlv_append(out, tag, view_of(signature, sizeof signature)));
}

static inline void maker_number(const struct maker *m, struct bytes *out)
{
    assert_true(tlv_append(out, 0xFF10, view_text(m->number)));
    assert_true(bytes_append(out, view_of("\xFF\xFF", 2)));
}

/* Returns how long the unsigned object in front is. */
static inline size_t maker_person(const struct maker *m, struct bytes *body)
{
    size_t front = 0;

    assert_true(tlv_append(body, 0xDF21, view_of("\0\x0E\0\x20\0\x59\0\x64", 8)));
    front = body->len;
    assert_true(tlv_append(body, 0xDF22, view_text(m->name)));
    assert_true(tlv_append(body, 0xDF23, view_text(m->address)));
    assert_true(tlv_append(body, 0xDF24, view_text(m->birth)));
    assert_true(tlv_append(body, 0xDF25, view_text(m->sex)));
    return front;
}

static inline void maker_digests(const struct maker *m, struct view number, struct view person,
                                 struct bytes *out)
{
    struct bytes body = bytes_new(CARD_FILE_MAX);
    uint8_t digest[SHA256_LEN];

    assert_true(digest_sha256(number, digest));
    assert_true(tlv_append(&body, 0xDF31, view_of(digest, sizeof digest)));
    assert_true(digest_sha256(person, digest));
    assert_true(tlv_append(&body, 0xDF32, view_of(digest, sizeof digest)));
    maker_sign(m->signer, bytes_view(&body), 0xDF33, &body);
    maker_wrap(0xFF30, &body, out);
    bytes_free(&body);
}

static inline void maker_certificate(const struct maker *m, struct bytes *out)
{
    struct bytes inner = bytes_new(CARD_FILE_MAX), body = bytes_new(CARD_FILE_MAX);

    assert_true(bytes_append(&inner, view_of(maker_root_id, CARD_KEY_ID_LEN)));
    assert_true(bytes_append(&inner, view_of(maker_signer_id, CARD_KEY_ID_LEN)));
    maker_public(m->signer, &inner);
    maker_wrap(0x5F4E, &inner, &body);
    maker_sign(m->root, bytes_view(&inner), 0x5F37, &body);
    maker_wrap(0x7F21, &body, out);
    bytes_free(&inner);
    bytes_free(&body);
}

static inline void maker_key(const struct maker *m, struct bytes *out)
{
    struct bytes key = bytes_new(CARD_FILE_MAX), body = bytes_new(CARD_FILE_MAX);

    maker_public(m->card, &key);
    maker_wrap(0xDF51, &key, &body);
    maker_sign(m->signer, bytes_view(&body), 0xDF52, &body);
    maker_wrap(0xFF50, &body, out);
    bytes_free(&key);
    bytes_free(&body);
}

/* The five files, of ordinary memory so that tests can flip their bits cheaply. */
static inline struct card_files maker_files(const struct maker *m)
{
    struct card_files files = {bytes_new(CARD_FILE_MAX), bytes_new(CARD_FILE_MAX),
                               bytes_new(CARD_FILE_MAX), bytes_new(CARD_FILE_MAX),
                               bytes_new(CARD_FILE_MAX)};
    struct bytes person = bytes_new(CARD_FILE_MAX);
    size_t front = 0;

    maker_number(m, &files.number);
    front = maker_person(m, &person);
    maker_wrap(0xFF20, &person, &files.person);
    maker_digests(m, bytes_view(&files.number), view_from(bytes_view(&person), front),
                  &files.digests);
    maker_certificate(m, &files.certificate);
    maker_key(m, &files.key);
    bytes_free(&person);
    return files;
}

#endif
