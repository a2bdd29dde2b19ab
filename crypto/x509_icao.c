#include "crypto/x509_icao.h"

#include "crypto/ec_pkey.h"
#include "crypto/x509_der.h"
#include "crypto/x509_parts.h"

#include <openssl/x509v3.h>
#include <string.h>

enum { CSCA_SERIAL_LEN = 16, SIGNER_SERIAL_LEN = 10, COUNTRY_LEN = 2, SIGNER_NAME_LEN = 2 };

/* Doc 9303-12: a CSCA for health seals only, a signer of them, and the list of what it signs. */
#define USE_HEALTH_CSCA   "critical,2.23.136.1.1.14.1"
#define USE_HEALTH_SIGNER "critical,2.23.136.1.1.14.2"
#define DOCUMENT_TYPES    "2.23.136.1.1.6.2"

/* SEQUENCE { version INTEGER 0, SET { PrintableString "NV" } } */
#define VACCINATION "DER:3009020100310413024E56"

static bool set_subject(X509 *cert, const struct x509_icao_plan *plan)
{
    X509_NAME *name = X509_get_subject_name(cert);

    return x509_add_name(name, "C", plan->country) &&
           (plan->organisation == NULL || x509_add_name(name, "O", plan->organisation)) &&
           x509_add_name(name, "CN", plan->name);
}

static bool add_key_period(X509 *cert, const struct x509_icao_plan *plan)
{
    PKEY_USAGE_PERIOD *period = NULL;
    bool good = false;

    if (plan->last_signature == 0)
        return true;
    period = PKEY_USAGE_PERIOD_new();
    if (period == NULL)
        return false;
    period->notBefore = ASN1_GENERALIZEDTIME_set(NULL, (time_t)plan->from);
    period->notAfter = ASN1_GENERALIZEDTIME_set(NULL, (time_t)plan->last_signature);
    good = period->notBefore != NULL && period->notAfter != NULL &&
           X509_add1_ext_i2d(cert, NID_private_key_usage_period, period, 0, 0) == 1;
    PKEY_USAGE_PERIOD_free(period);
    return good;
}

static bool add_document_types(X509 *cert, X509V3_CTX *ctx)
{
    X509_EXTENSION *extension = X509V3_EXT_nconf(NULL, ctx, DOCUMENT_TYPES, VACCINATION);
    bool good = extension != NULL && X509_add_ext(cert, extension, -1) == 1;

    X509_EXTENSION_free(extension);
    return good;
}

static bool add_csca_extensions(X509 *cert, X509V3_CTX *ctx)
{
    return x509_add_extension(cert, ctx, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
           x509_add_extension(cert, ctx, NID_key_usage, "critical,keyCertSign,cRLSign") &&
           x509_add_extension(cert, ctx, NID_subject_key_identifier, "hash") &&
           x509_add_extension(cert, ctx, NID_ext_key_usage, USE_HEALTH_CSCA);
}

/* No more than the profile asks for: every byte of it stands in every seal. */
static bool add_signer_extensions(X509 *cert, X509V3_CTX *ctx)
{
    return x509_add_extension(cert, ctx, NID_authority_key_identifier, "keyid:always") &&
           x509_add_extension(cert, ctx, NID_ext_key_usage, USE_HEALTH_SIGNER) &&
           add_document_types(cert, ctx);
}

static bool make(const struct x509_icao_plan *plan, const struct ec_key *subject, X509 *csca,
                 const struct ec_key *csca_key, struct bytes *out)
{
    X509 *cert = X509_new(), *issuer = csca != NULL ? csca : cert;
    X509V3_CTX ctx;
    bool made = false;

    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
    if (cert == NULL || X509_set_version(cert, X509_VERSION_3) != 1 ||
        !x509_set_serial(cert, csca != NULL ? SIGNER_SERIAL_LEN : CSCA_SERIAL_LEN) ||
        !set_subject(cert, plan) || !x509_set_times(cert, plan->from, plan->until))
        goto out;
    if (X509_set_issuer_name(cert, X509_get_subject_name(issuer)) != 1 ||
        X509_set_pubkey(cert, ec_key_pkey(subject)) != 1 || !add_key_period(cert, plan))
        goto out;
    if (csca != NULL ? !add_signer_extensions(cert, &ctx) : !add_csca_extensions(cert, &ctx))
        goto out;
    made = X509_sign(cert, ec_key_pkey(csca_key), EVP_sha256()) > 0 && x509_write_der(cert, out);

out:
    X509_free(cert);
    return made;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_plausible(const struct x509_icao_plan *plan)
{
    return strlen(plan->country) == COUNTRY_LEN && is_capital(plan->country[0]) &&
           is_capital(plan->country[1]) && plan->from < plan->until &&
           (plan->last_signature == 0 ||
            (plan->last_signature > plan->from && plan->last_signature <= plan->until));
}

bool x509_icao_make_csca(const struct x509_icao_plan *plan, const struct ec_key *key,
                         struct bytes *out)
{
    return is_plausible(plan) && make(plan, key, NULL, key, out);
}

static bool lies_within(const struct x509_icao_plan *plan, const X509 *csca)
{
    time_t from = (time_t)plan->from, until = (time_t)plan->until;

    return X509_cmp_time(X509_get0_notBefore(csca), &from) < 0 &&
           X509_cmp_time(X509_get0_notAfter(csca), &until) > 0;
}

static bool is_of_country(X509 *csca, const char *country)
{
    char text[COUNTRY_LEN + 2] = "";

    return X509_NAME_get_text_by_NID(X509_get_subject_name(csca), NID_countryName, text,
                                     sizeof text) == COUNTRY_LEN &&
           strcmp(text, country) == 0;
}

bool x509_icao_make_signer(const struct x509_icao_plan *plan, const struct ec_key *subject,
                           const struct ec_key *csca_key, struct view csca_der, struct bytes *out)
{
    X509 *csca = x509_read_der(csca_der);
    bool made = csca != NULL && is_plausible(plan) && plan->organisation == NULL &&
                strlen(plan->name) == SIGNER_NAME_LEN && is_of_country(csca, plan->country) &&
                lies_within(plan, csca) &&
                X509_check_private_key(csca, ec_key_pkey(csca_key)) == 1 &&
                make(plan, subject, csca, csca_key, out);

    X509_free(csca);
    return made;
}
