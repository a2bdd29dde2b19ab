/* An area in a folder of its own, for tests. */
#ifndef TESTS_UNIT_APP_AREA_FIXTURE_H
#define TESTS_UNIT_APP_AREA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../drivers/store/fake_keys.h"
#include "app/area/intake.h"
#include "app/area/issues.h"
#include "app/area/nonces.h"
#include "drivers/store/store_sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define AREA         "131105"
#define TRANSACTION  "00112233445566778899aabbccddeeff"
#define TRANSACTION2 "ffeeddccbbaa99887766554433221100"

/* 2026-11-20T03:00:00Z, noon in Japan. */
static const int64_t noon = 1795143600;

static const struct area fixture_area = {AREA, "目黒区", "Meguro City", "目黒区長",
                                         "Mayor of Meguro City"};

/* Invented people; the check digits are right. */
#define NUMBER_A "100000000013"
#define NUMBER_B "100000000021"

struct fixture {
    char folder[64];
    struct fake_keys fake;
    struct key_port keys;
    struct area_ports ports;
    struct area_records *records;
    struct ledger *ledger;
};

static struct fixture f;

static inline int fixture_open(void **state)
{
    (void)state;
    f = (struct fixture){.fake.secret = {9}};
    f.keys = fake_keys_port(&f.fake);
    f.ports = (struct area_ports){store_sqlite_open, &f.keys};
    (void)snprintf(f.folder, sizeof f.folder, "/tmp/akashi-area-XXXXXX");
    assert_non_null(mkdtemp(f.folder));
    assert_int_equal(area_make(&f.ports, f.folder, &fixture_area), ERR_OK);
    assert_int_equal(area_open(&f.ports, f.folder, STORE_WRITE, &f.records), ERR_OK);
    assert_int_equal(ledger_open(store_sqlite_open, f.folder, AREA, STORE_MAKE, &f.ledger), ERR_OK);
    return 0;
}

static inline int fixture_close(void **state)
{
    const char *const names[] = {"records.db", "ledger.db"};
    const char *const ends[] = {"", "-wal", "-shm"};
    char path[128];

    (void)state;
    area_close(&f.records);
    ledger_close(&f.ledger);
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < 3; j++) {
            (void)snprintf(path, sizeof path, "%s/%s%s", f.folder, names[i], ends[j]);
            (void)unlink(path);
        }
    }
    return rmdir(f.folder);
}

/* Runs a statement behind the area's back. */
static inline void fixture_tamper(const char *name, const char *sql)
{
    char path[128];
    struct store_port store;

    (void)snprintf(path, sizeof path, "%s/%s", f.folder, name);
    assert_true(store_sqlite_open(path, STORE_WRITE, &store));
    assert_int_equal(store_run(&store, sql), STORE_DONE);
    store.close(store.self);
}

static inline void fixture_person(const char *number, const char *name, struct date birth)
{
    struct area_registration in = {.holder.birth = birth};
    int64_t person = 0;

    (void)snprintf(in.number, sizeof in.number, "%s", number);
    (void)snprintf(in.holder.name, sizeof in.holder.name, "%s", name);
    assert_int_equal(area_register_person(f.records, noon, &in, &person), ERR_OK);
    assert_true(person > 0);
}

static inline struct dose fixture_dose(int number, struct date date)
{
    return (struct dose){number, date, "comirnaty", "EX1234", "JPN"};
}

#define FIXTURE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#endif
