#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bundle.h"
#include "crypto/base64.h"
#include "sample.h"

#include <stdlib.h>

#define ISSUER "https://vc.akashi.example/issuer"
#define KID    "wXnE30rKv9vfaP-q_A18Mdh45GvxnCyBmvkldEf584g"
#define JWK                                                                                        \
    "{\"kty\":\"EC\",\"use\":\"sig\",\"alg\":\"ES256\",\"crv\":\"P-256\",\"kid\":\"" KID "\","     \
    "\"x\":\"VE1AThGRVudJGJYxe3330jTHLcqQgP44WVFymYvaGaw\","                                       \
    "\"y\":\"mnseemWFh1EjliwCetIyO9tleUPDk_oIxS29NIJOQgQ\",\"x5c\":[\"AAAA\"]}"
#define SHC          "[{\"issuer\":\"" ISSUER "\",\"jwks\":{\"keys\":[" JWK "],\"more\":1}}]"
#define NAME         "\"issuer\":\"" ISSUER "\",\"kid\":\"" KID "\""
#define RIDS(list)   "[{" NAME ",\"method\":\"rid\",\"ctr\":3,\"rids\":[" list "]}]"
#define HASHES(list) "[{" NAME ",\"method\":\"hash-fhir\",\"ctr\":1,\"hashes\":[" list "]}]"

static struct ec_key *root;

static int make_root(void **state)
{
    (void)state;
    root = ec_key_new();
    return root != NULL ? 0 : -1;
}

static int drop_root(void **state)
{
    (void)state;
    ec_key_free(&root);
    return 0;
}

static void a_bundle_opens_whole(void **state)
{
    struct trust *trust = NULL;

    (void)state;
    assert_int_equal(bundle_open(root,
                                 BUNDLE(.shc = SHC, .withdrawn = RIDS("\"AAAA\",\"BBBB.1637\""),
                                        .withdrawn_keys = "[{" NAME "}]"),
                                 &trust),
                     ERR_OK);
    assert_int_equal(trust_edition(trust).number, 12);
    assert_int_equal(trust_edition(trust).made, 1795132800);
    assert_true(trust_knows(trust, ISSUER));
    assert_non_null(trust_key(trust, ISSUER, KID));
    trust_free(&trust);
}

/* VRS-52, one floor up: who changes the bundle, changes nothing. */
static void every_flipped_bit_is_refused(void **state)
{
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    struct trust *trust = NULL;

    (void)state;
    assert_true(trust_seal(
        view_text(bundle_payload(BUNDLE(.shc = SHC, .withdrawn = RIDS("\"AAAA\"")))), root, &jws));
    for (size_t at = 0; at < jws.len; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            jws.at[at] ^= (uint8_t)(1U << bit);
            assert_int_not_equal(trust_open(bytes_view(&jws), root, &trust), ERR_OK);
            assert_null(trust);
            jws.at[at] ^= (uint8_t)(1U << bit);
        }
    assert_int_equal(trust_open(bytes_view(&jws), root, &trust), ERR_OK);
    trust_free(&trust);
    bytes_free(&jws);
}

static void every_part_of_it_is_refused(void **state)
{
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    struct trust *trust = NULL;

    (void)state;
    assert_true(trust_seal(view_text(bundle_payload(BUNDLE(.shc = SHC))), root, &jws));
    for (size_t len = 0; len < jws.len; len++)
        assert_int_not_equal(trust_open(view_of(jws.at, len), root, &trust), ERR_OK);
    assert_true(bytes_append_text(&jws, "\n"));
    assert_int_not_equal(trust_open(bytes_view(&jws), root, &trust), ERR_OK);
    bytes_free(&jws);
}

static void another_root_is_none(void **state)
{
    struct ec_key *other = ec_key_new();
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    struct trust *trust = NULL;

    (void)state;
    assert_non_null(other);
    assert_true(trust_seal(view_text(bundle_payload(BUNDLE(.shc = SHC))), other, &jws));
    assert_int_equal(trust_open(bytes_view(&jws), root, &trust), AK_V71);
    assert_null(trust);
    bytes_free(&jws);
    ec_key_free(&other);
}

/* Any header, with a good signature of the root over it. */
static enum err open_header(const char *header)
{
    uint8_t signature[EC_SIGNATURE_LEN];
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    struct trust *trust = NULL;
    enum err code = ERR_OK;

    assert_true(jws_begin(view_text(header), view_text(bundle_payload(BUNDLE(.shc = SHC))), &jws));
    assert_true(ec_sign(root, bytes_view(&jws), signature));
    assert_true(jws_end(signature, &jws));
    code = trust_open(bytes_view(&jws), root, &trust);
    trust_free(&trust);
    bytes_free(&jws);
    return code;
}

static void only_our_header_will_do(void **state)
{
    static const char *const forms[] = {
        "{\"alg\":\"none\",\"typ\":\"akashi-trust+jws\",\"kid\":\"%s\"}",
        "{\"alg\":\"HS256\",\"typ\":\"akashi-trust+jws\",\"kid\":\"%s\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}",
        "{\"alg\":\"ES256\",\"kid\":\"%s\"}",
        "{\"alg\":\"ES256\",\"typ\":\"akashi-trust+jws\",\"kid\":\"%s\",\"crit\":[]}",
        "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"typ\":\"akashi-trust+jws\",\"kid\":\"%s\"}",
        "[\"%s\"]",
        "",
    };
    char header[256], kid[JWK_THUMBPRINT_SIZE];

    (void)state;
    assert_true(jwk_thumbprint(root, kid));
    snprintf(header, sizeof header,
             "{\"kid\":\"%s\",\"typ\":\"akashi-trust+jws\",\"alg\":\"ES256\"}", kid);
    assert_int_equal(open_header(header), ERR_OK);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        /* The forms are constants of this test. */
        const char *hole = strstr(forms[i], "%s");
        int len = hole != NULL ? (int)(hole - forms[i]) : 0;

        snprintf(header, sizeof header, "%.*s%s%s", len, forms[i], kid,
                 hole != NULL ? hole + 2 : "");
        assert_int_equal(open_header(header), AK_V70);
    }
}

static void a_signature_of_something_else_does_not_hold(void **state)
{
    struct bytes jws = bytes_new(TRUST_TEXT_MAX), other = bytes_new(TRUST_TEXT_MAX);
    struct trust *trust = NULL;

    (void)state;
    assert_true(trust_seal(view_text(bundle_payload(BUNDLE(.number = "12"))), root, &jws));
    assert_true(trust_seal(view_text(bundle_payload(BUNDLE(.number = "13"))), root, &other));
    assert_int_equal(jws.len, other.len);
    memcpy(jws.at + jws.len - 86, other.at + other.len - 86, 86);
    assert_int_equal(trust_open(bytes_view(&jws), root, &trust), AK_V72);
    bytes_free(&jws);
    bytes_free(&other);
}

#define REST "\"shc\":[],\"withdrawn\":[],\"withdrawn_keys\":[],\"csca\":[],\"crl\":[],\"dcc\":[]"

static void other_forms_are_refused(void **state)
{
    static const char *const payloads[] = {
        "",
        "[]",
        "{}",
        "{\"akashi\":\"trust-2\",\"number\":1,\"made\":1," REST "}",
        "{\"akashi\":\"trust-1\",\"number\":1," REST "}",
        "{\"akashi\":\"trust-1\",\"number\":1,\"made\":1,\"more\":1," REST "}",
        "{\"akashi\":\"trust-1\",\"number\":1,\"number\":2,\"made\":1," REST "}",
        "{\"akashi\":\"trust-1\",\"number\":1,\"made\":1," REST "} x",
        "\xEF\xBB\xBF{\"akashi\":\"trust-1\",\"number\":1,\"made\":1," REST "}",
    };
    struct trust *trust = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        assert_int_equal(bundle_open_text(root, payloads[i], &trust), AK_V70);
        assert_null(trust);
    }
    assert_int_equal(
        bundle_open_text(root, "{\"akashi\":\"trust-1\",\"number\":1,\"made\":1," REST "}", &trust),
        ERR_OK);
    trust_free(&trust);
}

static void odd_members_are_refused(void **state)
{
    const struct bundle bad[] = {
        BUNDLE(.number = "0"),
        BUNDLE(.number = "-1"),
        BUNDLE(.number = "1.5"),
        BUNDLE(.number = "1e3"),
        BUNDLE(.number = "\"12\""),
        BUNDLE(.number = "9007199254740992"),
        BUNDLE(.made = "0"),
        BUNDLE(.made = "null"),
        BUNDLE(.shc = "{}"),
        BUNDLE(.shc = "[{\"issuer\":\"" ISSUER "\"}]"),
        BUNDLE(.shc = "[{\"issuer\":\"" ISSUER "/\",\"jwks\":{\"keys\":[" JWK "]}}]"),
        BUNDLE(.shc = "[{\"issuer\":\"" ISSUER "\",\"jwks\":{\"keys\":[" JWK "]},\"more\":1}]"),
        BUNDLE(.withdrawn = "{}"),
        BUNDLE(.withdrawn = "[7]"),
        BUNDLE(.withdrawn = RIDS("7")),
        BUNDLE(.withdrawn = RIDS("\"\"")),
        BUNDLE(.withdrawn = RIDS("\"AA AA\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAAAAAAAAAAAAAAAAAAAAAAA\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAA.\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAA.0\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAA.+1\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAA.1x\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAA.123456789012\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAA\",\"BBBB\",\"AAAA\"")),
        BUNDLE(.withdrawn = RIDS("\"AAAA\",\"AAAA.5\"")),
        BUNDLE(.withdrawn = HASHES("\"AAAA\"")),
        BUNDLE(.withdrawn = HASHES("\"AAAAAAAAAAB\"")), /* stray bits */
        BUNDLE(.withdrawn = HASHES("\"AAAAAAAAAAA\",\"AAAAAAAAAAA\"")),
        BUNDLE(.withdrawn = "[{" NAME ",\"method\":\"rid\",\"ctr\":0,\"rids\":[]}]"),
        BUNDLE(.withdrawn = "[{" NAME ",\"method\":\"rid\",\"ctr\":1,\"hashes\":[]}]"),
        BUNDLE(.withdrawn = "[{" NAME ",\"method\":\"all\",\"ctr\":1,\"hashes\":[]}]"),
        BUNDLE(.withdrawn = "[{" NAME ",\"ctr\":1,\"hashes\":[]}]"),
        BUNDLE(.withdrawn = "[{" NAME ",\"method\":\"rid\",\"ctr\":1,\"rids\":[]},"
                            "{" NAME ",\"method\":\"rid\",\"ctr\":1,\"rids\":[]}]"),
        BUNDLE(.withdrawn_keys = "[\"" KID "\"]"),
        BUNDLE(.withdrawn_keys = "[{\"issuer\":\"" ISSUER "\",\"kid\":\"short\"}]"),
        BUNDLE(.withdrawn_keys = "[{" NAME "},{" NAME "}]"),
        BUNDLE(.csca = "[{\"state\":\"JPN\"}]"),
        BUNDLE(.csca = "[{\"state\":\"JPN\",\"certificate\":\"not base64\"}]"),
        BUNDLE(.crl = "[{}]"),
        BUNDLE(.crl = "[\"!\"]"),
        BUNDLE(.dcc = "[{\"state\":\"JP\",\"certificate\":\"AAAA\"}]"),
        BUNDLE(.dcc = "7"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct trust *trust = NULL;

        if (bundle_open(root, bad[i], &trust) != AK_V70)
            fail_msg("taken, or refused otherwise: %s", bundle_payload(bad[i]));
        assert_null(trust);
    }
}

/* Bounded, whatever is claimed; the bounds are asked before anything is unpacked. */
static void giants_are_refused(void **state)
{
    struct bytes giant = bytes_new(2 * TRUST_TEXT_MAX), deep = bytes_new(1 << 16);
    uint8_t *to = bytes_room(&giant, TRUST_TEXT_MAX + 1);
    struct trust *trust = NULL;

    (void)state;
    assert_non_null(to);
    memset(to, 'A', TRUST_TEXT_MAX + 1);
    giant.len = TRUST_TEXT_MAX + 1;
    assert_int_equal(trust_open(bytes_view(&giant), root, &trust), AK_V70);
    for (int i = 0; i < 10000; i++)
        assert_true(bytes_append_text(&deep, "["));
    assert_int_equal(bundle_open(root, BUNDLE(.shc = bytes_text(&deep)), &trust), AK_V70);
    bytes_free(&giant);
    bytes_free(&deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bundle_opens_whole),
        cmocka_unit_test(every_flipped_bit_is_refused),
        cmocka_unit_test(every_part_of_it_is_refused),
        cmocka_unit_test(another_root_is_none),
        cmocka_unit_test(only_our_header_will_do),
        cmocka_unit_test(a_signature_of_something_else_does_not_hold),
        cmocka_unit_test(other_forms_are_refused),
        cmocka_unit_test(odd_members_are_refused),
        cmocka_unit_test(giants_are_refused),
    };

    return cmocka_run_group_tests(tests, make_root, drop_root);
}
