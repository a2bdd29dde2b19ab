/* The thread that watches a reader (KSK-10). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/card/watch.h"

#include <poll.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LOST_MS = 10000 };

/* A slot whose presence the test sets. */
struct slot {
    int changed;
    atomic_int presence;
};

static enum reader_presence wait_for(void *self, enum reader_presence known, int ms)
{
    struct slot *slot = self;
    struct pollfd change = {.fd = slot->changed, .events = POLLIN};
    eventfd_t count = 0;

    if ((int)known == atomic_load(&slot->presence) && poll(&change, 1, ms) == 1)
        assert_int_equal(eventfd_read(slot->changed, &count), 0);
    return (enum reader_presence)atomic_load(&slot->presence);
}

static void set(struct slot *slot, enum reader_presence presence)
{
    atomic_store(&slot->presence, (int)presence);
    assert_int_equal(eventfd_write(slot->changed, 1), 0);
}

static struct slot slot_new(enum reader_presence presence)
{
    struct slot slot = {.changed = eventfd(0, EFD_CLOEXEC), .presence = (int)presence};

    assert_true(slot.changed >= 0);
    return slot;
}

static enum reader_presence next(struct watch *watch)
{
    struct pollfd news = {.fd = watch_fd(watch), .events = POLLIN};
    enum reader_presence presence = READER_AWAY;

    assert_int_equal(poll(&news, 1, LOST_MS), 1);
    assert_true(watch_next(watch, &presence));
    return presence;
}

static void tells_each_change_in_order(void **state)
{
    struct slot slot = slot_new(READER_AWAY);
    struct reader_port port = {.self = &slot, .wait = wait_for};
    struct watch *watch = NULL;
    enum reader_presence none;

    (void)state;
    watch = watch_open(&port);
    assert_non_null(watch);
    assert_false(watch_next(watch, &none)); /* AWAY is where it starts from */
    set(&slot, READER_EMPTY);
    assert_int_equal(next(watch), READER_EMPTY);
    set(&slot, READER_CARD);
    assert_int_equal(next(watch), READER_CARD);
    set(&slot, READER_EMPTY);
    assert_int_equal(next(watch), READER_EMPTY);
    set(&slot, READER_AWAY);
    assert_int_equal(next(watch), READER_AWAY);
    assert_false(watch_next(watch, &none));
    watch_close(&watch);
    assert_null(watch);
    watch_close(&watch);
    close(slot.changed);
}

static void a_look_without_change_is_no_news(void **state)
{
    struct slot slot = slot_new(READER_CARD);
    struct reader_port port = {.self = &slot, .wait = wait_for};
    struct watch *watch = NULL;

    (void)state;
    watch = watch_open(&port);
    assert_non_null(watch);
    assert_int_equal(next(watch), READER_CARD);
    set(&slot, READER_CARD);
    set(&slot, READER_CARD);
    set(&slot, READER_EMPTY);
    assert_int_equal(next(watch), READER_EMPTY);
    watch_close(&watch);
    close(slot.changed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_each_change_in_order),
        cmocka_unit_test(a_look_without_change_is_no_news),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
