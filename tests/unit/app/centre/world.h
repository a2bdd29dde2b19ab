/* A centre's desk with one area, a card of a specimen person, and what the vrs would answer. */
#ifndef TESTS_UNIT_APP_CENTRE_WORLD_H
#define TESTS_UNIT_APP_CENTRE_WORLD_H

#include "../identity/maker.h"

#include "app/centre/sealed.h"
#include "app/wire/sheet.h"

#include <stdlib.h>

#define AREA        "131105"
#define TERMS       "2026-1"
#define TRANSACTION "00112233445566778899aabbccddeeff"

enum { NOW = 1800000000 };

struct world {
    struct maker maker;
    struct card_files files;
    struct desk *desk;
    int64_t now;
    uint8_t kiosk[SHA256_LEN];
};

static struct world w;

static int64_t world_seconds(void *self)
{
    (void)self;
    return w.now;
}

static inline int world_open(void **state)
{
    (void)state;
    maker_open(&w.maker);
    w.files = maker_files(&w.maker);
    w.desk = desk_new((struct clock_port){.seconds = world_seconds});
    assert_non_null(w.desk);
    w.desk->roots = w.maker.roots;
    w.desk->sheet_key = ec_key_new();
    assert_non_null(w.desk->sheet_key);
    w.desk->areas = 1;
    memcpy(w.desk->area[0].code, AREA, sizeof w.desk->area[0].code);
    memcpy(w.desk->terms, TERMS, sizeof TERMS);
    w.desk->fee = 300;
    assert_true(random_fill(w.desk->state_key, sizeof w.desk->state_key));
    memset(w.kiosk, 0x11, sizeof w.kiosk);
    return 0;
}

static inline int world_reset(void **state)
{
    (void)state;
    w.now = NOW;
    return 0;
}

static inline int world_close(void **state)
{
    (void)state;
    card_files_free(&w.files);
    desk_free(&w.desk);
    desk_free(&w.desk);
    maker_close(&w.maker);
    return 0;
}

static inline void copy_files(const struct card_files *from, struct card_files *to)
{
    *to = card_files_new();
    assert_true(bytes_set(&to->number, bytes_view(&from->number)));
    assert_true(bytes_set(&to->person, bytes_view(&from->person)));
    assert_true(bytes_set(&to->digests, bytes_view(&from->digests)));
    assert_true(bytes_set(&to->certificate, bytes_view(&from->certificate)));
    assert_true(bytes_set(&to->key, bytes_view(&from->key)));
}

static inline struct errand world_errand(void)
{
    struct errand errand;

    errand_open(&errand, w.desk, w.kiosk);
    memcpy(errand.transaction, TRANSACTION, sizeof TRANSACTION);
    return errand;
}

static inline struct liveness world_live(enum liveness_step step, uint8_t nonce)
{
    struct liveness live = {
        .transaction = TRANSACTION, .step = step, .area = AREA, .kind = KIND_DOMESTIC};

    memset(live.nonce, nonce, sizeof live.nonce);
    memcpy(live.kiosk, w.kiosk, sizeof live.kiosk);
    return live;
}

/* What the card signs at a step. */
static inline void world_sign(const struct liveness *live, uint8_t out[CARD_SIGNATURE_LEN])
{
    /* DER of SHA-256's DigestInfo, as the card pads it (RFC 8017, 9.2). */
    static const uint8_t prefix[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                     0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    uint8_t block[sizeof prefix + SHA256_LEN];

    memcpy(block, prefix, sizeof prefix);
    assert_true(liveness_digest(live, &w.files, block + sizeof prefix));
    assert_true(rsa_sign_block(w.maker.card, view_of(block, sizeof block), out));
}

#endif
