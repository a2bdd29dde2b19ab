/* Certificates of any shape, good ones and bad ones: what strangers may put into a seal. */
#ifndef TESTS_UNIT_CRYPTO_ICAO_SAMPLE_H
#define TESTS_UNIT_CRYPTO_ICAO_SAMPLE_H

#include "crypto/base/bytes.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <string.h>

#define ICAO_NOW INT64_C(1795132800) /* 2026-11-20T00:00:00Z */

enum { ICAO_DAY = 86400, ICAO_DER_MAX = 8192, ICAO_EXTENSIONS_MAX = 6 };

#define ICAO_BASIC                                                                                 \
    {                                                                                              \
        "basicConstraints", "critical,CA:TRUE,pathlen:0"                                           \
    }
#define ICAO_USAGE                                                                                 \
    {                                                                                              \
        "keyUsage", "critical,keyCertSign,cRLSign"                                                 \
    }
#define ICAO_SKI                                                                                   \
    {                                                                                              \
        "subjectKeyIdentifier", "hash"                                                             \
    }
#define ICAO_AKI                                                                                   \
    {                                                                                              \
        "authorityKeyIdentifier", "keyid:always"                                                   \
    }
#define ICAO_USE                                                                                   \
    {                                                                                              \
        "extendedKeyUsage", "critical,2.23.136.1.1.14.2"                                           \
    }
#define ICAO_DOCUMENTS                                                                             \
    {                                                                                              \
        "2.23.136.1.1.6.2", "DER:3009020100310413024E56"                                           \
    }

struct icao_extension {
    const char *name, *value; /* in the words of OpenSSL's configuration */
};

struct icao_shape {
    const char *country, *organisation, *name;
    int64_t from, until;
    const EVP_MD *(*digest)(void);
    struct icao_extension extensions[ICAO_EXTENSIONS_MAX];
};

static const struct icao_shape icao_csca = {"UT",
                                            "Utopia",
                                            "CSCA",
                                            ICAO_NOW - 300 * ICAO_DAY,
                                            ICAO_NOW + 5000 * (int64_t)ICAO_DAY,
                                            EVP_sha256,
                                            {ICAO_BASIC, ICAO_USAGE, ICAO_SKI}};

static const struct icao_shape icao_signer = {"UT",
                                              NULL,
                                              "A1",
                                              ICAO_NOW - ICAO_DAY,
                                              ICAO_NOW + 3650 * (int64_t)ICAO_DAY,
                                              EVP_sha256,
                                              {ICAO_AKI, ICAO_USE, ICAO_DOCUMENTS}};

static inline bool icao_name(X509_NAME *name, const char *kind, const char *text)
{
    return text == NULL || X509_NAME_add_entry_by_txt(name, kind, MBSTRING_UTF8,
                                                      (const unsigned char *)text, -1, -1, 0) == 1;
}

static inline bool icao_extend(X509 *cert, X509 *issuer, const struct icao_extension *extension)
{
    X509V3_CTX ctx;
    X509_EXTENSION *made = NULL;
    bool good = false;

    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
    made = X509V3_EXT_nconf(NULL, &ctx, extension->name, extension->value);
    good = made != NULL && X509_add_ext(cert, made, -1) == 1;
    X509_EXTENSION_free(made);
    return good;
}

static inline X509 *icao_read(struct view der)
{
    const unsigned char *at = der.at;

    return d2i_X509(NULL, &at, (long)der.len);
}

static inline bool icao_write(X509 *cert, struct bytes *out)
{
    uint8_t *der = NULL;
    int len = i2d_X509(cert, &der);
    bool good = len > 0 && bytes_append(out, view_of(der, (size_t)len));

    OPENSSL_free(der);
    return good;
}

/* Of `key`, signed with `issuer_key`; an empty `issuer` is one's own. */
static inline bool icao_make(const struct icao_shape *shape, EVP_PKEY *key, struct view issuer,
                             EVP_PKEY *issuer_key, struct bytes *out)
{
    static long serial = 1000;
    X509 *cert = X509_new(), *parent = issuer.len > 0 ? icao_read(issuer) : cert;
    X509_NAME *name = X509_get_subject_name(cert);
    bool good = parent != NULL && X509_set_version(cert, X509_VERSION_3) == 1 &&
                ASN1_INTEGER_set(X509_get_serialNumber(cert), ++serial) == 1 &&
                icao_name(name, "C", shape->country) && icao_name(name, "O", shape->organisation) &&
                icao_name(name, "CN", shape->name) &&
                X509_set_issuer_name(cert, X509_get_subject_name(parent)) == 1 &&
                ASN1_TIME_set(X509_getm_notBefore(cert), (time_t)shape->from) != NULL &&
                ASN1_TIME_set(X509_getm_notAfter(cert), (time_t)shape->until) != NULL &&
                X509_set_pubkey(cert, key) == 1;

    for (size_t i = 0; good && i < ICAO_EXTENSIONS_MAX && shape->extensions[i].name; i++)
        good = icao_extend(cert, parent, &shape->extensions[i]);
    good = good && X509_sign(cert, issuer_key, shape->digest()) > 0 && icao_write(cert, out);
    if (parent != cert)
        X509_free(parent);
    X509_free(cert);
    return good;
}

/* Raw r‖s over `message`, as a seal carries it. */
static inline bool icao_sign(EVP_PKEY *key, const EVP_MD *digest, size_t half, struct view message,
                             struct bytes *out)
{
    uint8_t der[160], raw[132] = {0};
    const uint8_t *at = der;
    size_t len = sizeof der;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    ECDSA_SIG *sig = NULL;
    bool good = EVP_DigestSignInit(ctx, NULL, digest, NULL, key) == 1 &&
                EVP_DigestSign(ctx, der, &len, message.at, message.len) == 1;

    if (good)
        sig = d2i_ECDSA_SIG(NULL, &at, (long)len);
    good = sig != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(sig), raw, (int)half) == (int)half &&
           BN_bn2binpad(ECDSA_SIG_get0_s(sig), raw + half, (int)half) == (int)half &&
           bytes_append(out, view_of(raw, 2 * half));
    ECDSA_SIG_free(sig);
    EVP_MD_CTX_free(ctx);
    return good;
}

#endif
