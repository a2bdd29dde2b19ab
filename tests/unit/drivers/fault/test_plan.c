/* Fault plans: one text, read strictly, written back, and the same each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drivers/fault/plan.h"

#include <string.h>

static struct plan parse(const char *text)
{
    char why[PLAN_WHY_SIZE] = "";
    struct plan plan;

    if (!plan_parse(text, &plan, why))
        fail_msg("%s: %s", text, why);
    return plan;
}

static bool acts_at(const struct fault *fault, uint64_t exchange)
{
    struct moment moment = {.exchange = exchange, .len = 10, .before = 10 * (exchange - 1)};

    return fault_acts(fault, &moment);
}

static void reads_every_kind_and_writes_it_back(void **state)
{
    static const struct {
        const char *text, *written;
    } plans[] = {
        {"how=removed,at=4", "how=removed,at=4,ms=500"},
        {"how=slow,ms=200,at=6", "how=slow,at=6,ms=200"},
        {"how=slow", "how=slow,ms=1000"},
        {"how=flip,file=2,bit=17", "how=flip,file=2,bit=17"},
        {"p=0.05,seed=7,how=garbage", "how=garbage,p=0.050000,seed=7"},
        {"how=long,p=1", "how=long,p=1,seed=99"},
        {"how=unplugged,byte=200,ms=0", "how=unplugged,byte=200,ms=0"},
        {"how=status,sw=6a82", "how=status,sw=6A82"},
        {"how=status", "how=status,sw=6F00"},
        {"how=reset;how=short;how=silent;how=twice",
         "how=reset;how=short;how=silent,ms=500;how=twice"},
        {"how=keep-counter;how=same-nonce;how=other-card,file=7;how=no-extended",
         "how=keep-counter;how=same-nonce;how=other-card,file=7;how=no-extended"},
        {"seed=18446744073709551615,how=reset,at=1000000",
         "how=reset,at=1000000,seed=18446744073709551615"},
    };
    char text[PLAN_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct plan plan = parse(plans[i].text);

        plan_seed(&plan, 99);
        plan_text(&plan, text);
        assert_string_equal(text, plans[i].written);
        plan = parse(text);
        plan_seed(&plan, 1);
        plan_text(&plan, text);
        assert_string_equal(text, plans[i].written); /* the replay id says all there is */
    }
}

static void refuses_what_is_not_a_plan(void **state)
{
    static const char *const texts[] = {
        "",
        ";",
        "how=removed;",
        "how=removed,",
        ",how=removed",
        "at=4",
        "how=vanished",
        "how=",
        "how",
        "how=removed,how=reset",
        "how=removed,at=0",
        "how=removed,at=-1",
        "how=removed,at=+1",
        "how=removed,at= 1",
        "how=removed,at=1x",
        "how=removed,at=",
        "how=removed,at=1000001",
        "how=removed,at=1,byte=2",
        "how=removed,at=1,p=0.5",
        "how=removed,byte=1000000001",
        "how=removed,p=0",
        "how=removed,p=0.0",
        "how=removed,p=0.0000001",
        "how=removed,p=1.0",
        "how=removed,p=2",
        "how=removed,p=.5",
        "how=removed,p=0.5e1",
        "how=garbage,seed=18446744073709551616",
        "how=slow,ms=30001",
        "how=garbage,ms=1",
        "how=flip",
        "how=flip,file=2",
        "how=flip,bit=2",
        "how=flip,file=0,bit=2",
        "how=flip,file=31,bit=2",
        "how=flip,file=2,bit=65536",
        "how=removed,file=2",
        "how=removed,sw=6F00",
        "how=status,sw=6F0",
        "how=status,sw=0x6F",
        "how=removed where=here",
        "who=me",
        "how=removed,at=0000000000000000000000000000000000000000000000001",
        "how=reset;how=reset;how=reset;how=reset;how=reset;how=reset;how=reset;how=reset;how=reset",
    };
    char why[PLAN_WHY_SIZE];
    struct plan plan;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        why[0] = 0;
        if (plan_parse(texts[i], &plan, why))
            fail_msg("taken: %s", texts[i]);
        assert_int_equal(plan.count, 0);
        assert_int_equal(strncmp(why, "fault ", 6), 0);
        assert_null(strchr(why, '\n'));
    }
    assert_false(plan_parse("how=reset;how=removed,at=x", &plan, why));
    assert_string_equal(why, "fault 2: this is no value for at");
}

static void acts_when_it_is_told_to(void **state)
{
    struct plan at = parse("how=reset,at=4"), always = parse("how=short"),
                byte = parse("how=reset,byte=31"), nobody = {0};
    struct moment fourth = {.exchange = 4};

    (void)state;
    for (uint64_t n = 1; n <= 12; n++) {
        assert_int_equal(acts_at(&at.fault[0], n), n == 4);
        assert_int_equal(acts_at(&byte.fault[0], n), n == 4); /* bytes 31 to 40 */
        assert_true(acts_at(&always.fault[0], n));
    }
    assert_ptr_equal(plan_find(&at, &fourth, FAULT_RESET), &at.fault[0]);
    assert_null(plan_find(&at, &fourth, FAULT_REMOVED));
    assert_null(plan_find(&nobody, &fourth, FAULT_RESET));
    assert_ptr_equal(plan_names(&at, FAULT_RESET), &at.fault[0]);
    assert_null(plan_names(&at, FAULT_SLOW));
}

static void chance_depends_on_seed_and_exchange_alone(void **state)
{
    struct plan seven = parse("how=reset,p=0.05,seed=7"), again = parse("how=reset,p=0.05,seed=7"),
                eight = parse("how=reset,p=0.05,seed=8"), sure = parse("how=reset,p=1,seed=7");
    int hits = 0, differences = 0;

    (void)state;
    for (uint64_t n = 10000; n >= 1; n--) {
        bool acts = acts_at(&seven.fault[0], n);

        assert_int_equal(acts, acts_at(&again.fault[0], n));
        assert_true(acts_at(&sure.fault[0], n));
        differences += acts != acts_at(&eight.fault[0], n);
        hits += acts;
    }
    assert_in_range(hits, 400, 600);
    assert_in_range(differences, 700, 1200);
}

static void a_seed_that_is_given_stays(void **state)
{
    struct plan plan = parse("how=garbage,seed=7;how=garbage;how=reset,at=2");

    (void)state;
    plan_seed(&plan, 3);
    assert_int_equal(plan.fault[0].seed, 7);
    assert_int_equal(plan.fault[1].seed, 3);
    assert_false(plan.fault[2].seeded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind_and_writes_it_back),
        cmocka_unit_test(refuses_what_is_not_a_plan),
        cmocka_unit_test(acts_when_it_is_told_to),
        cmocka_unit_test(chance_depends_on_seed_and_exchange_alone),
        cmocka_unit_test(a_seed_that_is_given_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
