#include "place.h"

#include "app/admin/publish.h"
#include "app/admin/revoke.h"
#include "app/area/issues.h"

#include <jansson.h>

#define ISSUER "https://vc.akashi.example/issuer"

static const char kid[] = "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s";

static char areas[PATH_MAX], sources[PATH_MAX], out[PATH_MAX], why[REVOKE_WHY_SIZE];

static void make_folders(void)
{
    assert_true(demo_sub(place, "areas") && demo_sub(place, "sources"));
    assert_true(demo_path(areas, place, "areas") && demo_path(sources, place, "sources") &&
                demo_path(out, place, "public"));
}

/* Issues one certificate in the area, delivered or withdrawn, and tells its serial. */
static void issue(const char *area, char last, bool delivered, char serial[SERIAL_SIZE])
{
    char path[PATH_MAX];
    struct ledger *ledger = NULL;
    struct issue made = {.transaction = "00112233445566778899aabbccddeef0",
                         .kind = KIND_DOMESTIC,
                         .issued = {2026, 11, 20},
                         .kid = kid};

    made.transaction[RANDOM_ID_SIZE - 2] = last;
    made.person[0] = (uint8_t)last;
    assert_true(demo_has(areas, area) || demo_sub(areas, area));
    assert_true(demo_path(path, areas, "%s", area));
    if (!demo_has(path, "ledger.db"))
        assert_int_equal(ledger_open(store_sqlite_open, path, area, STORE_MAKE, &ledger), ERR_OK);
    ledger_close(&ledger);
    assert_int_equal(ledger_open(store_sqlite_open, path, area, STORE_WRITE, &ledger), ERR_OK);
    assert_int_equal(ledger_reserve(ledger, 0, &made), ERR_OK);
    assert_int_equal(ledger_book_signature(ledger, 0, &made), ERR_OK);
    if (delivered)
        assert_int_equal(ledger_delivered(ledger, 1, made.transaction, 1), ERR_OK);
    else
        assert_int_equal(ledger_undelivered(ledger, 1, made.transaction, AK_P65), ERR_OK);
    ledger_close(&ledger);
    snprintf(serial, SERIAL_SIZE, "%s", made.serial);
}

static bool run_lists(size_t *added)
{
    const struct revoke_plan plan = {store_sqlite_open, areas, ISSUER, sources};

    return revoke_lists(&plan, added, why);
}

static json_t *read_json(const char *folder, const char *name)
{
    struct bytes text = bytes_new(1 << 16);
    json_t *json = NULL;

    assert_true(demo_read(folder, name, &text));
    json = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    bytes_free(&text);
    return json;
}

/* ctr and the serials, in their order. */
static void assert_list(int ctr, const char *const *serials, size_t count)
{
    char name[96];
    json_t *list = NULL, *rids = NULL;

    snprintf(name, sizeof name, "withdrawn/%s.json", kid);
    list = read_json(sources, name);
    rids = json_object_get(list, "rids");
    assert_string_equal(json_string_value(json_object_get(list, "issuer")), ISSUER);
    assert_string_equal(json_string_value(json_object_get(list, "kid")), kid);
    assert_string_equal(json_string_value(json_object_get(list, "method")), "rid");
    assert_int_equal(json_integer_value(json_object_get(list, "ctr")), ctr);
    assert_int_equal(json_array_size(rids), count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(json_string_value(json_array_get(rids, i)), serials[i]);
    json_decref(list);
}

static void what_was_withdrawn_is_listed_and_nothing_else(void **state)
{
    char first[SERIAL_SIZE], second[SERIAL_SIZE], kept[SERIAL_SIZE];
    size_t added = 0;

    (void)state;
    make_folders();
    issue("131105", 'a', false, first);
    issue("131105", 'b', true, kept);
    issue("131130", 'c', false, second);
    assert_true(run_lists(&added));
    assert_int_equal(added, 2);
    assert_list(1, (const char *const[]){first, second}, 2);
}

static void a_list_only_grows(void **state)
{
    char first[SERIAL_SIZE], second[SERIAL_SIZE];
    size_t added = 0;

    (void)state;
    make_folders();
    issue("131105", 'a', false, first);
    assert_true(run_lists(&added));
    assert_true(run_lists(&added));
    assert_int_equal(added, 0);
    assert_list(1, (const char *const[]){first}, 1);
    issue("131105", 'b', false, second);
    assert_true(run_lists(&added));
    assert_int_equal(added, 1);
    assert_list(2, (const char *const[]){first, second}, 2);
    /* A ledger that is gone takes nothing back. */
    assert_true(demo_remove(areas, "131105"));
    issue("131130", 'c', true, second);
    assert_true(run_lists(&added));
    assert_int_equal(added, 0);
}

static void a_damaged_list_or_ledger_changes_nothing(void **state)
{
    char serial[SERIAL_SIZE], name[96];
    size_t added = 0;

    (void)state;
    make_folders();
    assert_false(run_lists(&added));
    assert_non_null(strstr(why, "holds no area"));
    issue("131105", 'a', false, serial);
    snprintf(name, sizeof name, "withdrawn/%s.json", kid);
    assert_true(demo_sub(sources, "withdrawn"));
    assert_true(demo_write_text(sources, name, "{\"kid\":"));
    assert_false(run_lists(&added));
    assert_non_null(strstr(why, kid));
    assert_true(demo_write_text(sources, name, "{\"issuer\":\"https://other.example\"}"));
    assert_false(run_lists(&added));
    assert_true(demo_sub(areas, "131130"));
    assert_false(run_lists(&added));
}

static void the_public_folder_is_whole(void **state)
{
    const struct publish_plan plan = {.sources = sources, .trust = sources, .out = out};
    char serial[SERIAL_SIZE], name[96];
    json_t *list = NULL;
    size_t added = 0;

    (void)state;
    make_folders();
    issue("131105", 'a', false, serial);
    assert_true(run_lists(&added));
    assert_false(publish(&plan, why));
    assert_non_null(strstr(why, "jwks.json"));
    assert_true(demo_write_text(sources, "jwks.json", "{\"keys\":[]}") &&
                demo_write_text(sources, "trust.jws", "a.b.c") &&
                demo_write_text(sources, "root.pem", "pem"));
    assert_true(publish(&plan, why));
    assert_true(demo_has(out, ".well-known/jwks.json") && demo_has(out, "trust.jws") &&
                demo_has(out, "root.pem") && !demo_has(out, "verify.html"));
    snprintf(name, sizeof name, ".well-known/crl/%s.json", kid);
    list = read_json(out, name);
    assert_null(json_object_get(list, "issuer"));
    assert_string_equal(json_string_value(json_array_get(json_object_get(list, "rids"), 0)),
                        serial);
    json_decref(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(what_was_withdrawn_is_listed_and_nothing_else),
        PLACE_TEST(a_list_only_grows),
        PLACE_TEST(a_damaged_list_or_ledger_changes_nothing),
        PLACE_TEST(the_public_folder_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
