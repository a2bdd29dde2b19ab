#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/admin/demo_people.h"

#include "app/record/number.h"
#include "app/record/vaccines.h"

#include <string.h>

static size_t count_doses(const struct demo_resident *who)
{
    size_t count = 0;

    while (who->doses[count].product != NULL)
        count++;
    return count;
}

static const struct demo_resident *find(const char *number)
{
    const struct demo_resident *who = NULL;

    for (size_t i = 0; (who = demo_resident_at(i)) != NULL; i++) {
        if (strcmp(who->number, number) == 0)
            return who;
    }
    return NULL;
}

static void numbers_are_right_and_nobody_has_two(void **state)
{
    const struct demo_resident *who = NULL;
    size_t count = 0;

    (void)state;
    for (; (who = demo_resident_at(count)) != NULL; count++) {
        assert_true(number_is(who->number));
        assert_ptr_equal(find(who->number), who);
    }
    assert_true(count >= 20);
}

/* VRS-14: the demo world holds nothing that an import would refuse. */
static void doses_are_plausible_and_in_order(void **state)
{
    const struct demo_resident *who = NULL;
    size_t most = 0;

    (void)state;
    for (size_t i = 0; (who = demo_resident_at(i)) != NULL; i++) {
        size_t count = count_doses(who);

        most = count > most ? count : most;
        for (size_t n = 0; n < count; n++) {
            const struct vaccine *vaccine = vaccine_by_key(who->doses[n].product);

            assert_non_null(vaccine);
            assert_true(date_compare(who->doses[n].date, vaccine->approved) >= 0);
            assert_true(date_compare(who->doses[n].date, who->birth) > 0);
            assert_true(strlen(who->doses[n].lot) < LOT_SIZE);
            assert_true(n == 0 || date_compare(who->doses[n - 1].date, who->doses[n].date) < 0);
        }
    }
    assert_int_equal(most, 10);
}

static size_t doses_of_card(const char *file)
{
    const struct demo_card *card = NULL;

    for (size_t i = 0; (card = demo_card_at(i)) != NULL; i++) {
        if (strcmp(card->file, file) == 0 && find(card->number) != NULL)
            return count_doses(find(card->number));
    }
    return SIZE_MAX;
}

static void cards_are_what_they_are_called(void **state)
{
    (void)state;
    assert_int_equal(doses_of_card("three-doses"), 3);
    assert_int_equal(doses_of_card("ten-doses"), 10);
    assert_int_equal(doses_of_card("no-record"), 0);
    assert_true(doses_of_card("stranger-number") == SIZE_MAX);
    assert_int_equal(doses_of_card("adult"), 2);
}

static void cards_name_the_person_of_the_record(void **state)
{
    const struct demo_card *card = NULL;
    size_t longest = 0;

    (void)state;
    for (size_t i = 0; (card = demo_card_at(i)) != NULL; i++) {
        const struct demo_resident *who = find(card->number);

        longest = strlen(card->name) > longest ? strlen(card->name) : longest;
        assert_true(number_is(card->number));
        if (who == NULL)
            continue;
        assert_string_equal(who->name, card->name);
        assert_int_equal(date_compare(who->birth, card->birth), 0);
        assert_string_equal(who->area, DEMO_AREA_1);
    }
    assert_int_equal(longest, 60);
}

static void every_resident_lives_in_a_demo_area(void **state)
{
    const struct demo_resident *who = NULL;

    (void)state;
    assert_string_equal(demo_area_at(0)->code, DEMO_AREA_1);
    assert_string_equal(demo_area_at(1)->code, DEMO_AREA_2);
    assert_null(demo_area_at(2));
    for (size_t i = 0; (who = demo_resident_at(i)) != NULL; i++)
        assert_true(strcmp(who->area, DEMO_AREA_1) == 0 || strcmp(who->area, DEMO_AREA_2) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_right_and_nobody_has_two),
        cmocka_unit_test(doses_are_plausible_and_in_order),
        cmocka_unit_test(cards_are_what_they_are_called),
        cmocka_unit_test(cards_name_the_person_of_the_record),
        cmocka_unit_test(every_resident_lives_in_a_demo_area),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
