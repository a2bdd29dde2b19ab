/* RSA certificates with parts and names of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/x509_rsa.h"

#include <openssl/x509v3.h>
#include <string.h>

enum { CERTIFICATE_MAX = 4096 };

static const struct x509_rsa_part none[] = {{NULL, NULL}};
static struct rsa_key *ca, *key;

static int make_keys(void **state)
{
    (void)state;
    ca = rsa_key_new();
    key = rsa_key_new();
    return ca != NULL && key != NULL ? 0 : -1;
}

static int free_keys(void **state)
{
    (void)state;
    rsa_key_free(&ca);
    rsa_key_free(&key);
    return 0;
}

static struct x509_rsa_plan plan_of(const struct x509_rsa_part *subject)
{
    return (struct x509_rsa_plan){.subject = subject,
                                  .others = none,
                                  .usage = "critical,digitalSignature",
                                  .from = 1577836800,
                                  .until = 2524608000};
}

static X509 *parse(const struct bytes *der)
{
    const uint8_t *at = der->at;
    X509 *cert = d2i_X509(NULL, &at, (long)der->len);

    assert_non_null(cert);
    return cert;
}

static X509 *make_ca(struct bytes *der)
{
    const struct x509_rsa_part subject[] = {
        {"C", "JP"}, {"O", "TEST"}, {"OU", "one"}, {"OU", "two"}, {NULL, NULL}};
    struct x509_rsa_plan plan = plan_of(subject);

    plan.usage = "critical,keyCertSign,cRLSign";
    plan.authority = true;
    assert_true(x509_rsa_make(&plan, ca, NULL, (struct view){0}, der));
    return parse(der);
}

static void an_authority_signs_itself_and_others(void **state)
{
    const struct x509_rsa_part subject[] = {{"C", "JP"}, {"CN", "leaf"}, {NULL, NULL}};
    struct bytes ca_der = bytes_new(CERTIFICATE_MAX), der = bytes_new(CERTIFICATE_MAX);
    X509 *parent = make_ca(&ca_der), *leaf = NULL;
    struct x509_rsa_plan plan = plan_of(subject);
    char name[128];

    (void)state;
    plan.policy = "1.2.3.4";
    assert_true(x509_rsa_make(&plan, key, ca, bytes_view(&ca_der), &der));
    leaf = parse(&der);
    assert_int_equal(X509_check_ca(parent), 1);
    assert_int_equal(X509_check_ca(leaf), 0);
    assert_int_equal(X509_check_issued(parent, leaf), X509_V_OK);
    assert_int_equal(X509_verify(parent, X509_get0_pubkey(parent)), 1);
    assert_int_equal(X509_verify(leaf, X509_get0_pubkey(parent)), 1);
    assert_int_not_equal(X509_verify(leaf, X509_get0_pubkey(leaf)), 1);
    assert_string_equal(X509_NAME_oneline(X509_get_issuer_name(leaf), name, sizeof name),
                        "/C=JP/O=TEST/OU=one/OU=two");
    assert_int_not_equal(X509_get_ext_by_NID(leaf, NID_certificate_policies, -1), -1);
    assert_int_equal(X509_get_ext_by_NID(leaf, NID_subject_alt_name, -1), -1);
    X509_free(parent);
    X509_free(leaf);
    bytes_free(&ca_der);
    bytes_free(&der);
}

static void names_of_their_own_are_kept_in_order(void **state)
{
    const struct x509_rsa_part subject[] = {{"CN", "leaf"}, {NULL, NULL}};
    const struct x509_rsa_part others[] = {{"1.2.3.1", "架空"}, {"1.2.3.2", ""}, {NULL, NULL}};
    struct bytes der = bytes_new(CERTIFICATE_MAX);
    struct x509_rsa_plan plan = plan_of(subject);
    GENERAL_NAMES *names = NULL;
    X509 *cert = NULL;

    (void)state;
    plan.others = others;
    assert_true(x509_rsa_make(&plan, key, NULL, (struct view){0}, &der));
    cert = parse(&der);
    names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
    assert_int_equal(sk_GENERAL_NAME_num(names), 2);
    for (int i = 0; i < 2; i++) {
        const ASN1_TYPE *value = sk_GENERAL_NAME_value(names, i)->d.otherName->value;

        assert_int_equal(value->type, V_ASN1_UTF8STRING);
        assert_int_equal(ASN1_STRING_length(value->value.utf8string), strlen(others[i].text));
    }
    GENERAL_NAMES_free(names);
    X509_free(cert);
    bytes_free(&der);
}

static void what_cannot_be_made_is_refused(void **state)
{
    const struct x509_rsa_part subject[] = {{"CN", "leaf"}, {NULL, NULL}};
    const struct x509_rsa_part odd[] = {{"no such kind", "x"}, {NULL, NULL}};
    struct bytes der = bytes_new(CERTIFICATE_MAX), small = bytes_new(100);
    struct x509_rsa_plan plan = plan_of(subject);

    (void)state;
    assert_false(x509_rsa_make(&plan, key, ca, view_text("no certificate"), &der));
    assert_false(x509_rsa_make(&plan, key, NULL, (struct view){0}, &small));
    plan.policy = "no object id";
    assert_false(x509_rsa_make(&plan, key, NULL, (struct view){0}, &der));
    plan.policy = NULL;
    plan.others = odd;
    assert_false(x509_rsa_make(&plan, key, NULL, (struct view){0}, &der));
    plan.others = none;
    plan.subject = odd;
    assert_false(x509_rsa_make(&plan, key, NULL, (struct view){0}, &der));
    assert_int_equal(der.len, 0);
    bytes_free(&der);
    bytes_free(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_authority_signs_itself_and_others),
        cmocka_unit_test(names_of_their_own_are_kept_in_order),
        cmocka_unit_test(what_cannot_be_made_is_refused),
    };

    return cmocka_run_group_tests(tests, make_keys, free_keys);
}
