#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bench.h"
#include "drivers/net/address.h"
#include "drivers/net/client.h"

static struct pki pki, demo;
static struct end end, demo_end;

static bool loads(const struct end *of, bool is_demo)
{
    char why[TLS_WHY_SIZE] = "";
    SSL_CTX *server = tls_server(&of->files, is_demo, why);
    SSL_CTX *client = tls_client(&of->files, is_demo, why);

    assert_true((server != NULL) == (client != NULL));
    assert_true((server != NULL) == (why[0] == 0));
    SSL_CTX_free(server);
    SSL_CTX_free(client);
    return server != NULL;
}

static void a_good_end_loads(void **state)
{
    (void)state;
    assert_true(loads(&end, false));
    assert_true(loads(&end, true));
}

/* CTR-15, R18. */
static void demo_certificates_need_the_demo_world(void **state)
{
    struct end mixed = end;
    char why[TLS_WHY_SIZE] = "";

    (void)state;
    assert_true(loads(&demo_end, true));
    assert_false(loads(&demo_end, false));
    mixed.files = end.files;
    mixed.files.ca = demo_end.ca;
    assert_false(loads(&mixed, false));
    assert_null(client_open("https://127.0.0.1:1", &demo_end.files, "centre", false, why));
    assert_non_null(strstr(why, "demo"));
}

static void a_key_that_others_can_read_is_refused(void **state)
{
    static const mode_t modes[] = {0640, 0604, 0620, 0644};

    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_int_equal(chmod(end.key, modes[i]), 0);
        assert_false(tls_file_private(end.key));
        assert_false(loads(&end, false));
    }
    assert_int_equal(chmod(end.key, 0400), 0);
    assert_true(loads(&end, false));
    assert_int_equal(chmod(end.key, 0600), 0);
    assert_false(tls_file_private(pki.folder));
    assert_false(tls_file_private("/nowhere/at/all"));
}

static void files_that_do_not_go_together_are_refused(void **state)
{
    struct end odd = end;

    (void)state;
    odd.files = (struct tls_files){end.ca, end.certificate, demo_end.key, NULL};
    assert_false(loads(&odd, true));
    odd.files = (struct tls_files){end.ca, "/nowhere.pem", end.key, NULL};
    assert_false(loads(&odd, true));
    odd.files = (struct tls_files){end.key, end.certificate, end.key, NULL};
    assert_false(loads(&odd, true));
}

static void only_https_is_spoken(void **state)
{
    static const char *const bases[] = {"http://127.0.0.1:1", "127.0.0.1:1", "file:///etc/passwd",
                                        "https://127.0.0.1:1/path", ""};
    char why[TLS_WHY_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        why[0] = 0;
        assert_null(client_open(bases[i], &end.files, "centre", true, why));
        assert_true(why[0] != 0);
    }
}

/* R18: nothing of ours listens where the public can come. */
static void services_listen_on_closed_networks_only(void **state)
{
    static const struct {
        const char *text;
        bool parses, demo, real;
    } cases[] = {
        {"127.0.0.1", true, true, true},
        {"127.9.9.9", true, true, true},
        {"::1", true, true, true},
        {"10.1.2.3", true, false, true},
        {"172.16.0.1", true, false, true},
        {"172.31.255.255", true, false, true},
        {"172.32.0.1", true, false, false},
        {"192.168.7.7", true, false, true},
        {"192.169.0.1", true, false, false},
        {"100.64.0.1", true, false, true},
        {"100.128.0.1", true, false, false},
        {"169.254.1.1", true, false, true},
        {"0.0.0.0", true, false, false},
        {"::", true, false, false},
        {"203.0.113.5", true, false, false},
        {"2001:db8::1", true, false, false},
        {"fd00::1", true, false, true},
        {"fe80::1", true, false, true},
        {"::ffff:10.0.0.1", true, false, false},
        {"localhost", false, false, false},
        {"10.0.0.0/8", false, false, false},
        {"", false, false, false},
    };
    struct address address;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(address_parse(cases[i].text, 80, &address), cases[i].parses);
        if (!cases[i].parses)
            continue;
        assert_int_equal(address_may_listen(&address, true), cases[i].demo);
        assert_int_equal(address_may_listen(&address, false), cases[i].real);
    }
    assert_false(address_parse("127.0.0.1", 65536, &address));
    assert_false(address_parse("127.0.0.1", -1, &address));
}

static void a_server_says_why_it_does_not_open(void **state)
{
    struct event_base *loop = loop_open();
    char why[TLS_WHY_SIZE] = "";
    struct server_plan plan = {.address = "0.0.0.0", .peer_role = "kiosk", .demo = true};

    (void)state;
    plan.files = &end.files;
    assert_null(server_open(loop, &plan, why));
    assert_non_null(strstr(why, "0.0.0.0"));
    plan.address = "nowhere";
    assert_null(server_open(loop, &plan, why));
    assert_non_null(strstr(why, "nowhere"));
    loop_close(&loop);
    loop_close(&loop);
}

static int open_lines(void **state)
{
    (void)state;
    pki_open(&pki, "Akashi test line");
    pki_open(&demo, X509_DEMO_ORGANISATION);
    make_server_end(&pki, &end);
    make_server_end(&demo, &demo_end);
    return 0;
}

static int close_lines(void **state)
{
    (void)state;
    pki_close(&pki);
    pki_close(&demo);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_end_loads),
        cmocka_unit_test(demo_certificates_need_the_demo_world),
        cmocka_unit_test(a_key_that_others_can_read_is_refused),
        cmocka_unit_test(files_that_do_not_go_together_are_refused),
        cmocka_unit_test(only_https_is_spoken),
        cmocka_unit_test(services_listen_on_closed_networks_only),
        cmocka_unit_test(a_server_says_why_it_does_not_open),
    };

    return cmocka_run_group_tests(tests, open_lines, close_lines);
}
