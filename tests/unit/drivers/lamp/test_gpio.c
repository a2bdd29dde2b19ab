#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/lamp/gpio.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000 };

/* A chip in place of the kernel's: it notes which lines were asked for and each state they take. */
static struct {
    struct gpio_v2_line_request asked;
    int line;     /* what it gave out */
    int shown[2]; /* a pipe: a byte for each state */
    bool busy;
} chip;

int ioctl(int fd, unsigned long request, ...)
{
    va_list list;
    void *argument = NULL;

    va_start(list, request);
    argument = va_arg(list, void *);
    va_end(list);
    if (request == GPIO_V2_GET_LINE_IOCTL && !chip.busy) {
        chip.line = eventfd(0, EFD_CLOEXEC);
        memcpy(&chip.asked, argument, sizeof chip.asked);
        ((struct gpio_v2_line_request *)argument)->fd = chip.line;
        return 0;
    }
    if (request == GPIO_V2_LINE_SET_VALUES_IOCTL && fd == chip.line) {
        const struct gpio_v2_line_values *values = argument;
        uint8_t bits = (uint8_t)values->bits;

        return values->mask == 0xf && write(chip.shown[1], &bits, 1) == 1 ? 0 : -1;
    }
    errno = EBUSY;
    return -1;
}

static int next_shown(void)
{
    struct pollfd news = {.fd = chip.shown[0], .events = POLLIN};
    uint8_t bits = 0xff;

    assert_int_equal(poll(&news, 1, PATIENCE_MS), 1);
    assert_int_equal(read(chip.shown[0], &bits, 1), 1);
    return bits;
}

static int open_chip(void **state)
{
    (void)state;
    memset(&chip, 0, sizeof chip);
    return pipe(chip.shown);
}

static int close_chip(void **state)
{
    (void)state;
    close(chip.shown[0]);
    return close(chip.shown[1]);
}

static void lamps_are_lines_of_the_chip(void **state)
{
    struct lamp_port lamp;

    (void)state;
    assert_true(lamp_open("gpio:/dev/null:5,6,13,19", &lamp));
    assert_int_equal(chip.asked.num_lines, LAMPS);
    assert_int_equal(chip.asked.config.flags, GPIO_V2_LINE_FLAG_OUTPUT);
    assert_int_equal(chip.asked.offsets[LAMP_CARD], 5);
    assert_int_equal(chip.asked.offsets[LAMP_PAPER], 6);
    assert_int_equal(chip.asked.offsets[LAMP_STAFF], 13);
    assert_int_equal(chip.asked.offsets[LAMP_BUZZER], 19);
    assert_true(lamp.set(lamp.self, LAMP_PAPER, LAMP_ON));
    assert_int_equal(next_shown(), 1 << LAMP_PAPER);
    assert_true(lamp.set(lamp.self, LAMP_STAFF, LAMP_ON));
    assert_int_equal(next_shown(), 1 << LAMP_PAPER | 1 << LAMP_STAFF);
    assert_true(lamp.set(lamp.self, LAMP_PAPER, LAMP_OFF));
    assert_int_equal(next_shown(), 1 << LAMP_STAFF);
    lamp.close(lamp.self);
    assert_int_equal(next_shown(), 0); /* dark at the end */
}

static void a_pulse_begins_with_light_and_goes_on(void **state)
{
    struct lamp_port lamp;

    (void)state;
    assert_true(lamp_open("gpio:/dev/null:1,2,3,4", &lamp));
    assert_true(lamp.set(lamp.self, LAMP_STAFF, LAMP_ON));
    assert_int_equal(next_shown(), 1 << LAMP_STAFF);
    assert_true(lamp.set(lamp.self, LAMP_CARD, LAMP_PULSE));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(next_shown(), 1 << LAMP_STAFF | 1 << LAMP_CARD);
        assert_int_equal(next_shown(), 1 << LAMP_STAFF);
    }
    lamp.close(lamp.self);
}

static void a_chip_that_is_not_to_be_had_is_refused(void **state)
{
    static const char *const texts[] = {"gpio:",
                                        "gpio:/dev/null",
                                        "gpio:/dev/null:1,2,3",
                                        "gpio:/dev/null:1,2,3,4,5",
                                        "gpio:1,2,3,4",
                                        "gpio:/dev/null:1,2,3,x",
                                        "gpio:/dev/null:-1,2,3,4",
                                        "gpio:/nowhere:1,2,3,4",
                                        "gpio::1,2,3,4",
                                        "gpio:/dev/null:1, 2,3,4",
                                        "gpio:/dev/null:1,2,3,99999999999999999999"};
    struct lamp_port lamp;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(lamp_open(texts[i], &lamp));
    chip.busy = true;
    assert_false(lamp_open("gpio:/dev/null:1,2,3,4", &lamp));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lamps_are_lines_of_the_chip, open_chip, close_chip),
        cmocka_unit_test_setup_teardown(a_pulse_begins_with_light_and_goes_on, open_chip,
                                        close_chip),
        cmocka_unit_test_setup_teardown(a_chip_that_is_not_to_be_had_is_refused, open_chip,
                                        close_chip),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
