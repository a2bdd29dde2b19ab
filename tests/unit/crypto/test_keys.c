/* rsa, ec, jws and x509 together: they share keys. */
#include "crypto/ec.h"
#include "crypto/jws.h"
#include "crypto/rsa.h"
#include "crypto/x509.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t three_bytes_exponent[] = {1, 0, 1};

static void rsa_signatures_hold_for_one_message_and_one_key(void **state)
{
    struct rsa_key *key = rsa_key_new();
    uint8_t modulus[RSA_SIGNATURE_LEN], signature[RSA_SIGNATURE_LEN];
    struct rsa_public public = {view_of(modulus, sizeof modulus),
                                view_of(three_bytes_exponent, sizeof three_bytes_exponent)};

    (void)state;
    assert_true(rsa_key_modulus(key, modulus));
    assert_true(rsa_sign(key, view_text("message"), signature));
    assert_true(rsa_verify(public, view_text("message"), view_of(signature, sizeof signature)));
    assert_false(rsa_verify(public, view_text("messagf"), view_of(signature, sizeof signature)));
    assert_false(rsa_verify(public, view_text("message"), view_of(signature, 255)));
    modulus[100] ^= 1;
    assert_false(rsa_verify(public, view_text("message"), view_of(signature, sizeof signature)));
    rsa_key_free(&key);
    rsa_key_free(&key);
}

static void a_key_of_another_size_is_refused(void **state)
{
    uint8_t modulus[RSA_SIGNATURE_LEN] = {0x80, 1}, signature[RSA_SIGNATURE_LEN] = {0};
    struct rsa_public public = {view_of(modulus, 128), view_of(three_bytes_exponent, 3)};

    (void)state;
    modulus[127] = 1;
    assert_false(rsa_verify(public, view_text("m"), view_of(signature, 128)));
    public.modulus.len = 0;
    assert_false(rsa_verify(public, view_text("m"), view_of(signature, sizeof signature)));
    modulus[255] = 1;
    public = (struct rsa_public){view_of(modulus, 256), view_of("\1", 1)};
    assert_false(rsa_verify(public, view_text("m"), view_of(signature, sizeof signature)));
}

static void a_block_is_signed_as_a_card_does(void **state)
{
    static const uint8_t prefix[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                     0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    struct rsa_key *key = rsa_key_new();
    uint8_t modulus[RSA_SIGNATURE_LEN], signature[RSA_SIGNATURE_LEN], digest[SHA256_LEN];
    struct bytes info = bytes_new(64);

    (void)state;
    assert_true(digest_sha256(view_text("nonce"), digest));
    assert_true(bytes_append(&info, view_of(prefix, sizeof prefix)));
    assert_true(bytes_append(&info, view_of(digest, sizeof digest)));
    assert_true(rsa_sign_block(key, bytes_view(&info), signature));
    assert_true(rsa_key_modulus(key, modulus));
    assert_true(rsa_verify_digest(
        (struct rsa_public){view_of(modulus, sizeof modulus), view_of(three_bytes_exponent, 3)},
        digest, view_of(signature, sizeof signature)));
    bytes_free(&info);
    rsa_key_free(&key);
}

static void private_keys_survive_their_text(void **state)
{
    struct rsa_key *rsa = rsa_key_new(), *rsa_again = NULL;
    struct ec_key *ec = ec_key_new(), *ec_again = NULL;
    struct bytes pem = bytes_new_secret(4096);
    uint8_t before[RSA_SIGNATURE_LEN], after[RSA_SIGNATURE_LEN];

    (void)state;
    assert_true(rsa_key_to_pem(rsa, &pem));
    rsa_again = rsa_key_from_pem(bytes_view(&pem));
    assert_non_null(rsa_again);
    assert_true(rsa_key_modulus(rsa, before) && rsa_key_modulus(rsa_again, after));
    assert_memory_equal(before, after, sizeof before);
    assert_null(ec_key_from_pem(bytes_view(&pem)));
    bytes_clear(&pem);
    assert_true(ec_key_to_pem(ec, &pem));
    ec_again = ec_key_from_pem(bytes_view(&pem));
    assert_non_null(ec_again);
    assert_true(ec_key_point(ec, before) && ec_key_point(ec_again, after));
    assert_memory_equal(before, after, EC_POINT_LEN);
    assert_null(rsa_key_from_pem(bytes_view(&pem)));
    assert_null(ec_key_from_pem(view_text("not a key")));
    bytes_free(&pem);
    rsa_key_free(&rsa);
    rsa_key_free(&rsa_again);
    ec_key_free(&ec);
    ec_key_free(&ec_again);
}

static void ec_signatures_are_64_raw_bytes(void **state)
{
    struct ec_key *key = ec_key_new(), *public = NULL;
    uint8_t point[EC_POINT_LEN], signature[EC_SIGNATURE_LEN + 1];

    (void)state;
    assert_true(ec_sign(key, view_text("message"), signature));
    assert_true(ec_key_point(key, point));
    public = ec_key_from_point(point);
    assert_non_null(public);
    assert_true(ec_verify(public, view_text("message"), view_of(signature, EC_SIGNATURE_LEN)));
    assert_false(ec_verify(public, view_text("messagf"), view_of(signature, EC_SIGNATURE_LEN)));
    assert_false(ec_verify(public, view_text("message"), view_of(signature, sizeof signature)));
    assert_false(ec_sign(public, view_text("message"), signature));
    point[3] ^= 1;
    assert_null(ec_key_from_point(point));
    ec_key_free(&public);
    ec_key_free(&key);
}

/* RFC 7515 A.3: a public key and a signature that are not ours. */
static void the_rfc_jws_verifies(void **state)
{
    static const char text[] =
        "eyJhbGciOiJFUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ."
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    static const uint8_t point[EC_POINT_LEN] = {
        127, 205, 206, 39,  112, 246, 196, 93,  65,  131, 203, 238, 111, 219, 75,  123,
        88,  7,   51,  53,  123, 233, 239, 19,  186, 207, 110, 60,  123, 209, 84,  69,
        199, 241, 68,  205, 27,  189, 155, 126, 135, 44,  223, 237, 185, 238, 185, 244,
        179, 105, 93,  110, 169, 11,  36,  173, 138, 70,  35,  40,  133, 136, 229, 173};
    struct ec_key *key = ec_key_from_point(point);
    struct jws jws;

    (void)state;
    assert_non_null(key);
    assert_true(jws_split(view_text(text), &jws));
    assert_true(jws_verify(&jws, key));
    jws.signed_part.len--;
    assert_false(jws_verify(&jws, key));
    assert_false(jws_split(view_text("a.b"), &jws));
    assert_false(jws_split(view_text("a.b.c.d"), &jws));
    assert_false(jws_split(view_text("a.b."), &jws));
    ec_key_free(&key);
}

static void a_certificate_names_its_role_and_its_world(void **state)
{
    struct ec_key *ca = ec_key_new(), *leaf = ec_key_new();
    struct bytes ca_pem = bytes_new(4096), pem = bytes_new(4096);
    const struct x509_plan root = {
        X509_DEMO_ORGANISATION, "Line CA", NULL, NULL, X509_USE_CA, 0, 1};
    const struct x509_plan plan = {"Somebody",  "k-0001",        "akashi:kiosk:k-0001",
                                   "127.0.0.1", X509_USE_CLIENT, 1700000000,
                                   1900000000};
    char uri[X509_NAME_TEXT_MAX] = "";
    X509 *cert = NULL, *parent = NULL;

    (void)state;
    assert_true(x509_make(&root, ca, NULL, (struct view){0}, &ca_pem));
    assert_true(x509_make(&plan, leaf, ca, bytes_view(&ca_pem), &pem));
    parent = x509_from_pem(bytes_view(&ca_pem));
    cert = x509_from_pem(bytes_view(&pem));
    assert_true(x509_uri(cert, uri));
    assert_string_equal(uri, "akashi:kiosk:k-0001");
    assert_false(x509_uri(parent, uri));
    assert_true(x509_is_demo(parent));
    assert_true(x509_is_demo(cert)); /* by its issuer */
    assert_int_equal(X509_verify(cert, X509_get0_pubkey(parent)), 1);
    assert_int_equal(X509_verify(parent, X509_get0_pubkey(parent)), 1);
    X509_free(cert);
    X509_free(parent);
    bytes_free(&pem);
    bytes_free(&ca_pem);
    ec_key_free(&ca);
    ec_key_free(&leaf);
}

static void fields_never_run_into_each_other(void **state)
{
    const struct view one[] = {view_text("ab"), view_text("c")};
    const struct view other[] = {view_text("a"), view_text("bc")};
    uint8_t first[SHA256_LEN], second[SHA256_LEN];

    (void)state;
    assert_true(digest_fields("label", one, 2, first));
    assert_true(digest_fields("label", other, 2, second));
    assert_memory_not_equal(first, second, SHA256_LEN);
    assert_true(digest_fields("labe", one, 2, second));
    assert_memory_not_equal(first, second, SHA256_LEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rsa_signatures_hold_for_one_message_and_one_key),
        cmocka_unit_test(a_key_of_another_size_is_refused),
        cmocka_unit_test(a_block_is_signed_as_a_card_does),
        cmocka_unit_test(private_keys_survive_their_text),
        cmocka_unit_test(ec_signatures_are_64_raw_bytes),
        cmocka_unit_test(the_rfc_jws_verifies),
        cmocka_unit_test(a_certificate_names_its_role_and_its_world),
        cmocka_unit_test(fields_never_run_into_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
