#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/together.h"

#include <stdio.h>
#include <string.h>

static struct opened codes[4];

/* Two domestic doses as a SMART Health Card tells them, and as a seal for travel does. */
static int fill(void **state)
{
    (void)state;
    memset(codes, 0, sizeof codes);
    codes[0] = (struct opened){.format = CODE_SHC,
                               .issuer = "https://vc.akashi.example/issuer",
                               .id = "AKSH2345WXYZ",
                               .holder = {"証　花子", {1985, 2, 28}},
                               .count = 2};
    codes[0].doses[0].dose = (struct dose){1, {2021, 6, 1}, "comirnaty", "EY2173", ""};
    codes[0].doses[1].dose = (struct dose){2, {2021, 6, 22}, "comirnaty", "FA4597", ""};
    codes[1] = codes[0];
    codes[1].format = CODE_VDS_NC;
    snprintf(codes[1].issuer, sizeof codes[1].issuer, "JPN");
    codes[1].holder.name[0] = 0;
    snprintf(codes[1].traveller.name, sizeof codes[1].traveller.name, "AKASHI HANAKO");
    return 0;
}

static void a_paper_for_travel_is_one_certificate(void **state)
{
    (void)state;
    assert_true(together(codes, 1));
    assert_true(together(codes, 2));
}

static void one_serial(void **state)
{
    (void)state;
    snprintf(codes[1].id, sizeof codes[1].id, "AKSH2345WXYY");
    assert_false(together(codes, 2));
    snprintf(codes[1].id, sizeof codes[1].id, "URN:UVCI:01:JP:AKSH2345WXYZ#7");
    codes[1].format = CODE_DCC;
    assert_true(together(codes, 2));
    snprintf(codes[1].id, sizeof codes[1].id, "URN:UVCI:01:JP:AKSH2345WXYY#7");
    assert_false(together(codes, 2));
    /* Japan's cards had no rid: then the seal's id has nothing to be held against. */
    codes[0].id[0] = 0;
    assert_true(together(codes, 2));
}

static void one_birth_date(void **state)
{
    (void)state;
    codes[1].holder.birth.day = 27;
    assert_false(together(codes, 2));
    codes[1].holder.birth = (struct date){0};
    assert_true(together(codes, 2));
}

static void the_same_doses(void **state)
{
    (void)state;
    snprintf(codes[1].doses[1].dose.lot, LOT_SIZE, "OTHER");
    assert_false(together(codes, 2));
    codes[1].doses[1].dose.lot[0] = 0; /* an EU certificate tells no lot */
    assert_true(together(codes, 2));
    codes[1].doses[1].dose.date.day = 23;
    assert_false(together(codes, 2));
}

/* Doses 1–2 and 3 in two cards, 1 and 2–3 in two seals; and one of the seals missed by a photo. */
static void doses_may_be_parted_differently(void **state)
{
    const struct dose third = {3, {2022, 2, 1}, "comirnaty", "FL1839", ""};

    (void)state;
    codes[2] = codes[0];
    codes[2].count = 1;
    codes[2].doses[0].dose = third;
    codes[3] = codes[1];
    codes[3].doses[0] = codes[1].doses[1];
    codes[3].doses[1].dose = third;
    codes[1].count = 1;
    assert_true(together(codes, 4));
    assert_true(together(codes, 3));
    codes[3].doses[1].dose.date.day = 2;
    assert_false(together(codes, 4));
}

static void codes_of_one_format_agree_in_all(void **state)
{
    (void)state;
    codes[2] = codes[1];
    codes[1] = codes[0];
    assert_true(together(codes, 3));
    snprintf(codes[1].holder.name, sizeof codes[1].holder.name, "証　太郎");
    assert_false(together(codes, 3));
    codes[1] = codes[0];
    snprintf(codes[1].issuer, sizeof codes[1].issuer, "https://b.example");
    assert_false(together(codes, 3));
    codes[1] = codes[2];
    snprintf(codes[1].traveller.passport, PASSPORT_SIZE, "TR0000001");
    assert_false(together(codes, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_paper_for_travel_is_one_certificate, fill),
        cmocka_unit_test_setup(one_serial, fill),
        cmocka_unit_test_setup(one_birth_date, fill),
        cmocka_unit_test_setup(the_same_doses, fill),
        cmocka_unit_test_setup(doses_may_be_parted_differently, fill),
        cmocka_unit_test_setup(codes_of_one_format_agree_in_all, fill),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
