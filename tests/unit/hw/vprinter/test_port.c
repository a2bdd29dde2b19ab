/* The kiosk's printer port at a virtual printer: what it tells, and to whom it speaks. */
#include "bench.h"

#include "crypto/base/hex.h"
#include "crypto/x509.h"
#include "drivers/host/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <openssl/pem.h>
#include <poll.h>
#include <pthread.h>

enum { PATIENCE = 500, GLANCE_MS = 10, URI_SIZE = 256 };

static struct bench open_bench(const char *plan, unsigned fitted)
{
    struct bench b;

    assert_true(bench_open(&b, plan, fitted));
    return b;
}

static void *print_in_thread(void *context)
{
    static struct printer_result result;

    result = bench_print(context);
    return &result;
}

/* Every state in its order, and page k of n, from another thread. */
static void the_flow_sees_how_far_it_is(void **state)
{
    struct bench b = open_bench(NULL, 0);
    struct printer_state seen = {0};
    struct printer_result *result = NULL;
    pthread_t thread;
    void *end = NULL;
    bool warmed = false, page[BENCH_PAGES + 1] = {false};

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, print_in_thread, &b), 0);
    for (int i = 0; i < PATIENCE && !page[BENCH_PAGES]; i++) {
        b.port.state(b.port.self, &seen);
        warmed = warmed || seen.phase == PRINTER_WARMING;
        if (seen.phase == PRINTER_PRINTING && seen.page <= BENCH_PAGES)
            page[seen.page] = true;
        (void)poll(NULL, 0, GLANCE_MS);
    }
    pthread_join(thread, &end);
    result = end;
    assert_int_equal(result->code, ERR_OK);
    assert_true(warmed && page[BENCH_PAGES]);
    assert_int_equal(seen.pages, BENCH_PAGES);
    b.port.state(b.port.self, &seen);
    assert_int_equal(seen.phase, PRINTER_RESTING);
    assert_true(seen.ready);
    bench_close(&b);
}

/* From its own thread, until `until` is seen or nothing more comes of it. */
static struct printer_state watch(const struct bench *b,
                                  bool (*until)(const struct printer_state *))
{
    struct printer_state seen = {.phase = PRINTER_WARMING};

    for (int i = 0; i < PATIENCE && !until(&seen); i++) {
        (void)poll(NULL, 0, GLANCE_MS);
        b->port.state(b->port.self, &seen);
    }
    return seen;
}

static bool is_at_page_two(const struct printer_state *state)
{
    return state->page == 2;
}

static bool is_silent(const struct printer_state *state)
{
    return state->code == AK_P03;
}

static struct printer_result join(pthread_t thread)
{
    void *end = NULL;

    assert_int_equal(pthread_join(thread, &end), 0);
    return *(struct printer_result *)end;
}

/* Whoever stops wants no more paper: the document is cancelled, and what was out is counted. */
static void a_halted_document_is_cancelled(void **state)
{
    struct bench b = open_bench("how=slow,ms=30000,page=2", BENCH_SENSOR);
    struct printer_result result;
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, print_in_thread, &b), 0);
    assert_int_equal(watch(&b, is_at_page_two).page, 2);
    b.halt = true;
    result = join(thread);
    assert_int_equal(result.code, AK_P69);
    assert_int_equal(result.sheets, 1);
    assert_true(result.dead);
    assert_int_equal(bench_life(&b), 1);
    bench_close(&b);
}

static void what_is_halted_at_once_puts_out_nothing(void **state)
{
    struct bench b = open_bench("how=slow,ms=30000,page=1", 0);
    struct printer_result result;

    (void)state;
    b.halt = true;
    result = bench_print(&b);
    assert_int_equal(result.code, AK_P69);
    assert_int_equal(result.sheets, 0);
    assert_true(result.dead);
    bench_close(&b);
}

/* A printer that loses power and stays away: first nobody can tell for the moment, then for good;
 * and no other document goes there until it is known what became of this one. */
static void a_printer_that_stays_away(void **state)
{
    struct bench b = open_bench("how=power,ms=30000,page=2", 0);
    struct printer_result result;
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, print_in_thread, &b), 0);
    assert_int_equal(watch(&b, is_silent).code, AK_P03);
    result = join(thread);
    assert_int_equal(result.code, AK_P70);
    assert_int_equal(result.sheets, -1);
    assert_false(result.dead);
    assert_int_equal(bench_print(&b).code, AK_P62);
    bench_close(&b);
}

static void what_the_printer_can_is_told(void **state)
{
    struct bench b = open_bench(NULL, 0);
    struct printer_state seen = {0};

    (void)state;
    b.port.state(b.port.self, &seen);
    assert_int_equal(seen.able, PRINTER_PWG | PRINTER_A4);
    assert_int_equal(seen.dpi, 300);
    assert_int_equal(seen.tray, -1);
    bench_close(&b);
}

static void a_printer_for_telephones_gets_urf(void **state)
{
    struct bench b = open_bench(NULL, BENCH_URF);
    struct printer_state seen = {0};
    struct printer_result result = {0};

    (void)state;
    b.port.state(b.port.self, &seen);
    assert_true(seen.ready);
    assert_int_equal(seen.able, PRINTER_URF | PRINTER_A4);
    assert_int_equal(seen.format, PRINTER_URF);
    assert_int_equal(seen.dpi, 300);
    result = bench_print(&b);
    assert_int_equal(result.code, ERR_OK);
    assert_int_equal(result.sheets, BENCH_PAGES);
    b.urf = false;
    assert_int_equal(bench_print(&b).code, AK_P81);
    bench_close(&b);
}

static void the_trays_sensor_is_read(void **state)
{
    struct bench b = open_bench(NULL, BENCH_SENSOR);
    struct printer_state seen = {0};
    struct printer_result result = bench_print(&b);

    (void)state;
    assert_int_equal(result.code, ERR_OK);
    b.port.state(b.port.self, &seen);
    assert_int_equal(seen.tray, BENCH_PAGES);
    printer_clear_tray(b.printer);
    b.port.state(b.port.self, &seen);
    assert_int_equal(seen.tray, 0);
    bench_close(&b);
}

/* Page 1 is claimed by the job alone: the life counter and the tray know better. */
static void a_false_count_is_caught(void **state)
{
    struct bench b = open_bench("how=counts-wrong,page=1", BENCH_SENSOR);
    struct printer_result result = bench_print(&b);

    (void)state;
    assert_int_equal(result.code, AK_P70);
    assert_int_equal(result.sheets, 1);
    assert_true(result.dead);
    bench_close(&b);
}

static void each_trouble_at_page_two_has_its_code(void **state)
{
    static const struct {
        const char *plan;
        enum err code;
        int sheets;
    } cases[] = {
        {"how=media-empty,page=2", AK_P64, 1},    {"how=jam,page=2", AK_P65, 1},
        {"how=cover,page=2", AK_P66, 1},          {"how=toner,page=2", AK_P67, 1},
        {"how=stopped,page=2", AK_P63, 1},        {"how=cancelled,page=2", AK_P69, 1},
        {"how=lies-completed,page=2", AK_P70, 1}, {"how=power,page=2", AK_P82, 1},
        {"how=refuses,at=5", AK_P81, 0},          {"how=busy,at=1", AK_P01, 0},
        {"how=takes-twice,at=5", AK_P84, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench b = open_bench(cases[i].plan, 0);
        struct printer_result result = bench_print(&b);

        print_message("%s\n", cases[i].plan);
        assert_int_equal(result.code, cases[i].code);
        if (cases[i].sheets >= 0)
            assert_int_equal(result.sheets, cases[i].sheets);
        assert_true(result.dead);
        bench_close(&b);
    }
}

/* --- TLS -------------------------------------------------------------------------------------- */

static void find_digest(const char *folder, char hex[2 * SHA256_LEN + 1])
{
    char path[128];
    uint8_t digest[SHA256_LEN];
    FILE *file = NULL;
    X509 *cert = NULL;

    (void)snprintf(path, sizeof path, "%s/localhost.crt", folder);
    file = fopen(path, "r");
    assert_non_null(file);
    cert = PEM_read_X509(file, NULL, NULL, NULL);
    assert_true(x509_digest(cert, digest));
    hex_encode(view_of(digest, sizeof digest), hex);
    X509_free(cert);
    (void)fclose(file);
}

/* The same printer, behind TLS. */
static void make_secure(struct bench *b, char folder[32], char uri[URI_SIZE])
{
    char hex[2 * SHA256_LEN + 1];

    (void)snprintf(folder, 32, "/tmp/akashi-tls-XXXXXX");
    assert_non_null(mkdtemp(folder));
    serve_stop(&b->server);
    b->port.close(b->port.self);
    b->server = serve_start(b->printer, 0, folder);
    assert_non_null(b->server);
    find_digest(folder, hex);
    (void)snprintf(uri, URI_SIZE, "ipps://127.0.0.1:%d/ipp/print#sha256=%s", serve_port(b->server),
                   hex);
}

static void the_pinned_certificate_is_spoken_to(void **state)
{
    struct bench b = open_bench(NULL, 0);
    struct printer_result result;
    char folder[32], uri[URI_SIZE];

    (void)state;
    make_secure(&b, folder, uri);
    assert_true(printer_ipp_open(uri, &b.port));
    result = bench_print(&b);
    assert_int_equal(result.code, ERR_OK);
    bench_close(&b);
    bench_empty(folder);
}

static void another_certificate_is_told_nothing(void **state)
{
    struct bench b = open_bench(NULL, 0);
    struct printer_state seen;
    struct printer_result result;
    struct job job;
    char folder[32], uri[URI_SIZE], *last = NULL;

    (void)state;
    make_secure(&b, folder, uri);
    last = uri + strlen(uri) - 1;
    *last = *last == '0' ? '1' : '0';
    assert_true(printer_ipp_open(uri, &b.port));
    b.port.state(b.port.self, &seen);
    assert_int_equal(seen.code, AK_P80);
    result = bench_print(&b);
    assert_int_equal(result.code, AK_P80);
    assert_int_equal(result.sheets, 0);
    assert_int_equal(printer_jobs(b.printer, true, &job, 1), 0);
    assert_int_equal(printer_jobs(b.printer, false, &job, 1), 0);
    bench_close(&b);
    bench_empty(folder);
}

/* Whoever takes the printer's place while it prints is not asked about the document either. */
static void nobody_steps_in_between(void **state)
{
    struct bench b = open_bench("how=slow,ms=2000,page=2", 0);
    struct printer_state seen = {0};
    struct printer_result *result = NULL;
    char folder[32], other[32] = "/tmp/akashi-tls-XXXXXX", uri[URI_SIZE];
    pthread_t thread;
    void *end = NULL;
    int port = 0;

    (void)state;
    make_secure(&b, folder, uri);
    assert_true(printer_ipp_open(uri, &b.port));
    assert_int_equal(pthread_create(&thread, NULL, print_in_thread, &b), 0);
    for (int i = 0; i < PATIENCE && seen.page != BENCH_PAGES; i++) {
        b.port.state(b.port.self, &seen);
        (void)poll(NULL, 0, GLANCE_MS);
    }
    assert_int_equal(seen.page, BENCH_PAGES);
    port = serve_port(b.server);
    serve_stop(&b.server);
    assert_non_null(mkdtemp(other));
    b.server = serve_start(b.printer, port, other);
    assert_non_null(b.server);
    pthread_join(thread, &end);
    result = end;
    assert_int_equal(result->code, AK_P80);
    assert_int_equal(result->sheets, -1);
    assert_false(result->dead);
    bench_close(&b);
    bench_empty(folder);
    bench_empty(other);
}

/* What was pinned stays asked for: a printer in the clear at the same place is none. */
static void no_fall_back_to_the_clear(void **state)
{
    struct bench b = open_bench(NULL, 0);
    struct printer_state seen;
    char uri[URI_SIZE];

    (void)state;
    b.port.close(b.port.self);
    (void)snprintf(uri, sizeof uri, "ipps://127.0.0.1:%d/ipp/print#sha256=%064d",
                   serve_port(b.server), 0);
    assert_true(printer_ipp_open(uri, &b.port));
    b.port.state(b.port.self, &seen);
    assert_false(seen.ready);
    assert_int_equal(seen.code, AK_P62);
    bench_close(&b);
}

static void over_a_network_only_with_a_pin(void **state)
{
    static const char *const uris[] = {
        "ipp://printer.example/ipp/print",
        "ipp://192.0.2.1/ipp/print",
        "ipps://127.0.0.1/ipp/print",
        "ipps://printer.example/ipp/print",
        "ipps://printer.example/ipp/print#sha256=00",
        "ipps://printer.example/ipp/print#md5=00000000000000000000000000000000",
    };
    struct printer_port port;

    (void)state;
    for (size_t i = 0; i < sizeof uris / sizeof uris[0]; i++)
        assert_false(printer_ipp_open(uris[i], &port));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_flow_sees_how_far_it_is),
        cmocka_unit_test(a_halted_document_is_cancelled),
        cmocka_unit_test(what_is_halted_at_once_puts_out_nothing),
        cmocka_unit_test(a_printer_that_stays_away),
        cmocka_unit_test(what_the_printer_can_is_told),
        cmocka_unit_test(a_printer_for_telephones_gets_urf),
        cmocka_unit_test(the_trays_sensor_is_read),
        cmocka_unit_test(a_false_count_is_caught),
        cmocka_unit_test(each_trouble_at_page_two_has_its_code),
        cmocka_unit_test(the_pinned_certificate_is_spoken_to),
        cmocka_unit_test(another_certificate_is_told_nothing),
        cmocka_unit_test(nobody_steps_in_between),
        cmocka_unit_test(no_fall_back_to_the_clear),
        cmocka_unit_test(over_a_network_only_with_a_pin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
