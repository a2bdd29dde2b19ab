/* A signer over one area of its own, a card, and a resident who walks through the steps. */
#ifndef TESTS_UNIT_APP_SIGNER_WORLD_H
#define TESTS_UNIT_APP_SIGNER_WORLD_H

#include "../identity/maker.h"
#include "app/area/intake.h"
#include "app/area/ledger.h"
#include "app/signer/signer.h"
#include "app/wire/sheet.h"
#include "app/wire/wire.h"
#include "drivers/host/file.h"
#include "drivers/keys/memory.h"
#include "drivers/keys/register.h"
#include "drivers/store/store_sqlite.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define AREA "131105"

struct world {
    char folder[64], areas[96], area[128], keys_folder[96];
    struct key_settings settings;
    struct key_register named;
    int64_t now;
    struct maker maker;
    struct key_port keys;
    struct signer_plan plan;
    struct signer *signer;
    char why[SIGNER_WHY_SIZE];
};

static struct world w;

static inline int64_t world_seconds(void *self)
{
    (void)self;
    return w.now;
}

static inline int64_t world_steady(void *self)
{
    (void)self;
    return w.now * 1000;
}

static inline void world_pair(const char *name)
{
    char path[160];
    struct ec_key *key = ec_key_new();
    struct bytes pem = bytes_new(4096);

    assert_true(key != NULL && ec_key_to_pem(key, &pem));
    (void)snprintf(path, sizeof path, "%s/%s.pem", w.keys_folder, name);
    assert_true(file_write(path, bytes_view(&pem), 0600));
    bytes_free(&pem);
    ec_key_free(&key);
}

/* Writes the key of this name into the register: it signs for `days` around now. */
static inline void world_name(const char *name, const char *purpose, int64_t days)
{
    struct key_entry *entry = &w.named.at[w.named.count++];
    struct ec_key *key = w.keys.public_key(w.keys.self, name);

    *entry =
        (struct key_entry){.from = w.now - days * 86400 / 2, .until = w.now + days * 86400 / 2};
    (void)snprintf(entry->name, sizeof entry->name, "%s", name);
    (void)snprintf(entry->purpose, sizeof entry->purpose, "%s", purpose);
    assert_true(key != NULL && jwk_thumbprint(key, entry->kid));
    assert_true(key_register_write(w.settings.record, &w.named));
    ec_key_free(&key);
}

static inline void world_secret(const char *name)
{
    char path[160];
    uint8_t secret[AEAD_KEY_LEN];

    assert_true(random_fill(secret, sizeof secret));
    (void)snprintf(path, sizeof path, "%s/%s.key", w.keys_folder, name);
    assert_true(file_write(path, view_of(secret, sizeof secret), 0600));
}

static inline void world_person(const char *number, struct date birth, int doses)
{
    struct area_registration in = {.holder.birth = birth};
    struct area_records *records = NULL;
    int64_t id = 0;

    (void)snprintf(in.number, sizeof in.number, "%s", number);
    (void)snprintf(in.holder.name, sizeof in.holder.name, SPECIMEN_NAME);
    assert_int_equal(area_open(&w.plan.ports, w.area, STORE_WRITE, &records), ERR_OK);
    if (area_register_person(records, w.now, &in, &id) != ERR_OK)
        assert_true(doses > 0);
    for (int i = 1; i <= doses; i++) {
        struct dose dose = {i, {2021, 5 + i, 20}, "comirnaty", "EX0001", "JPN"};

        assert_int_equal(area_register_dose(records, w.now, number, &dose), ERR_OK);
    }
    area_close(&records);
}

static inline int world_make(void **state)
{
    (void)state;
    maker_open(&w.maker);
    return 0;
}

static inline int world_end(void **state)
{
    (void)state;
    maker_close(&w.maker);
    return 0;
}

static inline void world_start(void)
{
    w.signer = signer_open(&w.plan, w.why);
    assert_non_null(w.signer);
}

/* The process ends and begins anew. */
static inline void world_restart(void)
{
    signer_close(&w.signer);
    world_start();
}

static inline int world_open(void **state)
{
    const struct area area = {AREA, "目黒区", "Meguro City", "目黒区長", "Mayor of Meguro City"};
    struct ledger *ledger = NULL;

    (void)state;
    w.now = 1795143600; /* 2026-11-20, noon in Japan */
    w.maker.number = SPECIMEN_NUMBER;
    w.maker.birth = SPECIMEN_BIRTH;
    (void)snprintf(w.folder, sizeof w.folder, "/tmp/akashi-signer-XXXXXX");
    assert_non_null(mkdtemp(w.folder));
    (void)snprintf(w.areas, sizeof w.areas, "%s/areas", w.folder);
    (void)snprintf(w.area, sizeof w.area, "%s/" AREA, w.areas);
    (void)snprintf(w.keys_folder, sizeof w.keys_folder, "%s/keys", w.folder);
    assert_true(file_folder(w.area, 0700) && file_folder(w.keys_folder, 0700));
    world_pair("shc-1");
    world_pair("sheet-1");
    world_secret("wrap");
    world_secret("index");
    assert_true(keys_memory_open(w.keys_folder, false, &w.keys, w.why));
    w.settings = (struct key_settings){.issuer = "https://akashi.example/issuer"};
    w.named = (struct key_register){0};
    (void)snprintf(w.settings.record, CONF_TEXT_SIZE, "%s/register", w.folder);
    world_name("shc-1", "shc", 180);
    world_name("sheet-1", "sheet", 720);
    w.plan = (struct signer_plan){.ports = {store_sqlite_open, &w.keys},
                                  .clock = {NULL, world_seconds, world_steady},
                                  .roots = &w.maker.roots,
                                  .areas = w.areas,
                                  .keys = &w.settings,
                                  .verifier = "https://verifier.example/v"};
    assert_int_equal(area_make(&w.plan.ports, w.area, &area), ERR_OK);
    assert_int_equal(ledger_open(store_sqlite_open, w.area, AREA, STORE_MAKE, &ledger), ERR_OK);
    ledger_close(&ledger);
    world_person(SPECIMEN_NUMBER, (struct date){1980, 2, 17}, 2);
    world_start();
    return 0;
}

static inline int world_remove(const char *path, const struct stat *is, int kind, struct FTW *at)
{
    (void)is, (void)kind, (void)at;
    return remove(path);
}

static inline int world_close(void **state)
{
    (void)state;
    signer_close(&w.signer);
    w.keys.close(w.keys.self);
    return nftw(w.folder, world_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* Runs a statement in the ledger behind the signer's back. */
static inline void world_tamper(const char *sql)
{
    char path[160];
    struct store_port store;

    (void)snprintf(path, sizeof path, "%s/ledger.db", w.area);
    assert_true(store_sqlite_open(path, STORE_WRITE, &store));
    assert_int_equal(store_run(&store, sql), STORE_DONE);
    store.close(store.self);
}

static inline void world_delete_passport(void)
{
    char path[160];
    struct store_port store;

    (void)snprintf(path, sizeof path, "%s/records.db", w.area);
    assert_true(store_sqlite_open(path, STORE_WRITE, &store));
    assert_int_equal(store_run(&store, "DELETE FROM passport"), STORE_DONE);
    store.close(store.self);
}

static inline struct ledger_counts world_counts(void)
{
    struct ledger *ledger = NULL;
    struct ledger_counts counts;

    assert_int_equal(ledger_open(store_sqlite_open, w.area, AREA, STORE_READ, &ledger), ERR_OK);
    assert_int_equal(ledger_audit(ledger, &counts), ERR_OK);
    ledger_close(&ledger);
    return counts;
}

/* Asks the signer; the answer is in `out`, or its problem's code is returned. */
static inline enum err world_ask(uint8_t kind, const struct bytes *body, struct bytes *out)
{
    struct wire_problem problem = {0};
    uint8_t answer = 0;

    bytes_clear(out);
    signer_answer(w.signer, kind, bytes_view(body), &answer, out);
    if (answer == WIRE_SIGNER_ANSWER)
        return ERR_OK;
    assert_int_equal(answer, WIRE_SIGNER_PROBLEM);
    assert_int_equal(wire_problem_decode(bytes_view(out), &problem), ERR_OK);
    return problem.code;
}

/* A resident in the middle of a transaction: what the kiosk and the centre hold. */
struct walk {
    struct wire_proof proof;
    struct wire_presented presented;
    struct bytes sheet;
};

static inline struct walk walk_new(void)
{
    struct walk walk = {.proof = {.live = {.step = LIVENESS_RECORDS,
                                           .area = AREA,
                                           .kind = KIND_DOMESTIC,
                                           .kiosk = {4, 2}},
                                  .terms = "2026-1",
                                  .agreed = w.now - 30,
                                  .files = maker_files(&w.maker)},
                        .sheet = bytes_new(SHEET_MAX)};

    assert_true(random_id(walk.proof.live.transaction));
    return walk;
}

static inline void walk_free(struct walk *walk)
{
    wire_proof_free(&walk->proof);
    wire_presented_free(&walk->presented);
    bytes_free(&walk->sheet);
}

/* The first nonce. */
static inline enum err walk_nonce(struct walk *walk)
{
    struct wire_nonce_ask ask = {.kind = walk->proof.live.kind};
    struct wire_nonce nonce;
    struct bytes body = bytes_new(WIRE_MAX), out = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    memcpy(ask.transaction, walk->proof.live.transaction, sizeof ask.transaction);
    memcpy(ask.area, walk->proof.live.area, sizeof ask.area);
    memcpy(ask.kiosk, walk->proof.live.kiosk, sizeof ask.kiosk);
    assert_true(wire_nonce_ask_encode(&ask, &body));
    code = world_ask(WIRE_SIGNER_NONCE, &body, &out);
    if (code == ERR_OK) {
        assert_int_equal(wire_nonce_decode(bytes_view(&out), &nonce), ERR_OK);
        memcpy(walk->proof.live.nonce, nonce.nonce, NONCE_LEN);
    }
    bytes_free(&body);
    bytes_free(&out);
    return code;
}

/* The card answers the challenge for everything that `live` says now. */
static inline void walk_challenge(struct walk *walk)
{
    static const uint8_t prefix[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                     0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    uint8_t block[sizeof prefix + SHA256_LEN];

    memcpy(block, prefix, sizeof prefix);
    assert_true(liveness_digest(&walk->proof.live, &walk->proof.files, block + sizeof prefix));
    assert_true(rsa_sign_block(w.maker.card, view_of(block, sizeof block), walk->proof.signature));
}

/* Sends the proof as it is. */
static inline enum err walk_send(struct walk *walk)
{
    struct bytes body = bytes_new(WIRE_MAX), out = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    assert_true(wire_proof_encode(&walk->proof, &body));
    code = world_ask(WIRE_SIGNER_PROOF, &body, &out);
    if (code == ERR_OK && walk->proof.live.step == LIVENESS_RECORDS) {
        wire_presented_free(&walk->presented);
        assert_int_equal(wire_presented_decode(bytes_view(&out), &walk->presented), ERR_OK);
    } else if (code == ERR_OK) {
        assert_true(bytes_set(&walk->sheet, bytes_view(&out)));
    }
    bytes_free(&body);
    bytes_free(&out);
    return code;
}

static inline enum err walk_records(struct walk *walk)
{
    enum err code = walk_nonce(walk);

    if (code != ERR_OK)
        return code;
    walk_challenge(walk);
    return walk_send(walk);
}

/* Readies the second proof, as the resident said yes. */
static inline void walk_second(struct walk *walk)
{
    walk->proof.live.step = LIVENESS_CERTIFICATE;
    memcpy(walk->proof.live.nonce, walk->presented.nonce, NONCE_LEN);
    walk_challenge(walk);
}

static inline enum err walk_certificate(struct walk *walk)
{
    walk_second(walk);
    return walk_send(walk);
}

static inline void walk_all(struct walk *walk)
{
    assert_int_equal(walk_records(walk), ERR_OK);
    assert_int_equal(walk_certificate(walk), ERR_OK);
}

/* Tells how it ended: with ERR_OK it was delivered. */
static inline enum err walk_report(const char *transaction, enum err why, int dose)
{
    struct wire_outcome outcome = {
        .delivered = why == ERR_OK, .sheets = why == ERR_OK ? 1 : 0, .code = why, .dose = dose};
    struct bytes body = bytes_new(WIRE_MAX), out = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    memcpy(outcome.transaction, transaction, sizeof outcome.transaction);
    assert_true(wire_outcome_encode(&outcome, &body));
    code = world_ask(WIRE_SIGNER_OUTCOME, &body, &out);
    assert_true(code != ERR_OK || out.len == 0);
    bytes_free(&body);
    bytes_free(&out);
    return code;
}

static inline enum err walk_outcome(const char *transaction, bool delivered)
{
    return walk_report(transaction, delivered ? ERR_OK : AK_R60, 0);
}

#define WORLD_TEST(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

#endif
