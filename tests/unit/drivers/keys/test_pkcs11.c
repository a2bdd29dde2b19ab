/* What only a token has: a PIN, attributes, keys that others made, and a way to be gone. */
#include "place.h"

#include <glob.h>
#include <pthread.h>

static bool open_it(struct key_port *out)
{
    return keys_pkcs11_open(&place.token_of, out, place.why);
}

static void refused(const char *named)
{
    struct key_port port;

    assert_false(open_it(&port));
    assert_non_null(strstr(place.why, named));
    assert_null(strchr(place.why, '\n'));
    assert_null(strstr(place.why, PIN));
}

static void make(enum key_use use, const char *name)
{
    struct key_maker maker;

    assert_true(keys_pkcs11_maker(&place.token_of, &maker, place.why));
    assert_true(maker.make(maker.self, use, name));
    maker.close(maker.self);
}

static void tool(const char *const *more)
{
    const char *arguments[32] = {"pkcs11-tool", "--module", MODULE,  "--token-label",
                                 "akashi",      "--login",  "--pin", PIN};
    size_t count = 8;

    while (*more != NULL)
        arguments[count++] = *more++;
    assert_int_equal(place_tool(arguments), 0);
}

static void what_cannot_be_used_is_named(void **state)
{
    (void)state;
    place_file("pin", PIN "\n", 0640);
    refused("keys.pin_file");
    place_file("pin", "", 0600);
    refused("PIN");
    place_file("pin", PIN "\n", 0600);
    (void)snprintf(place.token_of.token, CONF_TEXT_SIZE, "another");
    refused("keys.token");
    (void)snprintf(place.token_of.module, CONF_TEXT_SIZE, "/etc/passwd");
    refused("keys.module");
    (void)snprintf(place.token_of.pin_file, CONF_TEXT_SIZE, "%.60s/none", place.folder);
    refused("keys.pin_file");
}

/* Of two tokens with one label nobody knows which is meant. */
static void a_label_stands_once(void **state)
{
    (void)state;
    place_token("akashi");
    refused("keys.token");
}

/* A token counts wrong PINs: it hears this one once. */
static void a_wrong_pin_is_tried_once(void **state)
{
    char log[CONF_TEXT_SIZE];
    struct key_port port;
    glob_t spy;
    pid_t pid = 0;
    int status = 0;

    (void)state;
    place_path(log, "spy");
    assert_int_equal(glob("/usr/lib/*/pkcs11/pkcs11-spy.so", 0, NULL, &spy), 0);
    assert_int_equal(setenv("PKCS11SPY", MODULE, 1) | setenv("PKCS11SPY_OUTPUT", log, 1), 0);
    (void)snprintf(place.token_of.module, CONF_TEXT_SIZE, "%s", spy.gl_pathv[0]);
    globfree(&spy);
    place_file("pin", "00000000\n", 0600);
    pid = fork(); /* the spy leaks what it holds */
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(!open_it(&port) && strstr(place.why, "refused its PIN") != NULL ? 0 : 1);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_int_equal(place_count("spy", ": C_Login\n"), 1);
}

static void a_credential_may_hold_the_pin(void **state)
{
    struct key_port port;
    char file[CONF_TEXT_SIZE];

    (void)state;
    memcpy(file, place.token_of.pin_file, sizeof file);
    place.token_of.pin_file[0] = 0;
    (void)snprintf(place.token_of.pin_credential, CONF_TEXT_SIZE, "pin");
    assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
    refused("keys.pin_credential");
    assert_int_equal(setenv("CREDENTIALS_DIRECTORY", place.folder, 1), 0);
    assert_int_equal(chmod(file, 0440), 0);
    assert_true(open_it(&port));
    port.close(port.self);
    assert_int_equal(chmod(file, 0444), 0);
    refused("keys.pin_credential");
}

static bool signs(const struct key_port *port, const char *name)
{
    struct ec_key *public = port->public_key(port->self, name);
    uint8_t out[EC_SIGNATURE_LEN];
    bool good = public != NULL && port->sign(port->self, name, view_text("m"), out) &&
                ec_verify(public, view_text("m"), view_of(out, sizeof out));

    ec_key_free(&public);
    return good;
}

static void keys_that_opensc_made_are_keys(void **state)
{
    static const char *const pair[] = {
        "--keypairgen", "--key-type", "EC:prime256v1", "--label", "made-elsewhere", "--id",
        "01",           NULL};
    static const char *const secret[] = {"--keygen", "--key-type", "AES:32",      "--label", "wrap",
                                         "--id",     "02",         "--sensitive", NULL};
    const uint8_t key[AEAD_KEY_LEN] = {5};
    uint8_t back[AEAD_KEY_LEN] = {0};
    struct bytes wrapped = bytes_new(128);
    struct key_port port;

    (void)state;
    tool(pair);
    tool(secret);
    assert_true(open_it(&port));
    assert_true(signs(&port, "made-elsewhere"));
    assert_true(port.wrap(port.self, "wrap", view_text("a"), key, &wrapped));
    assert_true(port.unwrap(port.self, "wrap", view_text("a"), bytes_view(&wrapped), back));
    assert_memory_equal(key, back, sizeof key);
    port.close(port.self);
    bytes_free(&wrapped);
}

static void a_key_that_could_leave_is_for_demos(void **state)
{
    static const char *const pair[] = {"--keypairgen", "--key-type",    "EC:prime256v1",
                                       "--label",      "loose",         "--id",
                                       "03",           "--extractable", NULL};
    struct key_port port;

    (void)state;
    tool(pair);
    assert_true(open_it(&port));
    assert_false(signs(&port, "loose"));
    port.close(port.self);
    place.token_of.demo = true;
    assert_true(open_it(&port));
    assert_true(signs(&port, "loose"));
    port.close(port.self);
}

/* Two keys of one name: signing with either could be the wrong one. */
static void a_name_that_stands_twice_is_nobodys(void **state)
{
    static const char *const pair[] = {"--keypairgen", "--key-type", "EC:prime256v1",
                                       "--label",      "twice",      NULL};
    struct key_port port;

    (void)state;
    tool(pair);
    tool(pair);
    assert_true(open_it(&port));
    assert_false(signs(&port, "twice"));
    port.close(port.self);
}

static void keys_of_ours_do_not_come_out(void **state)
{
    static const char *const list[] = {"--list-objects", NULL};

    (void)state;
    make(KEY_USE_SIGN, "shc-2026q4");
    make(KEY_USE_WRAP, "wrap");
    make(KEY_USE_MAC, "index");
    tool(list);
    assert_int_equal(place_count("said", "never extractable"), 3);
}

static void a_token_that_comes_back_signs_again(void **state)
{
    char here[CONF_TEXT_SIZE], gone[CONF_TEXT_SIZE];
    struct key_port port;

    (void)state;
    make(KEY_USE_SIGN, "shc-2026q4");
    place_path(here, "tokens");
    place_path(gone, "gone");
    assert_true(open_it(&port));
    assert_true(signs(&port, "shc-2026q4"));
    assert_int_equal(rename(here, gone), 0);
    /* The module answers from its memory until it is asked for something it has to look at. */
    assert_null(port.public_key(port.self, "other"));
    assert_false(signs(&port, "shc-2026q4") && signs(&port, "shc-2026q4"));
    assert_false(signs(&port, "shc-2026q4"));
    assert_int_equal(rename(gone, here), 0);
    (void)signs(&port, "shc-2026q4");
    assert_true(signs(&port, "shc-2026q4"));
    port.close(port.self);
}

/* A module does not live on in a child; the port finds a session of its own there. */
static void a_child_begins_anew(void **state)
{
    struct key_port port;
    pid_t pid = 0;
    int status = 0;

    (void)state;
    make(KEY_USE_SIGN, "shc-2026q4");
    assert_true(open_it(&port));
    assert_true(signs(&port, "shc-2026q4"));
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        (void)signs(&port, "shc-2026q4");
        _exit(signs(&port, "shc-2026q4") ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_true(signs(&port, "shc-2026q4"));
    port.close(port.self);
}

/* Another program of the same process ends the module behind the port's back. */
static void a_lost_session_is_found_again(void **state)
{
    struct key_port one, other;

    (void)state;
    make(KEY_USE_SIGN, "shc-2026q4");
    assert_true(open_it(&one) && open_it(&other));
    assert_true(signs(&other, "shc-2026q4"));
    one.close(one.self);
    assert_false(signs(&other, "shc-2026q4"));
    assert_true(signs(&other, "shc-2026q4"));
    other.close(other.self);
}

static void *sign_often(void *port)
{
    bool good = true;

    for (int i = 0; good && i < 50; i++)
        good = signs(port, "shc-2026q4");
    return good ? port : NULL;
}

static void threads_take_turns(void **state)
{
    pthread_t threads[4];
    struct key_port port;

    (void)state;
    make(KEY_USE_SIGN, "shc-2026q4");
    assert_true(open_it(&port));
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, sign_often, &port), 0);
    for (size_t i = 0; i < 4; i++) {
        void *good = NULL;

        assert_int_equal(pthread_join(threads[i], &good), 0);
        assert_ptr_equal(good, &port);
    }
    port.close(port.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(what_cannot_be_used_is_named),
        PLACE_TEST(a_label_stands_once),
        PLACE_TEST(a_wrong_pin_is_tried_once),
        PLACE_TEST(a_credential_may_hold_the_pin),
        PLACE_TEST(keys_that_opensc_made_are_keys),
        PLACE_TEST(a_key_that_could_leave_is_for_demos),
        PLACE_TEST(a_name_that_stands_twice_is_nobodys),
        PLACE_TEST(keys_of_ours_do_not_come_out),
        PLACE_TEST(a_token_that_comes_back_signs_again),
        PLACE_TEST(a_child_begins_anew),
        PLACE_TEST(a_lost_session_is_found_again),
        PLACE_TEST(threads_take_turns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
