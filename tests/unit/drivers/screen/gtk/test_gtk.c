#include "drivers/screen/gtk/gtk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Everything that needs a display is in tests/screen. */
static void without_a_display_it_does_not_open(void **state)
{
    const struct screen_gtk_options options = {0};
    struct screen_port screen = {0};

    (void)state;
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    setenv("XDG_RUNTIME_DIR", "/nonexistent", 1);
    assert_false(screen_gtk_open(&options, &screen));
    assert_null(screen.self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_display_it_does_not_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
