#include "crypto/csca.h"

#include "crypto/x509_der.h"
#include "crypto/x509_read.h"

#include <openssl/x509v3.h>
#include <string.h>
#include <strings.h>

#define USE_HEALTH_CSCA "2.23.136.1.1.14.1"

enum { COUNTRY_SIZE = 4 };

struct csca {
    X509 *cert;
    X509_CRL *list; /* what it withdrew, or NULL */
    int64_t from, until;
};

static bool is_authority(X509 *cert)
{
    return X509_get0_subject_key_id(cert) != NULL && X509_check_ca(cert) == 1 &&
           (X509_get_key_usage(cert) & KU_KEY_CERT_SIGN) != 0 &&
           (!x509_names_uses(cert) || x509_names_use(cert, USE_HEALTH_CSCA));
}

static bool signs_itself(X509 *cert)
{
    return X509_NAME_cmp(X509_get_issuer_name(cert), X509_get_subject_name(cert)) == 0 &&
           x509_is_strong(cert) && X509_verify(cert, X509_get0_pubkey(cert)) == 1;
}

struct csca *csca_read(struct view der)
{
    struct csca *csca = OPENSSL_zalloc(sizeof *csca);

    if (csca == NULL)
        return NULL;
    csca->cert = x509_read_der(der);
    if (csca->cert == NULL || X509_get0_pubkey(csca->cert) == NULL || !is_authority(csca->cert) ||
        !signs_itself(csca->cert) || !x509_read_times(csca->cert, &csca->from, &csca->until))
        csca_free(&csca);
    return csca;
}

void csca_free(struct csca **csca)
{
    if (*csca == NULL)
        return;
    X509_free((*csca)->cert);
    X509_CRL_free((*csca)->list);
    OPENSSL_free(*csca);
    *csca = NULL;
}

bool csca_equal(const struct csca *a, const struct csca *b)
{
    return X509_cmp(a->cert, b->cert) == 0;
}

bool csca_is_named_by(const struct csca *csca, const struct barcode_signer *signer)
{
    X509 *cert = barcode_signer_certificate(signer);
    const ASN1_OCTET_STRING *named = X509_get0_authority_key_id(cert);

    return named != NULL &&
           ASN1_OCTET_STRING_cmp(named, X509_get0_subject_key_id(csca->cert)) == 0 &&
           X509_NAME_cmp(X509_get_issuer_name(cert), X509_get_subject_name(csca->cert)) == 0;
}

static void read_country(X509 *cert, char out[COUNTRY_SIZE])
{
    out[0] = 0;
    if (X509_NAME_get_text_by_NID(X509_get_subject_name(cert), NID_countryName, out, COUNTRY_SIZE) <
        0)
        out[0] = 0;
}

/* Small letters are common, though the profile wants capitals. */
static bool is_same_country(X509 *a, X509 *b)
{
    char of_a[COUNTRY_SIZE], of_b[COUNTRY_SIZE];

    read_country(a, of_a);
    read_country(b, of_b);
    return of_a[0] != 0 && strcasecmp(of_a, of_b) == 0;
}

bool csca_issued(const struct csca *csca, const struct barcode_signer *signer)
{
    X509 *cert = barcode_signer_certificate(signer);
    int64_t from = barcode_signer_from(signer);

    return csca_is_named_by(csca, signer) && is_same_country(csca->cert, cert) &&
           csca->from <= from && from <= csca->until &&
           X509_verify(cert, X509_get0_pubkey(csca->cert)) == 1;
}

static bool is_written_as(X509_CRL *list, struct view der)
{
    uint8_t *again = NULL;
    int len = i2d_X509_CRL(list, &again);
    bool same = len > 0 && view_equal(view_of(again, (size_t)len), der);

    OPENSSL_free(again);
    return same;
}

static X509_CRL *read_list(struct view der)
{
    const uint8_t *at = der.at;
    X509_CRL *list = der.len <= INT32_MAX ? d2i_X509_CRL(NULL, &at, (long)der.len) : NULL;

    if (list == NULL || is_written_as(list, der))
        return list;
    X509_CRL_free(list);
    return NULL;
}

/* A critical extension would make it a part of a list, or of another's certificates. */
static bool is_list_of(X509_CRL *list, X509 *cert)
{
    return X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(cert)) == 0 &&
           (X509_get_key_usage(cert) & KU_CRL_SIGN) != 0 &&
           X509_CRL_get_ext_by_critical(list, 1, -1) < 0 &&
           X509_CRL_verify(list, X509_get0_pubkey(cert)) == 1;
}

static ASN1_INTEGER *number_of(const X509_CRL *list)
{
    return X509_CRL_get_ext_d2i(list, NID_crl_number, NULL, NULL);
}

/* A list without a number cannot be put in order, and counts as older than any. */
static bool is_older(const X509_CRL *list, const X509_CRL *than)
{
    ASN1_INTEGER *a = number_of(list), *b = number_of(than);
    bool older = a == NULL || (b != NULL && ASN1_INTEGER_cmp(a, b) < 0);

    ASN1_INTEGER_free(a);
    ASN1_INTEGER_free(b);
    return older;
}

enum csca_list csca_take_list(struct csca *csca, struct view crl)
{
    X509_CRL *list = read_list(crl);
    ASN1_INTEGER *number = list != NULL ? number_of(list) : NULL;
    enum csca_list taken = CSCA_LIST_FOREIGN;

    if (number == NULL || !is_list_of(list, csca->cert))
        goto out;
    taken = CSCA_LIST_OLDER;
    if (csca->list != NULL && is_older(list, csca->list))
        goto out;
    X509_CRL_free(csca->list);
    csca->list = list;
    list = NULL;
    taken = CSCA_LIST_TAKEN;

out:
    ASN1_INTEGER_free(number);
    X509_CRL_free(list);
    return taken;
}

static bool names(X509_CRL *list, const ASN1_INTEGER *serial)
{
    X509_REVOKED *entry = NULL;

    return X509_CRL_get0_by_serial(list, &entry, serial) != 0;
}

bool csca_withdrew(const struct csca *csca, const struct barcode_signer *signer)
{
    return csca->list != NULL &&
           names(csca->list, X509_get0_serialNumber(barcode_signer_certificate(signer)));
}

bool csca_keeps(const struct csca *before, const struct csca *after)
{
    STACK_OF(X509_REVOKED) *entries = NULL;

    if (before->list == NULL)
        return true;
    if (after->list == NULL || is_older(after->list, before->list))
        return false;
    entries = X509_CRL_get_REVOKED(before->list);
    for (int i = 0; i < sk_X509_REVOKED_num(entries); i++)
        if (!names(after->list, X509_REVOKED_get0_serialNumber(sk_X509_REVOKED_value(entries, i))))
            return false;
    return true;
}
