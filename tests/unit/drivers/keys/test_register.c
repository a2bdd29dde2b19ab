#include "place.h"

#include "drivers/keys/register.h"

#define KID_A "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define KID_B "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"

static struct key_register keys;

static struct key_entry *add(const char *name, const char *purpose, int64_t from, int64_t until)
{
    struct key_entry *entry = &keys.at[keys.count];

    *entry = (struct key_entry){.from = from, .until = until};
    (void)snprintf(entry->name, sizeof entry->name, "%s", name);
    (void)snprintf(entry->purpose, sizeof entry->purpose, "%s", purpose);
    memset(entry->kid, 'A' + (int)keys.count++, JWK_THUMBPRINT_LEN);
    return entry;
}

static int begin(void **state)
{
    keys = (struct key_register){0};
    return place_open(state);
}

static const char *current(const char *purpose, int64_t now)
{
    const struct key_entry *entry = NULL;
    enum err code = key_register_current(&keys, purpose, now, &entry);

    assert_int_equal(code, entry != NULL ? ERR_OK : AK_K64);
    return entry != NULL ? entry->name : "none";
}

static void the_date_chooses(void **state)
{
    (void)state;
    add("shc-2026q4", "shc", 100, 214);
    add("vds-2026q4", "vds", 100, 214);
    add("shc-2027q1", "shc", 200, 314);
    assert_string_equal(current("shc", 99), "none");
    assert_string_equal(current("shc", 100), "shc-2026q4");
    assert_string_equal(current("shc", 199), "shc-2026q4");
    assert_string_equal(current("shc", 200), "shc-2027q1");
    assert_string_equal(current("shc", 313), "shc-2027q1");
    assert_string_equal(current("shc", 314), "none");
    assert_string_equal(current("vds", 213), "vds-2026q4");
    assert_string_equal(current("log", 150), "none");
}

/* The old key's overlap is what is left when the new one has to go. */
static void only_a_key_that_signs_is_chosen(void **state)
{
    (void)state;
    add("shc-2026q4", "shc", 100, 214);
    add("shc-2027q1", "shc", 200, 314)->state = KEY_WITHDRAWN;
    assert_string_equal(current("shc", 205), "shc-2026q4");
    keys.at[0].state = KEY_RETIRED;
    assert_string_equal(current("shc", 205), "none");
}

static void the_end_is_announced(void **state)
{
    const int64_t end = INT64_C(1800000000);

    (void)state;
    add("shc-2026q4", "shc", 100, end);
    assert_int_equal(key_register_warn(&keys, "shc", end - KEY_WARNING - 1), ERR_OK);
    assert_int_equal(key_register_warn(&keys, "shc", end - KEY_WARNING), AK_K66);
    add("shc-2027q1", "shc", end - 5, 2 * end);
    assert_int_equal(key_register_warn(&keys, "shc", end - KEY_WARNING), ERR_OK);
    keys.at[1].state = KEY_WITHDRAWN;
    assert_int_equal(key_register_warn(&keys, "shc", end - KEY_WARNING), AK_K66);
    assert_int_equal(key_register_warn(&keys, "vds", 0), AK_K66);
}

static void what_is_written_is_read(void **state)
{
    struct key_register back;
    char folder[CONF_TEXT_SIZE];

    (void)state;
    place_path(folder, "register");
    assert_true(key_register_read(folder, &back));
    assert_int_equal(back.count, 0);
    keys.demo = true;
    add("shc-2026q4", "shc", 100, 214)->state = KEY_RETIRED;
    add("sheet-2026", "sheet", 1, INT64_MAX);
    assert_true(key_register_write(folder, &keys));
    assert_true(key_register_read(folder, &back));
    assert_memory_equal(&back, &keys, sizeof keys);
    assert_string_equal(key_register_find(&back, "sheet-2026")->purpose, "sheet");
    assert_null(key_register_find(&back, "sheet-2027"));
    /* One key under two names could not be read again, and is not written. */
    memcpy(add("log-2026", "log", 1, 2)->kid, keys.at[0].kid, JWK_THUMBPRINT_LEN);
    assert_false(key_register_write(folder, &keys));
    assert_true(key_register_read(folder, &back));
    assert_int_equal(back.count, 2);
}

#define ENTRY(NAME, PURPOSE, KID, STATE, FROM, UNTIL)                                              \
    "{\"name\":\"" NAME "\",\"purpose\":\"" PURPOSE "\",\"kid\":\"" KID "\",\"state\":\"" STATE    \
    "\",\"from\":" FROM ",\"until\":" UNTIL "}"
#define REGISTER(KEYS) "{\"akashi\":\"akashi-keys-1\",\"demo\":false,\"keys\":[" KEYS "]}"

static void another_form_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "[]",
        REGISTER("") " x",
        "{\"akashi\":\"akashi-keys-2\",\"demo\":false,\"keys\":[]}",
        "{\"akashi\":\"akashi-keys-1\",\"keys\":[]}",
        "{\"akashi\":\"akashi-keys-1\",\"demo\":false,\"keys\":{}}",
        "{\"akashi\":\"akashi-keys-1\",\"demo\":false,\"demo\":true,\"keys\":[]}",
        "{\"akashi\":\"akashi-keys-1\",\"demo\":false,\"keys\":[],\"more\":1}",
        REGISTER("1"),
        REGISTER(ENTRY("../shc", "shc", KID_A, "signs", "1", "2")),
        REGISTER(ENTRY("", "shc", KID_A, "signs", "1", "2")),
        REGISTER(ENTRY("a", "passport", KID_A, "signs", "1", "2")),
        REGISTER(ENTRY("a", "shc", "AAAA", "signs", "1", "2")),
        REGISTER(ENTRY("a", "shc", KID_A, "sings", "1", "2")),
        REGISTER(ENTRY("a", "shc", KID_A, "signs", "2", "2")),
        REGISTER(ENTRY("a", "shc", KID_A, "signs", "\"1\"", "2")),
        REGISTER(ENTRY("a", "shc", KID_A, "signs", "1", "2e3")),
        REGISTER(ENTRY("a", "shc", KID_A, "signs", "1", "2") "," ENTRY("a", "shc", KID_B, "signs",
                                                                       "1", "2")),
        REGISTER(ENTRY("a", "shc", KID_A, "signs", "1", "2") "," ENTRY("b", "shc", KID_A, "signs",
                                                                       "1", "2")),
    };

    (void)state;
    assert_true(key_register_parse(view_text(REGISTER(ENTRY("a", "shc", KID_A, "signs", "1", "2"))),
                                   &keys));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(key_register_parse(view_text(bad[i]), &keys));
        assert_int_equal(keys.count, 0);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_date_chooses),        TEST(only_a_key_that_signs_is_chosen),
        TEST(the_end_is_announced),    TEST(what_is_written_is_read),
        TEST(another_form_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
