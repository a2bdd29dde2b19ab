/* The card's side of vpcd, against a vpcd of the test's own on a free port. */
#include "plastic.h"

#include "hw/vcard/slot.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

enum { LOST_MS = 10000 };

static struct plastic plastic;

/* Our vpcd: it listens, and `line` is the card that connected. */
struct vpcd {
    int listener, line, port;
    struct slot slot;
};

static int open_plastic(void **state)
{
    (void)state;
    plastic_open(&plastic);
    return 0;
}

static int close_plastic(void **state)
{
    (void)state;
    plastic_close(&plastic);
    return 0;
}

static void open_vpcd(struct vpcd *v)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    char path[PLASTIC_PATH_SIZE];

    v->line = -1;
    v->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(v->listener, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(v->listener, 0), 0);
    assert_int_equal(getsockname(v->listener, (struct sockaddr *)&at, &len), 0);
    v->port = ntohs(at.sin_port);
    plastic_path(&plastic, "card", path);
    assert_true(card_file_save(plastic.card, path));
    assert_true(slot_open(&v->slot, v->port, path, true));
}

static void take_card(struct vpcd *v)
{
    int one = 1;

    v->line = accept(v->listener, NULL, NULL);
    assert_true(v->line >= 0);
    assert_int_equal(setsockopt(v->line, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one), 0);
}

static void close_vpcd(struct vpcd *v)
{
    slot_close(&v->slot);
    if (v->line >= 0)
        close(v->line);
    if (v->listener >= 0)
        close(v->listener);
}

static void serve_once(struct vpcd *v)
{
    struct pollfd in = {.fd = v->slot.fd, .events = POLLIN};

    assert_int_equal(poll(&in, 1, LOST_MS), 1);
    slot_serve(&v->slot, 0);
}

static void push(struct vpcd *v, const char *bytes, size_t len)
{
    assert_int_equal(send(v->line, bytes, len, MSG_NOSIGNAL), len);
    serve_once(v);
}

/* The whole answer has to be there at once: it left in one call. */
static void expect(struct vpcd *v, const char *bytes, size_t len)
{
    char got[1024];

    assert_int_equal(recv(v->line, got, sizeof got, MSG_DONTWAIT), len);
    assert_memory_equal(got, bytes, len);
}

static void expect_silence(struct vpcd *v)
{
    char got[16];

    assert_int_equal(recv(v->line, got, sizeof got, MSG_DONTWAIT), -1);
}

static void tells_the_atr_as_often_as_it_is_asked(void **state)
{
    struct vpcd v = {0};

    (void)state;
    open_vpcd(&v);
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    for (int i = 0; i < 100; i++) {
        push(&v, "\x00\x01\x04", 3);
        expect(&v, "\x00\x0D\x3B\x88\x80\x01\x00\x00\x41\xE0\xB3\x81\xA1\x00\x3B", 15);
    }
    close_vpcd(&v);
}

static void takes_a_command_in_any_pieces(void **state)
{
    static const char select[] = "\x00\x0F\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04"
                                 "\x08";
    struct vpcd v = {0};

    (void)state;
    open_vpcd(&v);
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    push(&v, select, 17);
    expect(&v, "\x00\x02\x90\x00", 4);
    push(&v, select, 2);
    expect_silence(&v);
    push(&v, select + 2, 15);
    expect(&v, "\x00\x02\x90\x00", 4);
    for (int i = 0; i < 17; i++)
        push(&v, select + i, 1);
    expect(&v, "\x00\x02\x90\x00", 4);
    close_vpcd(&v);
}

static void power_off_and_reset_are_silent_and_forget(void **state)
{
    static const char verify[] = "\x00\x09\x00\x20\x00\x91\x04"
                                 "1234";
    static const char select[] = "\x00\x0F\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04"
                                 "\x08";
    struct vpcd v = {0};

    (void)state;
    open_vpcd(&v);
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    for (char control = 0; control <= 2; control = (char)(control + 2)) {
        char frame[] = {0, 1, control};

        push(&v, select, 17);
        expect(&v, "\x00\x02\x90\x00", 4);
        push(&v, verify, 11);
        expect(&v, "\x00\x02\x90\x00", 4);
        assert_true(v.slot.card->keys[VCARD_PIN].open);
        push(&v, frame, 3);
        expect_silence(&v);
        assert_false(v.slot.card->keys[VCARD_PIN].open);
    }
    push(&v, "\x00\x01\x01", 3); /* power on */
    expect_silence(&v);
    close_vpcd(&v);
}

/* 照合番号A and B have counters of their own, which a loss of power does not give back. */
static void the_numbers_tries_survive_power_off(void **state)
{
    static const char select[] = "\x00\x0F\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04"
                                 "\x08";
    struct vpcd v = {0};

    (void)state;
    open_vpcd(&v);
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    push(&v, select, 17);
    expect(&v, "\x00\x02\x90\x00", 4);
    push(&v,
         "\x00\x11\x00\x20\x00\x94\x0C"
         "000000000000",
         19);
    expect(&v, "\x00\x02\x63\xC9", 4);
    push(&v,
         "\x00\x13\x00\x20\x00\x95\x0E"
         "00000000000000",
         21);
    expect(&v, "\x00\x02\x63\xC9", 4);
    push(&v,
         "\x00\x13\x00\x20\x00\x95\x0E"
         "00000000000000",
         21);
    expect(&v, "\x00\x02\x63\xC8", 4);
    assert_true(slot_exchange(&v.slot, v.slot.path));
    assert_int_equal(v.slot.card->keys[VCARD_NUMBER_A].tries, 9);
    assert_int_equal(v.slot.card->keys[VCARD_NUMBER_B].tries, 8);
    assert_int_equal(v.slot.card->keys[VCARD_PIN].tries, 3);
    close_vpcd(&v);
}

/* Upside down: something lies there, and power-up fails. */
static void a_mute_card_tells_an_atr_that_is_none(void **state)
{
    struct vpcd v = {0};
    char got[64];

    (void)state;
    open_vpcd(&v);
    v.slot.mute = true;
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    push(&v, "\x00\x01\x04", 3);
    assert_int_equal(recv(v.line, got, sizeof got, MSG_DONTWAIT), 2 + 34);
    slot_remove(&v.slot);
    assert_false(v.slot.mute);
    close_vpcd(&v);
}

static void a_used_try_is_in_the_file_before_the_answer_leaves(void **state)
{
    static const char select[] = "\x00\x0F\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04"
                                 "\x08";
    struct vpcd v = {0};
    struct vcard *kept = NULL;

    (void)state;
    open_vpcd(&v);
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    push(&v, select, 17);
    expect(&v, "\x00\x02\x90\x00", 4);
    push(&v,
         "\x00\x09\x00\x20\x00\x91\x04"
         "9999",
         11);
    expect(&v, "\x00\x02\x63\xC2", 4);
    kept = card_file_load(v.slot.path);
    assert_non_null(kept);
    assert_int_equal(kept->keys[VCARD_PIN].tries, 2);
    vcard_free(&kept);
    snprintf(v.slot.path, sizeof v.slot.path, "/nowhere/card");
    push(&v,
         "\x00\x09\x00\x20\x00\x91\x04"
         "9999",
         11);
    expect(&v, "\x00\x02\x65\x81", 4);
    close_vpcd(&v);
}

static void connects_again_when_vpcd_is_back(void **state)
{
    struct vpcd v = {0};
    int again = 0;

    (void)state;
    open_vpcd(&v);
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    close(v.line);
    v.line = -1;
    serve_once(&v);
    assert_int_equal(v.slot.fd, -1);
    again = slot_tend(&v.slot, 0);
    assert_true(again > 0); /* not at once */
    assert_int_equal(slot_tend(&v.slot, again), -1);
    take_card(&v);
    push(&v, "\x00\x01\x04", 3);
    close_vpcd(&v);
}

static void waits_while_nobody_listens(void **state)
{
    struct vpcd v = {0};

    (void)state;
    open_vpcd(&v);
    close(v.listener);
    v.listener = -1;
    assert_true(slot_tend(&v.slot, 0) > 0);
    assert_int_equal(v.slot.fd, -1);
    close_vpcd(&v);
}

static void removing_closes_and_inserting_connects(void **state)
{
    struct vpcd v = {0};
    char end = 0;

    (void)state;
    open_vpcd(&v);
    assert_int_equal(slot_tend(&v.slot, 0), -1);
    take_card(&v);
    slot_remove(&v.slot);
    assert_int_equal(recv(v.line, &end, 1, 0), 0);
    assert_int_equal(slot_tend(&v.slot, 5000), -1); /* no card, no try */
    assert_int_equal(v.slot.fd, -1);
    close(v.line);
    slot_insert(&v.slot, 6000);
    assert_int_equal(slot_tend(&v.slot, 5900), 100);
    assert_int_equal(slot_tend(&v.slot, 6000), -1);
    take_card(&v);
    close_vpcd(&v);
}

static void another_card_can_take_the_place(void **state)
{
    char path[PLASTIC_PATH_SIZE];
    struct profile profile = plastic_profile();
    struct vcard *other = NULL;
    struct vpcd v = {0};

    (void)state;
    profile.tries = 1;
    other = issue_card(&profile, &plastic.authority);
    plastic_path(&plastic, "other", path);
    assert_true(card_file_save(other, path));
    vcard_free(&other);
    open_vpcd(&v);
    assert_false(slot_exchange(&v.slot, "/nowhere/card"));
    assert_true(v.slot.inserted);
    assert_true(slot_exchange(&v.slot, path));
    assert_false(v.slot.inserted);
    assert_string_equal(v.slot.path, path);
    assert_int_equal(v.slot.card->keys[VCARD_PIN].tries, 1);
    close_vpcd(&v);
}

static void follow(struct vpcd *v, const char *text)
{
    char why[PLAN_WHY_SIZE];

    open_vpcd(v);
    assert_true(plan_parse(text, &v->slot.trouble.faulty.plan, why));
    assert_int_equal(slot_tend(&v->slot, 0), -1);
    take_card(v);
}

static void a_plan_has_it_silent_late_or_said_twice(void **state)
{
    static const char select[] = "\x00\x0F\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04"
                                 "\x08";
    struct vpcd v = {0};

    (void)state;
    follow(&v, "how=silent,at=1;how=twice,at=2;how=slow,ms=1,at=3;how=status,at=4");
    push(&v, select, 17);
    expect_silence(&v);
    push(&v, "\x00\x01\x04", 3); /* the ATR is no exchange */
    expect(&v, "\x00\x0D\x3B\x88\x80\x01\x00\x00\x41\xE0\xB3\x81\xA1\x00\x3B", 15);
    push(&v, select, 17);
    expect(&v, "\x00\x02\x90\x00\x00\x02\x90\x00", 8);
    push(&v, select, 17);
    expect(&v, "\x00\x02\x90\x00", 4);
    push(&v, select, 17);
    expect(&v, "\x00\x02\x6F\x00", 4);
    close_vpcd(&v);
}

static void a_plan_has_the_card_leave_and_come_back(void **state)
{
    static const char select[] = "\x00\x0F\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04"
                                 "\x08";
    struct vpcd v = {0};
    char end = 0;

    (void)state;
    follow(&v, "how=removed,at=1,ms=700");
    push(&v, select, 17);
    assert_int_equal(v.slot.fd, -1);
    assert_int_equal(recv(v.line, &end, 1, 0), 0); /* not a byte was said */
    close(v.line);
    assert_int_equal(slot_tend(&v.slot, 0), 700);
    assert_int_equal(slot_tend(&v.slot, 700), -1);
    take_card(&v);
    push(&v, select, 17);
    expect(&v, "\x00\x02\x90\x00", 4);
    close_vpcd(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_the_atr_as_often_as_it_is_asked),
        cmocka_unit_test(takes_a_command_in_any_pieces),
        cmocka_unit_test(power_off_and_reset_are_silent_and_forget),
        cmocka_unit_test(a_used_try_is_in_the_file_before_the_answer_leaves),
        cmocka_unit_test(the_numbers_tries_survive_power_off),
        cmocka_unit_test(a_mute_card_tells_an_atr_that_is_none),
        cmocka_unit_test(connects_again_when_vpcd_is_back),
        cmocka_unit_test(waits_while_nobody_listens),
        cmocka_unit_test(removing_closes_and_inserting_connects),
        cmocka_unit_test(another_card_can_take_the_place),
        cmocka_unit_test(a_plan_has_it_silent_late_or_said_twice),
        cmocka_unit_test(a_plan_has_the_card_leave_and_come_back),
    };

    return cmocka_run_group_tests(tests, open_plastic, close_plastic);
}
