#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/seal/trust.h"

#include <stdio.h>
#include <string.h>

#define ISSUER "https://issuer.example"

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

static enum err add_vector(struct trust *trust, const char *issuer, const char *name)
{
    struct bytes json = read_vector(name);
    enum err code = trust_add_jwks(trust, issuer, bytes_view(&json));

    bytes_free(&json);
    return code;
}

static enum err add_text(struct trust *trust, const char *json)
{
    return trust_add_jwks(trust, ISSUER, view_text(json));
}

static void real_lists_are_taken(void **state)
{
    struct trust *trust = trust_new();

    (void)state;
    assert_non_null(trust);
    assert_false(trust_knows(trust, ISSUER));
    assert_int_equal(add_vector(trust, ISSUER, "shc-spec/issuer-jwks.json"), ERR_OK);
    assert_int_equal(add_vector(trust, "https://vc.vrs.digital.go.jp/issuer",
                                "vci-directory/jp-issuer-jwks.json"),
                     ERR_OK);
    assert_true(trust_knows(trust, ISSUER));
    assert_non_null(trust_key(trust, ISSUER, "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s"));
    /* A key speaks for its own issuer only. */
    assert_null(trust_key(trust, "https://vc.vrs.digital.go.jp/issuer",
                          "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s"));
    assert_null(trust_key(trust, ISSUER, ""));
    /* The same list again changes nothing. */
    assert_int_equal(add_vector(trust, ISSUER, "shc-spec/issuer-jwks.json"), ERR_OK);
    trust_free(&trust);
    assert_null(trust);
    trust_free(&trust);
}

static void keys_of_another_kind_are_refused(void **state)
{
    static const char *names[] = {"wrong_alg_key", "wrong_curve_key", "wrong_kid_key",
                                  "wrong_kty_key", "wrong_use_key"};
    struct trust *trust = trust_new();

    (void)state;
    assert_non_null(trust);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[64];

        snprintf(name, sizeof name, "shc-devtools-negative/%s.json", names[i]);
        assert_int_equal(add_vector(trust, ISSUER, name), AK_V62);
    }
    assert_false(trust_knows(trust, ISSUER));
    assert_int_equal(add_vector(trust, ISSUER, "shc-devtools-negative/valid_key.json"), ERR_OK);
    trust_free(&trust);
}

#define X    "\"x\":\"VE1AThGRVudJGJYxe3330jTHLcqQgP44WVFymYvaGaw\""
#define Y    "\"y\":\"mnseemWFh1EjliwCetIyO9tleUPDk_oIxS29NIJOQgQ\""
#define KID  "\"kid\":\"wXnE30rKv9vfaP-q_A18Mdh45GvxnCyBmvkldEf584g\""
#define REST "\"kty\":\"EC\",\"use\":\"sig\",\"alg\":\"ES256\",\"crv\":\"P-256\""
#define GOOD "{" REST "," KID "," X "," Y "}"

static void malformed_lists_are_refused_whole(void **state)
{
    static const char *bad[] = {
        "",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[7]}",
        "{\"keys\":[" GOOD ",7]}",
        "{\"keys\":[" GOOD "],\"keys\":[" GOOD "]}",
        "{\"keys\":[" GOOD "]} x",
        "{\"keys\":[{" REST "," KID "," X "}]}",
        "{\"keys\":[{" REST "," X "," Y "}]}",
        "{\"keys\":[{" REST "," KID ",\"x\":\"AAAA\"," Y "}]}",
        "{\"keys\":[{" REST "," KID "," X ",\"y\":\"" /* a point that is not on the curve */
        "mnseemWFh1EjliwCetIyO9tleUPDk_oIxS29NIJOQgU\"}]}",
        "{\"keys\":[{" REST "," KID "," X "," Y ",\"d\":\"AAAA\"}]}",
    };
    struct trust *trust = trust_new();

    (void)state;
    assert_non_null(trust);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(add_text(trust, bad[i]), AK_V62);
    assert_false(trust_knows(trust, ISSUER));
    assert_int_equal(add_text(trust, "{\"keys\":[" GOOD "],\"more\":1}"), ERR_OK);
    trust_free(&trust);
}

static void issuers_have_one_form(void **state)
{
    char longest[TRUST_ISSUER_SIZE + 1];

    (void)state;
    assert_true(trust_issuer_is("https://a"));
    assert_true(trust_issuer_is("https://vc.vrs.digital.go.jp/issuer"));
    assert_false(trust_issuer_is("https://"));
    assert_false(trust_issuer_is("https://a/"));
    assert_false(trust_issuer_is("http://a"));
    assert_false(trust_issuer_is("HTTPS://a"));
    assert_false(trust_issuer_is("https://a b"));
    assert_false(trust_issuer_is("https://証"));
    assert_false(trust_issuer_is(""));
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "https://", 8);
    longest[TRUST_ISSUER_SIZE] = 0;
    assert_false(trust_issuer_is(longest));
    longest[TRUST_ISSUER_SIZE - 1] = 0;
    assert_true(trust_issuer_is(longest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_lists_are_taken),
        cmocka_unit_test(keys_of_another_kind_are_refused),
        cmocka_unit_test(malformed_lists_are_refused_whole),
        cmocka_unit_test(issuers_have_one_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
