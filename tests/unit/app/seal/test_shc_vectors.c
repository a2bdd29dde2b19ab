#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/seal/shc.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#define ISSUER     "https://spec.smarthealth.cards/examples/issuer"
#define OLD_ISSUER "https://smarthealth.cards/examples/issuer"

static const int64_t now = 1763650800; /* 2025-11-20T15:00:00Z */

static struct trust *trust;

static struct bytes read_vector(const char *name)
{
    struct bytes out = bytes_new(1 << 16);
    char path[512];
    FILE *file = NULL;
    uint8_t *to = bytes_room(&out, 1 << 15);

    snprintf(path, sizeof path, "%s/%s", VECTORS, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    assert_non_null(to);
    out.len = fread(to, 1, 1 << 15, file);
    fclose(file);
    return out;
}

static void open_vector(const char *name, const struct trust *with, struct opened *out)
{
    struct bytes text = read_vector(name);

    shc_open(bytes_view(&text), with, now, out);
    bytes_free(&text);
}

static int load_trust(void **state)
{
    struct bytes jwks = read_vector("shc-spec/issuer-jwks.json");

    (void)state;
    trust = trust_new();
    assert_non_null(trust);
    assert_int_equal(trust_add_jwks(trust, ISSUER, bytes_view(&jwks)), ERR_OK);
    assert_int_equal(trust_add_jwks(trust, OLD_ISSUER, bytes_view(&jwks)), ERR_OK);
    bytes_free(&jwks);
    return 0;
}

static int drop_trust(void **state)
{
    (void)state;
    trust_free(&trust);
    return 0;
}

static void the_specifications_own_cards_are_valid(void **state)
{
    static const char *names[] = {
        "shc-spec/example-00-d-jws.txt", "shc-spec/example-00-f-qr-code-numeric-value-0.txt",
        "shc-spec/example-01-d-jws.txt", "shc-spec/example-01-f-qr-code-numeric-value-0.txt",
        "shc-devtools-negative/1195-byte-qrnumeric.txt"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct opened opened;

        open_vector(names[i], trust, &opened);
        assert_int_equal(opened.code, ERR_OK);
        assert_int_equal(opened.verdict, SEAL_VALID);
        assert_string_equal(opened.issuer, ISSUER);
        assert_string_equal(opened.holder.name,
                            i < 4 ? "Anyperson　John　B."
                                  : "Kenobi-Skywalker　Peter　Benedikt　Alexander");
    }
}

static void a_card_is_read_field_by_field(void **state)
{
    static const struct {
        struct date date;
        const char *product, *lot, *vaccine;
    } doses[] = {{{2021, 1, 1}, "spikevax", "0000001", "207"},
                 {{2021, 1, 29}, "spikevax", "0000007", "207"},
                 {{2022, 9, 5}, "spikevax-ba45", "0000001", "229"}};
    struct opened opened;

    (void)state;
    open_vector("shc-spec/example-01-d-jws.txt", trust, &opened);
    assert_string_equal(opened.signer, "EBKOr72QQDcTBUuVzAzkfBTGew0ZA16GuWty64nS-sw");
    assert_int_equal(opened.not_before, 1715107763);
    assert_string_equal(opened.id, "");
    assert_int_equal(date_compare(opened.holder.birth, (struct date){1951, 1, 20}), 0);
    assert_int_equal(opened.count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct dose *dose = &opened.doses[i].dose;

        assert_int_equal(dose->number, (int)i + 1);
        assert_int_equal(date_compare(dose->date, doses[i].date), 0);
        assert_string_equal(dose->product, doses[i].product);
        assert_string_equal(dose->lot, doses[i].lot);
        assert_string_equal(dose->country, "");
        assert_string_equal(opened.doses[i].vaccine, doses[i].vaccine);
        assert_string_equal(opened.doses[i].authority, "ABC General Hospital");
    }
    open_vector("shc-spec/example-00-d-jws.txt", trust, &opened);
    assert_string_not_equal(opened.id, "");
    assert_string_equal(opened.signer, "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s");
}

static void the_payload_comes_out_as_it_was_signed(void **state)
{
    struct bytes text = read_vector("shc-spec/example-00-d-jws.txt");
    struct bytes expected = read_vector("shc-spec/example-00-c-jws-payload-minified.json");
    struct bytes raw = bytes_new(1 << 15);

    (void)state;
    assert_true(shc_raw(bytes_view(&text), &raw));
    assert_true(view_equal(bytes_view(&raw), bytes_view(&expected)));
    assert_false(shc_raw(view_text("shc:/1/2/5677"), &raw));
    bytes_free(&text);
    bytes_free(&expected);
    bytes_free(&raw);
}

static const struct negative {
    const char *name;
    enum err code;
    enum seal_verdict verdict;
} negatives[] = {
    {"1195-byte-qrnumeric.txt", ERR_OK, SEAL_VALID}, /* the largest there may be */
    {"d-jws-bad-fhir-metadata.txt", AK_V54, SEAL_NOT_VALID},
    {"d-jws-der-signature-r-neg.txt", AK_V53, SEAL_NOT_VALID},
    {"d-jws-der-signature.txt", AK_V53, SEAL_NOT_VALID},
    {"d-jws-invalid-signature.txt", AK_V48, SEAL_NOT_VALID},
    {"d-jws-issuer-kid-mismatch.txt", AK_V47, SEAL_CANNOT_TELL},
    {"d-jws-jws_too_long.txt", AK_V49, SEAL_CANNOT_TELL},
    {"d-jws-no_deflate.txt", AK_V37, SEAL_NOT_VALID},
    {"d-jws-no_jws_header_alg.txt", AK_V36, SEAL_NOT_VALID},
    {"d-jws-no_jws_header_kid.txt", AK_V38, SEAL_NOT_VALID},
    {"d-jws-no_jws_header_zip.txt", AK_V37, SEAL_NOT_VALID},
    {"d-jws-trailing_chars.txt", AK_V52, SEAL_NOT_VALID},
    {"f-qr-code-numeric-value-0-odd-count.txt", AK_V31, SEAL_NOT_VALID},
    {"f-qr-code-numeric-value-0-trailing_chars.txt", AK_V52, SEAL_NOT_VALID},
    {"f-qr-code-numeric-value-0-wrong-multi-chunk.txt", AK_V32, SEAL_NOT_VALID},
    {"f-qr-code-numeric-value-0-wrong_qr_header.txt", AK_V30, SEAL_NOT_VALID},
};

static const struct {
    const char *name;
    enum err code;
} keys[] = {
    {"valid_key.json", ERR_OK},       {"wrong_alg_key.json", AK_V62},
    {"wrong_curve_key.json", AK_V62}, {"wrong_kid_key.json", AK_V62},
    {"wrong_kty_key.json", AK_V62},   {"wrong_use_key.json", AK_V62},
};

enum { NEGATIVES = sizeof negatives / sizeof *negatives, KEYS = sizeof keys / sizeof *keys };

static void every_negative_has_its_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < NEGATIVES; i++) {
        struct opened opened;
        char name[128];

        snprintf(name, sizeof name, "shc-devtools-negative/%s", negatives[i].name);
        open_vector(name, trust, &opened);
        if (opened.code != negatives[i].code)
            print_error("%s: %s\n", negatives[i].name, err_name(opened.code));
        assert_int_equal(opened.code, negatives[i].code);
        assert_int_equal(opened.verdict, negatives[i].verdict);
    }
}

static void only_keys_of_the_agreed_form_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < KEYS; i++) {
        struct trust *one = trust_new();
        struct bytes json = {0};
        char name[128];

        snprintf(name, sizeof name, "shc-devtools-negative/%s", keys[i].name);
        json = read_vector(name);
        assert_int_equal(trust_add_jwks(one, ISSUER, bytes_view(&json)), keys[i].code);
        assert_int_equal(trust_knows(one, ISSUER), keys[i].code == ERR_OK);
        bytes_free(&json);
        trust_free(&one);
    }
}

static bool is_named(const char *file)
{
    for (size_t i = 0; i < NEGATIVES; i++)
        if (strcmp(file, negatives[i].name) == 0)
            return true;
    for (size_t i = 0; i < KEYS; i++)
        if (strcmp(file, keys[i].name) == 0)
            return true;
    return false;
}

/* A file that the tables above leave out would be one that nobody looks at. */
static void no_file_is_passed_over(void **state)
{
    DIR *folder = opendir(VECTORS "/shc-devtools-negative");
    const struct dirent *entry = NULL;
    size_t files = 0;

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        if (!is_named(entry->d_name))
            fail_msg("%s stands in no table", entry->d_name);
        files++;
    }
    closedir(folder);
    assert_int_equal(files, NEGATIVES + KEYS);
}

static void without_trust_nobody_can_tell(void **state)
{
    struct trust *empty = trust_new();
    struct opened opened;

    (void)state;
    assert_non_null(empty);
    open_vector("shc-spec/example-00-d-jws.txt", NULL, &opened);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    assert_int_equal(opened.code, AK_V46);
    open_vector("shc-spec/example-00-d-jws.txt", empty, &opened);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    assert_int_equal(opened.code, AK_V46);
    assert_string_equal(opened.holder.name, "Anyperson　John　B.");
    trust_free(&empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_specifications_own_cards_are_valid),
        cmocka_unit_test(a_card_is_read_field_by_field),
        cmocka_unit_test(the_payload_comes_out_as_it_was_signed),
        cmocka_unit_test(every_negative_has_its_code),
        cmocka_unit_test(only_keys_of_the_agreed_form_are_taken),
        cmocka_unit_test(no_file_is_passed_over),
        cmocka_unit_test(without_trust_nobody_can_tell),
    };

    return cmocka_run_group_tests(tests, load_trust, drop_trust);
}
