/* What a plan does to the bytes of a way: the same places, in whatever pieces they come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hw/vline/spoil.h"

#include <stdio.h>
#include <string.h>

enum { WHOLE = 100, OUT_MAX = 4 * WHOLE };

/* What came out of a way that 100 counting bytes went into. */
struct seen {
    uint8_t out[OUT_MAX];
    size_t len;
    uint32_t late_ms;
    enum spoil_then then;
    struct spoil spoil;
};

static struct plan parse(const char *text)
{
    char why[PLAN_WHY_SIZE] = "";
    struct plan plan;

    if (!plan_parse_line(text, &plan, why))
        fail_msg("%s: %s", text, why);
    plan_seed(&plan, 7);
    return plan;
}

static struct seen pass(const char *text, bool answers, size_t piece, uint64_t connection)
{
    struct plan plan = parse(text);
    struct seen seen = {.spoil.answers = answers};
    uint8_t bytes[WHOLE];

    for (size_t i = 0; i < WHOLE; i++)
        bytes[i] = (uint8_t)i;
    for (size_t at = 0; at < WHOLE && seen.then == SPOIL_GO_ON; at += piece) {
        struct moment moment = {connection, at, piece < WHOLE - at ? piece : WHOLE - at};
        struct spoil_result result = spoil_take(&seen.spoil, &plan, &moment, bytes + at);

        memcpy(seen.out + seen.len, bytes + at, result.pass);
        seen.len += result.pass;
        memcpy(seen.out + seen.len, bytes + at + result.again, result.pass - result.again);
        seen.len += result.pass - result.again;
        seen.late_ms += result.late_ms;
        seen.then = result.then;
    }
    return seen;
}

static const size_t pieces[] = {1, 7, 100};
enum { PIECES = sizeof pieces / sizeof *pieces };

static void ends_behind_the_byte_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        struct seen seen = pass("how=ended,byte=31", false, pieces[i], 1);

        assert_int_equal(seen.len, 30);
        assert_int_equal(seen.then, SPOIL_END);
        seen = pass("how=reset,way=answer,byte=1", true, pieces[i], 1);
        assert_int_equal(seen.len, 0);
        assert_int_equal(seen.then, SPOIL_RESET);
    }
}

static void acts_on_its_way_only(void **state)
{
    static const char *const plans[] = {"how=ended,way=answer,byte=31", "how=reset,way=answer",
                                        "how=lost,way=answer", "how=slow,way=answer",
                                        "how=flip,bit=3,way=answer"};

    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct seen seen = pass(plans[i], false, 7, 1);

        assert_int_equal(seen.len, WHOLE);
        assert_int_equal(seen.then, SPOIL_GO_ON);
        assert_int_equal(seen.late_ms, 0);
        assert_int_equal(seen.out[0], 0);
    }
}

static void turns_one_bit(void **state)
{
    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        struct seen seen = pass("how=flip,bit=7,byte=42", false, pieces[i], 1);

        assert_int_equal(seen.len, WHOLE);
        for (size_t at = 0; at < WHOLE; at++)
            assert_int_equal(seen.out[at], at == 41 ? 40 : at);
    }
    assert_int_equal(pass("how=flip,bit=0", false, 7, 1).out[0], 0x80);
}

static void loses_all_from_there_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        struct seen seen = pass("how=lost,byte=51", false, pieces[i], 1);

        assert_int_equal(seen.len, 50);
        assert_int_equal(seen.then, SPOIL_GO_ON);
        assert_true(seen.spoil.lost);
    }
}

static void doubles_what_came_with_the_byte(void **state)
{
    struct seen seen = pass("how=twice,byte=99", false, 100, 1);

    (void)state;
    assert_int_equal(seen.len, 102);
    assert_int_equal(seen.out[99], 99);
    assert_int_equal(seen.out[100], 98);
    assert_int_equal(seen.out[101], 99);
    assert_int_equal(pass("how=twice", false, 50, 1).len, 150);
    seen = pass("how=twice,byte=20;how=ended,byte=31", false, 100, 1);
    assert_int_equal(seen.len, 30 + 11); /* nothing behind the end comes even once */
}

static void is_late_piece_by_piece_or_once(void **state)
{
    (void)state;
    assert_int_equal(pass("how=slow,ms=20", false, 10, 1).late_ms, 200);
    assert_int_equal(pass("how=slow,ms=20,byte=15", false, 10, 1).late_ms, 20);
    assert_int_equal(pass("how=narrow,rate=300", false, 10, 1).spoil.rate, 300);
    assert_int_equal(pass("how=narrow,rate=300,byte=101", false, 10, 1).spoil.rate, 0);
    assert_true(pass("how=crossed,way=answer,byte=12", true, 10, 1).spoil.crossed);
}

static void chooses_connections(void **state)
{
    size_t hit = 0;

    (void)state;
    assert_int_equal(pass("how=ended,at=2", false, 7, 1).len, WHOLE);
    assert_int_equal(pass("how=ended,at=2", false, 7, 2).len, 0);
    for (uint64_t connection = 1; connection <= 1000; connection++) {
        struct seen once = pass("how=ended,p=0.5", false, 7, connection);
        struct seen again = pass("how=ended,p=0.5", false, 100, connection);

        assert_int_equal(once.len, again.len);
        hit += once.len == 0;
    }
    assert_in_range(hit, 400, 600);
}

static void reads_plans_of_lines(void **state)
{
    static const char *const good[] = {
        "how=ended,way=answer,byte=300",
        "how=lost,p=0.050000,seed=7",
        "how=narrow,way=answer,at=3,rate=1000",
        "how=flip,byte=9,bit=7",
        "how=slow,ms=20",
        "how=refused,at=2;how=deaf,at=4;how=stale;how=crossed;how=reset;how=twice",
    };
    static const char *const bad[] = {
        "how=removed",      "how=silent",       "how=garbage",        "how=flip,file=2,bit=2",
        "how=flip,bit=8",   "how=flip",         "how=narrow",         "how=narrow,rate=0",
        "how=ended,rate=5", "how=ended,way=up", "how=refused,byte=2", "how=deaf,way=answer",
        "how=stale,byte=7", "how=lost,ms=5",
    };
    char text[PLAN_TEXT_SIZE], why[PLAN_WHY_SIZE];
    struct plan plan;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        plan = parse(good[i]);
        plan_text(&plan, text);
        assert_string_equal(text, good[i]); /* the replay id says all there is */
        assert_false(plan_parse(good[i], &plan, why) && strstr(good[i], "slow") == NULL);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (plan_parse_line(bad[i], &plan, why))
            fail_msg("%s", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_behind_the_byte_before),
        cmocka_unit_test(acts_on_its_way_only),
        cmocka_unit_test(turns_one_bit),
        cmocka_unit_test(loses_all_from_there_on),
        cmocka_unit_test(doubles_what_came_with_the_byte),
        cmocka_unit_test(is_late_piece_by_piece_or_once),
        cmocka_unit_test(chooses_connections),
        cmocka_unit_test(reads_plans_of_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
