#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/lamp/lamp.h"

#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const char wanted[] = "card pulse\npaper on\nstaff on\nbuzzer pulse\nbuzzer off\n"
                             "card off\npaper off\nstaff off\nbuzzer off\n";

static void play(const struct lamp_port *lamp)
{
    assert_true(lamp->set(lamp->self, LAMP_CARD, LAMP_PULSE));
    assert_true(lamp->set(lamp->self, LAMP_PAPER, LAMP_ON));
    assert_true(lamp->set(lamp->self, LAMP_STAFF, LAMP_ON));
    assert_true(lamp->set(lamp->self, LAMP_BUZZER, LAMP_PULSE));
    assert_true(lamp->set(lamp->self, LAMP_BUZZER, LAMP_OFF));
    lamp->close(lamp->self);
}

static void a_file_has_a_line_for_each_change(void **state)
{
    const char *tmp = getenv("TMPDIR");
    char path[256], port[300], got[256] = "";
    struct lamp_port lamp;
    int fd = -1;

    (void)state;
    snprintf(path, sizeof path, "%.200s/akashi-lamp.XXXXXX", tmp != NULL ? tmp : "/tmp");
    fd = mkstemp(path);
    snprintf(port, sizeof port, "line:%s", path);
    assert_true(lamp_open(port, &lamp));
    play(&lamp);
    assert_true(read(fd, got, sizeof got - 1) > 0);
    assert_string_equal(got, wanted);
    close(fd);
    unlink(path);
}

static void a_terminal_is_a_serial_line(void **state)
{
    struct termios way;
    struct lamp_port lamp;
    char name[128], port[160], got[256] = "";
    size_t len = 0;
    int box = -1, line = -1;

    (void)state;
    assert_int_equal(openpty(&box, &line, name, NULL, NULL), 0);
    snprintf(port, sizeof port, "line:%s", name);
    assert_true(lamp_open(port, &lamp));
    assert_int_equal(tcgetattr(line, &way), 0);
    assert_int_equal(cfgetospeed(&way), B9600);
    assert_int_equal(way.c_lflag & (ICANON | ECHO), 0);
    assert_int_equal(way.c_oflag & OPOST, 0);
    play(&lamp);
    while (len < sizeof wanted - 1) {
        ssize_t more = read(box, got + len, sizeof got - 1 - len);

        assert_true(more > 0);
        len += (size_t)more;
    }
    assert_string_equal(got, wanted);
    close(box);
    close(line);
}

/* A box that is switched off does not stop the kiosk. */
static void a_box_that_does_not_listen_is_told(void **state)
{
    struct lamp_port lamp;
    char name[128], port[160];
    int box = -1, line = -1;
    bool reached = true;

    (void)state;
    assert_int_equal(openpty(&box, &line, name, NULL, NULL), 0);
    snprintf(port, sizeof port, "line:%s", name);
    assert_true(lamp_open(port, &lamp));
    for (int i = 0; reached && i < 1000000; i++)
        reached = lamp.set(lamp.self, LAMP_CARD, LAMP_ON);
    assert_false(reached);
    lamp.close(lamp.self);
    close(box);
    close(line);
}

static void none_is_dark_and_others_are_refused(void **state)
{
    struct lamp_port lamp;

    (void)state;
    assert_true(lamp_open("none", &lamp));
    assert_true(lamp.set(lamp.self, LAMP_CARD, LAMP_ON));
    lamp.close(lamp.self);
    assert_false(lamp_open("", &lamp));
    assert_false(lamp_open("candle", &lamp));
    assert_false(lamp_open("line:/nowhere/at/all", &lamp));
}

static void the_device_of_each_is_known(void **state)
{
    static const struct {
        const char *port, *device;
    } cases[] = {{"none", ""},
                 {"line:/dev/akashi-lamps", "/dev/akashi-lamps"},
                 {"line:/dev/serial/by-path/usb-0:1:1.0", "/dev/serial/by-path/usb-0:1:1.0"},
                 {"gpio:/dev/gpiochip0:5,6,13,19", "/dev/gpiochip0"},
                 {"gpio:", ""}};
    char device[64];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(lamp_device(cases[i].port, device, sizeof device));
        assert_string_equal(device, cases[i].device);
    }
    assert_false(lamp_device("line:/dev/akashi-lamps", device, 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_has_a_line_for_each_change),
        cmocka_unit_test(a_terminal_is_a_serial_line),
        cmocka_unit_test(a_box_that_does_not_listen_is_told),
        cmocka_unit_test(the_device_of_each_is_known),
        cmocka_unit_test(none_is_dark_and_others_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
