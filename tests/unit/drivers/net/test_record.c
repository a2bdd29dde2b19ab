#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "drivers/net/address.h"
#include "drivers/net/client.h"
#include "drivers/net/listening.h"
#include "hand.h"

enum { PATIENCE = 60000, RECORD_MAX = 1 << 16, DIRECTIONS = 2 };

/* A wire that remembers: what the client sent, and what the server did. */
struct wire {
    int listens, port, server_port;
    pthread_t thread;
    uint8_t said[DIRECTIONS][RECORD_MAX];
    size_t len[DIRECTIONS];
};

static bool pass(struct wire *wire, const int *ends, int from)
{
    uint8_t *at = wire->said[from] + wire->len[from];
    ssize_t part = read(ends[from], at, RECORD_MAX - wire->len[from]);

    if (part <= 0 || write(ends[1 - from], at, (size_t)part) != part)
        return false;
    wire->len[from] += (size_t)part;
    return true;
}

static void *carry(void *self)
{
    struct wire *wire = self;
    struct pollfd wait[DIRECTIONS];
    int ends[DIRECTIONS];
    bool open = true;

    (void)poll(&(struct pollfd){.fd = wire->listens, .events = POLLIN}, 1, PATIENCE);
    ends[0] = accept(wire->listens, NULL, NULL);
    ends[1] = hand_connect(wire->server_port);
    while (open) {
        for (int i = 0; i < DIRECTIONS; i++)
            wait[i] = (struct pollfd){.fd = ends[i], .events = POLLIN};
        open = poll(wait, DIRECTIONS, PATIENCE) > 0;
        for (int i = 0; open && i < DIRECTIONS; i++)
            open = wait[i].revents == 0 || pass(wire, ends, i);
    }
    (void)close(ends[0]);
    (void)close(ends[1]);
    return NULL;
}

/* Walks the records of one direction. After the hello nothing but sealed records (23), and the
 * empty change of cipher (20) that TLS 1.3 sends for old boxes on the way. */
static void expect_sealed(const uint8_t *at, size_t len)
{
    size_t records = 0;

    for (size_t i = 0; i + 5 <= len; records++) {
        size_t size = (size_t)at[i + 3] << 8 | at[i + 4];

        if (records == 0)
            assert_int_equal(at[i], 22);
        else
            assert_true(at[i] == 23 || (at[i] == 20 && size == 1));
        i += 5 + size;
        assert_true(i <= len);
    }
    assert_true(records > 2);
}

/* The version that the ServerHello chose: its extension 43 (RFC 8446 §4.2.1). */
static unsigned version_chosen(const uint8_t *hello, size_t len)
{
    size_t at = 5 + 4 + 2 + 32; /* record, message, legacy version, random */
    size_t end = 0;

    assert_int_equal(hello[5], 2);
    at += (size_t)hello[at] + 1 + 2 + 1; /* session id, cipher suite, compression */
    end = at + 2 + ((size_t)hello[at] << 8 | hello[at + 1]);
    assert_true(end <= len);
    for (at += 2; at + 4 <= end;) {
        unsigned type = (unsigned)hello[at] << 8 | hello[at + 1];

        if (type == 43)
            return (unsigned)hello[at + 4] << 8 | hello[at + 5];
        at += 4 + ((size_t)hello[at + 2] << 8 | hello[at + 3]);
    }
    return 0;
}

static bool holds(const struct wire *wire, const char *text)
{
    for (int i = 0; i < DIRECTIONS; i++)
        if (memmem(wire->said[i], wire->len[i], text, strlen(text)) != NULL)
            return true;
    return false;
}

/* KSK-25, CTR-09: what goes over the wire is TLS 1.3, and nothing of it can be read. */
static void nothing_on_the_wire_can_be_read(void **state)
{
    static struct wire wire;
    struct pki pki;
    struct end server_end, kiosk;
    struct bench bench;
    struct client *client = NULL;
    struct bytes answer = bytes_new(ANSWER_MAX);
    char base[64], why[TLS_WHY_SIZE] = "";
    int status = 0;

    (void)state;
    pki_open(&pki, "Akashi test line");
    make_server_end(&pki, &server_end);
    make_client_end(&pki, &kiosk);
    bench_open(&bench, &server_end, &(struct server_plan){0});
    wire.server_port = bench.port;
    assert_true(listening_open("127.0.0.1", 0, true, 1, &wire.listens, why));
    wire.port = address_port(wire.listens);
    assert_int_equal(pthread_create(&wire.thread, NULL, carry, &wire), 0);
    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", wire.port);
    client = client_open(base, &kiosk.files, "centre", true, why);
    assert_non_null(client);
    assert_true(
        client_ask(client, "/echo", view_text("four words in clear"), PATIENCE, &status, &answer));
    assert_int_equal(status, 200);
    client_close(&client);
    assert_int_equal(pthread_join(wire.thread, NULL), 0);
    bench_close(&bench);

    assert_int_equal(version_chosen(wire.said[1], wire.len[1]), TLS1_3_VERSION);
    expect_sealed(wire.said[0], wire.len[0]);
    expect_sealed(wire.said[1], wire.len[1]);
    assert_false(holds(&wire, "four words"));
    assert_false(holds(&wire, "/echo"));
    assert_false(holds(&wire, "k-0001")); /* not even who asks */
    assert_false(holds(&wire, "akashi:"));
    listening_close(&wire.listens, 1);
    bytes_free(&answer);
    pki_close(&pki);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_on_the_wire_can_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
