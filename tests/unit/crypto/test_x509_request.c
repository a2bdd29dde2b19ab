#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/x509_request.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

static void write_request(X509_REQ *request, struct bytes *out)
{
    BIO *bio = BIO_new(BIO_s_mem());
    const uint8_t *at = NULL;
    long len = 0;

    assert_int_equal(PEM_write_bio_X509_REQ(bio, request), 1);
    len = BIO_get_mem_data(bio, &at);
    assert_true(bytes_set(out, view_of(at, (size_t)len)));
    BIO_free(bio);
}

/* A request for the key `is`, signed with the key `by`. Frees neither. */
static void make_request(EVP_PKEY *is, EVP_PKEY *by, const EVP_MD *digest, struct bytes *out)
{
    X509_REQ *request = X509_REQ_new();

    assert_int_equal(X509_REQ_set_pubkey(request, is), 1);
    assert_true(X509_REQ_sign(request, by, digest) > 0);
    write_request(request, out);
    X509_REQ_free(request);
}

static void refused(const struct bytes *pem, const char *named)
{
    const char *why = "";

    assert_null(x509_request_key(bytes_view(pem), &why));
    assert_non_null(strstr(why, named));
}

static void a_request_gives_the_key_that_signed_it(void **state)
{
    EVP_PKEY *pkey = EVP_EC_gen("P-256");
    struct bytes pem = bytes_new(8192);
    const char *why = "";
    struct ec_key *key = NULL;
    uint8_t point[EC_POINT_LEN], sec1[1 + EC_POINT_LEN];
    size_t len = 0;

    (void)state;
    make_request(pkey, pkey, EVP_sha256(), &pem);
    key = x509_request_key(bytes_view(&pem), &why);
    assert_non_null(key);
    assert_true(ec_key_point(key, point));
    assert_int_equal(EVP_PKEY_get_octet_string_param(pkey, "pub", sec1, sizeof sec1, &len), 1);
    assert_memory_equal(point, sec1 + 1, sizeof point);
    ec_key_free(&key);
    bytes_free(&pem);
    EVP_PKEY_free(pkey);
}

/* Whoever has seen a public key can write a request for it, but not sign it. */
static void a_key_that_somebody_else_holds_is_refused(void **state)
{
    EVP_PKEY *mine = EVP_EC_gen("P-256"), *theirs = EVP_EC_gen("P-256");
    struct bytes pem = bytes_new(8192);

    (void)state;
    make_request(theirs, mine, EVP_sha256(), &pem);
    refused(&pem, "does not hold");
    make_request(mine, mine, EVP_sha1(), &pem);
    refused(&pem, "does not hold");
    bytes_free(&pem);
    EVP_PKEY_free(mine);
    EVP_PKEY_free(theirs);
}

static void other_keys_are_refused(void **state)
{
    EVP_PKEY *others[] = {EVP_RSA_gen(1024), EVP_RSA_gen(2048), EVP_EC_gen("P-384"),
                          EVP_EC_gen("secp256k1")};
    struct bytes pem = bytes_new(8192);

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_non_null(others[i]);
        make_request(others[i], others[i], EVP_sha256(), &pem);
        refused(&pem, "P-256");
        EVP_PKEY_free(others[i]);
    }
    bytes_free(&pem);
}

static void what_is_no_request_is_refused(void **state)
{
    struct bytes pem = bytes_new(8192);
    struct ec_key *key = ec_key_new();

    (void)state;
    refused(&pem, "not a signing request");
    assert_true(ec_key_to_pem(key, &pem));
    refused(&pem, "not a signing request");
    assert_true(bytes_set(&pem, view_text("-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n"
                                          "-----END CERTIFICATE REQUEST-----\n")));
    refused(&pem, "not a signing request");
    ec_key_free(&key);
    bytes_free(&pem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_gives_the_key_that_signed_it),
        cmocka_unit_test(a_key_that_somebody_else_holds_is_refused),
        cmocka_unit_test(other_keys_are_refused),
        cmocka_unit_test(what_is_no_request_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
