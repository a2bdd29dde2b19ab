#include "crypto/ec_pkey.h"
#include "crypto/x509_der.h"
#include "crypto/x509_icao.h"

#include <openssl/x509v3.h>

static bool set_times(X509_CRL *crl, int64_t from, int64_t until)
{
    ASN1_TIME *made = ASN1_TIME_set(NULL, (time_t)from), *next = ASN1_TIME_set(NULL, (time_t)until);
    bool good = made != NULL && next != NULL && X509_CRL_set1_lastUpdate(crl, made) == 1 &&
                X509_CRL_set1_nextUpdate(crl, next) == 1;

    ASN1_TIME_free(made);
    ASN1_TIME_free(next);
    return good;
}

static bool push(X509_CRL *crl, X509 *signer, int64_t since)
{
    X509_REVOKED *entry = X509_REVOKED_new();
    ASN1_TIME *time = ASN1_TIME_set(NULL, (time_t)since);
    bool good = entry != NULL && time != NULL &&
                X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(signer)) == 1 &&
                X509_REVOKED_set_revocationDate(entry, time) == 1 &&
                X509_CRL_add0_revoked(crl, entry) == 1;

    if (!good)
        X509_REVOKED_free(entry);
    ASN1_TIME_free(time);
    return good;
}

static bool add_withdrawn(X509_CRL *crl, const struct x509_icao_withdrawn *withdrawn, X509 *csca)
{
    X509 *signer = x509_read_der(withdrawn->signer_der);
    bool good = signer != NULL &&
                X509_NAME_cmp(X509_get_issuer_name(signer), X509_get_subject_name(csca)) == 0 &&
                X509_verify(signer, X509_get0_pubkey(csca)) == 1 &&
                push(crl, signer, withdrawn->since);

    X509_free(signer);
    return good;
}

static bool add_authority(X509_CRL *crl, X509 *csca)
{
    X509V3_CTX ctx;
    X509_EXTENSION *extension = NULL;
    bool good = false;

    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, csca, NULL, NULL, crl, 0);
    extension = X509V3_EXT_nconf_nid(NULL, &ctx, NID_authority_key_identifier, "keyid:always");
    good = extension != NULL && X509_CRL_add_ext(crl, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return good;
}

static bool add_number(X509_CRL *crl, uint32_t number)
{
    ASN1_INTEGER *value = ASN1_INTEGER_new();
    bool good = value != NULL && ASN1_INTEGER_set_uint64(value, number) == 1 &&
                X509_CRL_add1_ext_i2d(crl, NID_crl_number, value, 0, 0) == 1;

    ASN1_INTEGER_free(value);
    return good;
}

static bool write_der(const X509_CRL *crl, struct bytes *out)
{
    uint8_t *der = NULL;
    int len = i2d_X509_CRL(crl, &der);
    bool good = len > 0 && bytes_append(out, view_of(der, (size_t)len));

    OPENSSL_free(der);
    return good;
}

bool x509_icao_make_crl(const struct x509_icao_withdrawn *withdrawn, size_t count, uint32_t number,
                        int64_t from, int64_t until, const struct ec_key *csca_key,
                        struct view csca_der, struct bytes *out)
{
    X509 *csca = x509_read_der(csca_der);
    X509_CRL *crl = X509_CRL_new();
    bool good = csca != NULL && crl != NULL && from < until &&
                X509_check_private_key(csca, ec_key_pkey(csca_key)) == 1 &&
                X509_CRL_set_version(crl, X509_CRL_VERSION_2) == 1 &&
                X509_CRL_set_issuer_name(crl, X509_get_subject_name(csca)) == 1 &&
                set_times(crl, from, until) && add_authority(crl, csca) && add_number(crl, number);

    for (size_t i = 0; good && i < count; i++)
        good = add_withdrawn(crl, &withdrawn[i], csca);
    good = good && X509_CRL_sort(crl) == 1 &&
           X509_CRL_sign(crl, ec_key_pkey(csca_key), EVP_sha256()) > 0 && write_der(crl, out);
    X509_CRL_free(crl);
    X509_free(csca);
    return good;
}
