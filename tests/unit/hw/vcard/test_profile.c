/* Profiles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base/bytes.h"
#include "drivers/host/file.h"
#include "hw/vcard/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HOLDER                                                                                            \
    "[holder]\nnumber = 123456789018\nname = 明石　海斗\naddress = 架空町１\nbirth = 19900401\n" \
    "sex = 1\n"
#define CARD "[card]\npin = 0123\nexpiry = 20331120\n"

static char path[] = "/tmp/akashi-profile-XXXXXX";
static char why[CONF_WHY_SIZE];

static int make_file(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    if (fd >= 0)
        close(fd);
    return fd >= 0 ? 0 : -1;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static bool load(const char *text, struct profile *out)
{
    assert_true(file_write(path, view_text(text), 0600));
    return profile_load(path, out, why);
}

static void reads_what_has_to_stand_there_and_fills_in_the_rest(void **state)
{
    struct profile profile;

    (void)state;
    assert_true(load(HOLDER CARD, &profile));
    assert_string_equal(profile.number, "123456789018");
    assert_string_equal(profile.name, "明石　海斗");
    assert_string_equal(profile.pin, "0123");
    assert_string_equal(profile.municipality, "13110");
    assert_int_equal(profile.tries, 3);
    assert_string_equal(profile.auth_pin, "0123"); /* the same as the card's */
    assert_string_equal(profile.sign_pin, "ABC123");
    assert_int_equal(profile.auth_tries, 3);
    assert_int_equal(profile.sign_tries, 5);
    assert_int_equal(profile.alter, ALTER_NONE);
    assert_false(profile.blocked);
    assert_false(profile.nextgen);
    assert_int_equal(profile.foreign, FOREIGN_NOT);
    assert_string_equal(profile.code, "0000");
    assert_false(profile.reselect_clears);
}

static void reads_every_choice(void **state)
{
    struct profile profile;

    (void)state;
    assert_true(load(HOLDER "name_more = と\n" CARD "tries = 1\nblocked = yes\nalter = key\n"
                            "layout = nextgen\nreselect = clear\nmunicipality = 40130\n"
                            "[jpki]\nauth_pin = 9876\nauth_tries = 2\nsign_pin = SIGN2468\n"
                            "sign_tries = 0\n",
                     &profile));
    assert_string_equal(profile.name, "明石　海斗と");
    assert_int_equal(profile.tries, 1);
    assert_int_equal(profile.alter, ALTER_KEY);
    assert_true(profile.blocked);
    assert_true(profile.nextgen);
    assert_true(profile.reselect_clears);
    assert_string_equal(profile.municipality, "40130");
    assert_string_equal(profile.auth_pin, "9876");
    assert_string_equal(profile.sign_pin, "SIGN2468");
    assert_int_equal(profile.auth_tries, 2);
    assert_int_equal(profile.sign_tries, 0);
}

static void a_layout_may_be_of_another_card(void **state)
{
    struct profile profile;

    (void)state;
    assert_true(load(HOLDER CARD "layout = transit\n", &profile));
    assert_int_equal(profile.foreign, FOREIGN_TRANSIT);
    assert_true(load(HOLDER CARD "layout = bank\n", &profile));
    assert_int_equal(profile.foreign, FOREIGN_BANK);
    assert_true(load(HOLDER CARD "layout = passport\ncode = 9753\n", &profile));
    assert_int_equal(profile.foreign, FOREIGN_PASSPORT);
    assert_false(profile.nextgen);
    assert_string_equal(profile.code, "9753");
}

static void names_the_key_that_is_wrong(void **state)
{
    static const char *const of[][2] = {
        {HOLDER CARD "alter = all\n", "card.alter"},
        {HOLDER CARD "layout = old\n", "card.layout"},
        {HOLDER CARD "reselect = yes\n", "card.reselect"},
        {HOLDER CARD "code = 12345\n", "card.code"},
        {HOLDER CARD "tries = 4\n", "card.tries"},
        {HOLDER CARD "colour = blue\n", "card.colour"},
        {HOLDER CARD "[jpki]\nauth_pin = 98765\n", "jpki.auth_pin"},
        {HOLDER CARD "[jpki]\nauth_tries = 4\n", "jpki.auth_tries"},
        {HOLDER CARD "[jpki]\nsign_pin = AB123\n", "jpki.sign_pin"},
        {HOLDER CARD "[jpki]\nsign_pin = abc123\n", "jpki.sign_pin"},
        {HOLDER CARD "[jpki]\nsign_pin = ABCDEF\n", "jpki.sign_pin"},
        {HOLDER CARD "[jpki]\nsign_pin = 123456\n", "jpki.sign_pin"},
        {HOLDER CARD "[jpki]\nsign_pin = ABCDEFGHIJKLMNOP1\n", "jpki.sign_pin"},
        {HOLDER CARD "[jpki]\nsign_tries = 6\n", "jpki.sign_tries"},
        {HOLDER "[card]\npin = 0123\n", "card.expiry"},
        {HOLDER "[card]\npin = 123\nexpiry = 20331120\n", "card.pin"},
        {HOLDER "[card]\npin = 0123\nexpiry = 2033-11-20\n", "card.expiry"},
        {HOLDER CARD "municipality = 131105\n", "card.municipality"},
        {"[holder]\nnumber = 1\nname = a\naddress = b\nbirth = 19900401\nsex = 1\n" CARD,
         "holder.number"},
        {"[holder]\nnumber = 123456789018\nname = a\naddress = b\nbirth = 1990\nsex = 1\n" CARD,
         "holder.birth"},
    };
    struct profile profile;

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        assert_false(load(of[i][0], &profile));
        assert_non_null(strstr(why, of[i][1]));
        assert_null(strstr(why, "0123"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_has_to_stand_there_and_fills_in_the_rest),
        cmocka_unit_test(reads_every_choice),
        cmocka_unit_test(a_layout_may_be_of_another_card),
        cmocka_unit_test(names_the_key_that_is_wrong),
    };

    return cmocka_run_group_tests(tests, make_file, remove_file);
}
