#include "crypto/x509.h"

#include "crypto/base/hex.h"
#include "crypto/ec_pkey.h"
#include "crypto/pem.h"
#include "crypto/x509_parts.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

enum { SERIAL_LEN = 16 };

X509 *x509_from_pem(struct view pem)
{
    BIO *bio = pem_open(pem);
    X509 *cert = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return cert;
}

static bool set_subject(X509 *cert, const struct x509_plan *plan)
{
    X509_NAME *name = X509_get_subject_name(cert);

    return x509_add_name(name, "C", "JP") && x509_add_name(name, "O", plan->organisation) &&
           x509_add_name(name, "CN", plan->name);
}

static bool add_alternative_names(X509 *cert, X509V3_CTX *ctx, const struct x509_plan *plan)
{
    char names[2 * X509_NAME_TEXT_MAX] = "";
    int len = 0;

    if (plan->uri == NULL && plan->address == NULL)
        return true;
    len = snprintf(names, sizeof names, "%s%s%s%s%s", plan->uri ? "URI:" : "",
                   plan->uri ? plan->uri : "", plan->uri && plan->address ? "," : "",
                   plan->address ? "IP:" : "", plan->address ? plan->address : "");
    return len > 0 && (size_t)len < sizeof names &&
           x509_add_extension(cert, ctx, NID_subject_alt_name, names);
}

static bool add_use(X509 *cert, X509V3_CTX *ctx, enum x509_use use)
{
    static const struct {
        const char *basic, *key, *extended;
    } of[] = {
        [X509_USE_ROOT] = {"critical,CA:TRUE,pathlen:1", "critical,keyCertSign,cRLSign", NULL},
        [X509_USE_CA] = {"critical,CA:TRUE,pathlen:0", "critical,keyCertSign,cRLSign", NULL},
        [X509_USE_CLIENT] = {"critical,CA:FALSE", "critical,digitalSignature", "clientAuth"},
        [X509_USE_SERVER] = {"critical,CA:FALSE", "critical,digitalSignature", "serverAuth"},
        [X509_USE_SIGNER] = {"critical,CA:FALSE", "critical,digitalSignature", NULL},
    };

    return x509_add_extension(cert, ctx, NID_basic_constraints, of[use].basic) &&
           x509_add_extension(cert, ctx, NID_key_usage, of[use].key) &&
           (of[use].extended == NULL ||
            x509_add_extension(cert, ctx, NID_ext_key_usage, of[use].extended));
}

static bool add_extensions(X509 *cert, X509 *issuer, const struct x509_plan *plan)
{
    X509V3_CTX ctx;

    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
    return add_use(cert, &ctx, plan->use) &&
           x509_add_extension(cert, &ctx, NID_subject_key_identifier, "hash") &&
           x509_add_extension(cert, &ctx, NID_authority_key_identifier, "keyid:always") &&
           add_alternative_names(cert, &ctx, plan);
}

bool x509_make(const struct x509_plan *plan, const struct ec_key *subject,
               const struct ec_key *issuer, struct view issuer_pem, struct bytes *out)
{
    X509 *cert = X509_new(), *parent = issuer != NULL ? x509_from_pem(issuer_pem) : cert;
    const struct ec_key *hand = issuer != NULL ? issuer : subject;
    bool made = false;

    if (cert == NULL || parent == NULL || X509_set_version(cert, X509_VERSION_3) != 1 ||
        !x509_set_serial(cert, SERIAL_LEN) || !set_subject(cert, plan) ||
        !x509_set_times(cert, plan->from, plan->until))
        goto out;
    if (X509_set_issuer_name(cert, X509_get_subject_name(parent)) != 1 ||
        X509_set_pubkey(cert, ec_key_pkey(subject)) != 1 || !add_extensions(cert, parent, plan))
        goto out;
    made = X509_sign(cert, ec_key_pkey(hand), EVP_sha256()) > 0 && pem_write_certificate(cert, out);

out:
    if (parent != cert)
        X509_free(parent);
    X509_free(cert);
    return made;
}

bool x509_uri(X509 *cert, char out[X509_NAME_TEXT_MAX])
{
    GENERAL_NAMES *names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
    bool found = false;

    for (int i = 0; !found && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        struct view text = {0};

        if (name->type != GEN_URI)
            continue;
        text = view_of(ASN1_STRING_get0_data(name->d.ia5), (size_t)ASN1_STRING_length(name->d.ia5));
        /* A zero inside would let two readers see two names. */
        if (text.len >= X509_NAME_TEXT_MAX || memchr(text.at, 0, text.len) != NULL)
            break;
        memcpy(out, text.at, text.len);
        out[text.len] = 0;
        found = true;
    }
    GENERAL_NAMES_free(names);
    return found;
}

bool x509_digest(X509 *cert, uint8_t out[SHA256_LEN])
{
    unsigned len = 0;

    return X509_digest(cert, EVP_sha256(), out, &len) == 1 && len == SHA256_LEN;
}

bool x509_serial(const X509 *cert, char out[X509_SERIAL_SIZE])
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
    uint8_t bits[X509_SERIAL_SIZE / 2];
    bool fits = number != NULL && !BN_is_negative(number) && !BN_is_zero(number) &&
                (size_t)BN_num_bytes(number) <= sizeof bits;

    if (fits)
        hex_encode(view_of(bits, (size_t)BN_bn2bin(number, bits)), out);
    BN_free(number);
    return fits;
}

static bool organisation_of(const X509_NAME *name, char out[X509_NAME_TEXT_MAX])
{
    return X509_NAME_get_text_by_NID((X509_NAME *)(uintptr_t)name, NID_organizationName, out,
                                     X509_NAME_TEXT_MAX) > 0;
}

bool x509_organisation(const X509 *cert, char out[X509_NAME_TEXT_MAX])
{
    return organisation_of(X509_get_subject_name(cert), out);
}

static bool names_demo(const X509_NAME *name)
{
    char text[X509_NAME_TEXT_MAX] = "";

    return organisation_of(name, text) && strcmp(text, X509_DEMO_ORGANISATION) == 0;
}

bool x509_is_demo(X509 *cert)
{
    return names_demo(X509_get_subject_name(cert)) || names_demo(X509_get_issuer_name(cert));
}
