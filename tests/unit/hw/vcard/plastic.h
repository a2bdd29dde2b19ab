/* A card for the tests, issued once. */
#ifndef TESTS_UNIT_HW_VCARD_PLASTIC_H
#define TESTS_UNIT_HW_VCARD_PLASTIC_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base/hex.h"
#include "crypto/tlv.h"
#include "hw/vcard/card_file.h"
#include "hw/vcard/issue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLASTIC_PATH_SIZE = 256 };

struct plastic {
    char folder[PLASTIC_PATH_SIZE];
    struct authority authority;
    struct profile profile;
    struct vcard *card;
};

static inline void plastic_path(const struct plastic *p, const char *name,
                                char out[PLASTIC_PATH_SIZE])
{
    assert_true(snprintf(out, PLASTIC_PATH_SIZE, "%s/%s", p->folder, name) < PLASTIC_PATH_SIZE);
}

static inline struct profile plastic_profile(void)
{
    return (struct profile){
        .number = "123456789018",
        .birth = "19900401",
        .sex = "1",
        .name = "明石　海斗",
        .address = "東京都目黒区架空町１－２－３",
        .pin = "1234",
        .code = "2468",
        .expiry = "20331120",
        .municipality = "13110",
        .tries = 3,
        .auth_pin = "4321",
        .sign_pin = "SIGN2468",
        .auth_tries = 3,
        .sign_tries = 5,
    };
}

static inline void plastic_open(struct plastic *p)
{
    *p = (struct plastic){.folder = "/tmp/akashi-vcard-XXXXXX", .profile = plastic_profile()};
    assert_non_null(mkdtemp(p->folder));
    assert_true(authority_make(p->folder, "9000033", "9131105"));
    assert_true(authority_load(p->folder, &p->authority));
    p->card = issue_card(&p->profile, &p->authority);
    assert_non_null(p->card);
}

static inline void plastic_close(struct plastic *p)
{
    static const char *const names[] = {
        "root.pem", "signer.pem",    "signer.cvc",    "roots.txt",     "card",
        "other",    "jpki-sign.pem", "jpki-sign.der", "jpki-auth.pem", "jpki-auth.der"};
    char path[PLASTIC_PATH_SIZE];

    vcard_free(&p->card);
    authority_wipe(&p->authority);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        plastic_path(p, names[i], path);
        unlink(path);
    }
    rmdir(p->folder);
}

/* Sends a command in hexadecimal; `out` takes the data of the answer. Returns the status. */
static inline unsigned plastic_ask(struct vcard *card, const char *hex, struct bytes *out)
{
    uint8_t raw[512];
    size_t len = strlen(hex) / 2;
    unsigned status = 0;

    assert_true(len <= sizeof raw && hex_decode(view_text(hex), raw, len));
    bytes_clear(out);
    assert_true(vcard_answer(card, view_of(raw, len), out));
    assert_true(out->len >= 2);
    out->len -= 2;
    status = (unsigned)(out->at[out->len] << 8 | out->at[out->len + 1]);
    return status;
}

static inline unsigned plastic_status(struct vcard *card, const char *hex)
{
    struct bytes out = bytes_new(VCARD_ANSWER_MAX);
    unsigned status = plastic_ask(card, hex, &out);

    bytes_free(&out);
    return status;
}

#define SELECT_TEXT   "00a4040c0ad3921000310001010408"
#define SELECT_JPKI   "00a4040c0ad392f000260100000001"
#define SELECT_VISUAL "00a4040c0ad3921000310001010402"
#define SELECT_COMMON "00a4040c0ad3921000310001010100"
#define TRIES         "00200091"
#define VERIFY_PIN    "002000910431323334"
#define VERIFY_WRONG  "002000910439393939"
#define VERIFY_A      "002000940c313233343536373839303138"

#endif
