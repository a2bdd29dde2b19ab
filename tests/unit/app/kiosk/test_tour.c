#include "app/kiosk/tour.h"

#include "app/kiosk/tour_stops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PICTURES_MAX = 1000 };

struct album {
    size_t views, pictures, specimens;
    char name[PICTURES_MAX][TOUR_NAME_SIZE];
    size_t stop_at;
};

static void show(void *self, const struct screen_view *view)
{
    struct album *album = self;

    album->views++;
    album->specimens += view->picture.len > 0;
    assert_true(strcmp(view->state, "preview") == 0 || view->picture.len == 0);
}

static bool shown(void *self, const char *name)
{
    struct album *album = self;

    assert_true(album->pictures < PICTURES_MAX);
    snprintf(album->name[album->pictures++], TOUR_NAME_SIZE, "%s", name);
    assert_int_equal(album->views, album->pictures);
    return album->pictures != album->stop_at;
}

static void each_screen_is_shown_once_under_its_own_name(void **state)
{
    static struct album album;
    const struct screen_port screen = {.self = &album, .show = show};

    (void)state;
    assert_true(tour_run(&screen, shown, &album));
    assert_int_equal(album.pictures, tour_count * LANGUAGE_COUNT);
    assert_string_equal(album.name[0], "starting.ja");
    for (size_t i = 0; i < album.pictures; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(album.name[i], album.name[k]);
    assert_int_equal(album.specimens, 4 * LANGUAGE_COUNT);
}

static void a_picture_that_fails_ends_the_tour(void **state)
{
    static struct album album = {.stop_at = 2};
    const struct screen_port screen = {.self = &album, .show = show};

    (void)state;
    assert_false(tour_run(&screen, shown, &album));
    assert_int_equal(album.pictures, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_screen_is_shown_once_under_its_own_name),
        cmocka_unit_test(a_picture_that_fails_ends_the_tour),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
