#include "crypto/ec.h"

#include "crypto/ec_pkey.h"
#include "crypto/pem.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

enum { HALF = EC_SIGNATURE_LEN / 2, DER_MAX = 80, SEC1_LEN = 1 + EC_POINT_LEN };

/* To begin an operation costs OpenSSL a fifth of a signature, to copy one that has begun next to
 * nothing. Copying only reads, so threads may share a key. */
struct ec_key {
    EVP_PKEY *pkey;
    EVP_MD_CTX *sign, *verify;
};

static bool is_p256(EVP_PKEY *pkey)
{
    char group[32] = "";

    return EVP_PKEY_get_base_id(pkey) == EVP_PKEY_EC &&
           EVP_PKEY_get_group_name(pkey, group, sizeof group, NULL) == 1 &&
           strcmp(group, "prime256v1") == 0;
}

static bool begin(struct ec_key *key)
{
    key->sign = EVP_MD_CTX_new();
    key->verify = EVP_MD_CTX_new();
    return key->sign != NULL && key->verify != NULL &&
           EVP_DigestSignInit(key->sign, NULL, EVP_sha256(), NULL, key->pkey) == 1 &&
           EVP_DigestVerifyInit(key->verify, NULL, EVP_sha256(), NULL, key->pkey) == 1;
}

static struct ec_key *keep(EVP_PKEY *pkey)
{
    struct ec_key *key = NULL;

    if (pkey == NULL || !is_p256(pkey))
        goto out;
    key = OPENSSL_zalloc(sizeof *key);
    if (key == NULL)
        goto out;
    key->pkey = pkey;
    pkey = NULL;
    if (!begin(key))
        ec_key_free(&key);

out:
    EVP_PKEY_free(pkey);
    return key;
}

EVP_PKEY *ec_key_pkey(const struct ec_key *key)
{
    return key->pkey;
}

struct ec_key *ec_key_new(void)
{
    return keep(EVP_EC_gen("P-256"));
}

static EVP_PKEY *pkey_of_certificate(X509 *cert)
{
    EVP_PKEY *pkey = cert != NULL ? X509_get_pubkey(cert) : NULL;

    X509_free(cert);
    return pkey;
}

struct ec_key *ec_key_from_pem(struct view pem)
{
    BIO *bio = pem_open(pem);
    EVP_PKEY *pkey = NULL;

    if (bio == NULL)
        return NULL;
    pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    if (pkey == NULL && BIO_reset(bio) == 1)
        pkey = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);
    if (pkey == NULL && BIO_reset(bio) == 1)
        pkey = pkey_of_certificate(PEM_read_bio_X509(bio, NULL, NULL, NULL));
    BIO_free(bio);
    return keep(pkey);
}

struct ec_key *ec_key_from_der(struct view certificate)
{
    const unsigned char *at = certificate.at;
    X509 *cert = certificate.len <= INT32_MAX ? d2i_X509(NULL, &at, (long)certificate.len) : NULL;

    return keep(pkey_of_certificate(cert));
}

struct ec_key *ec_key_from_point(const uint8_t point[EC_POINT_LEN])
{
    uint8_t sec1[SEC1_LEN] = {4};
    char group[] = "prime256v1";
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, sec1, sizeof sec1),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_PKEY *pkey = NULL;

    memcpy(sec1 + 1, point, EC_POINT_LEN);
    if (ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
        pkey = NULL;
    EVP_PKEY_CTX_free(ctx);
    return keep(pkey);
}

void ec_key_free(struct ec_key **key)
{
    if (*key == NULL)
        return;
    EVP_MD_CTX_free((*key)->sign);
    EVP_MD_CTX_free((*key)->verify);
    EVP_PKEY_free((*key)->pkey);
    OPENSSL_free(*key);
    *key = NULL;
}

bool ec_key_point(const struct ec_key *key, uint8_t out[EC_POINT_LEN])
{
    BIGNUM *x = NULL, *y = NULL;
    bool good = EVP_PKEY_get_bn_param(key->pkey, OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1 &&
                EVP_PKEY_get_bn_param(key->pkey, OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1 &&
                BN_bn2binpad(x, out, HALF) == HALF && BN_bn2binpad(y, out + HALF, HALF) == HALF;

    BN_free(x);
    BN_free(y);
    return good;
}

bool ec_key_to_pem(const struct ec_key *key, struct bytes *out)
{
    return pem_write_private(key->pkey, out);
}

bool ec_key_public_pem(const struct ec_key *key, struct bytes *out)
{
    return pem_write_public(key->pkey, out);
}

static bool raw_of_der(const uint8_t *der, size_t len, uint8_t out[EC_SIGNATURE_LEN])
{
    ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)len);
    bool good = sig != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, HALF) == HALF &&
                BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + HALF, HALF) == HALF;

    ECDSA_SIG_free(sig);
    return good;
}

/* An INTEGER: without leading zeros, but with one where the highest bit is set. */
static size_t put_integer(const uint8_t half[HALF], uint8_t *out)
{
    size_t from = 0, zero = 0;

    while (from < HALF - 1 && half[from] == 0)
        from++;
    zero = half[from] >> 7;
    out[0] = V_ASN1_INTEGER;
    out[1] = (uint8_t)(zero + HALF - from);
    out[2] = 0;
    memcpy(out + 2 + zero, half + from, HALF - from);
    return 2 + out[1];
}

/* By hand, since a signature is checked with each code and OpenSSL's way takes four allocations. */
static size_t der_of_raw(const uint8_t raw[EC_SIGNATURE_LEN], uint8_t der[DER_MAX])
{
    size_t len = put_integer(raw, der + 2);

    len += put_integer(raw + HALF, der + 2 + len);
    der[0] = V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED;
    der[1] = (uint8_t)len;
    return 2 + len;
}

/* A copy of what has begun, to be used once. NULL without memory. */
static EVP_MD_CTX *copy(const EVP_MD_CTX *begun)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();

    if (ctx == NULL || EVP_MD_CTX_copy_ex(ctx, begun) != 1) {
        EVP_MD_CTX_free(ctx);
        return NULL;
    }
    EVP_MD_CTX_set_flags(ctx, EVP_MD_CTX_FLAG_FINALISE);
    return ctx;
}

bool ec_sign(const struct ec_key *key, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    uint8_t der[DER_MAX];
    size_t len = sizeof der;
    EVP_MD_CTX *ctx = copy(key->sign);
    bool good = ctx != NULL && EVP_DigestSign(ctx, der, &len, message.at, message.len) == 1 &&
                raw_of_der(der, len, out);

    EVP_MD_CTX_free(ctx);
    return good;
}

bool ec_verify(const struct ec_key *key, struct view message, struct view signature)
{
    uint8_t der[DER_MAX];
    size_t len = 0;
    EVP_MD_CTX *ctx = NULL;
    bool good = false;

    if (signature.len != EC_SIGNATURE_LEN)
        return false;
    len = der_of_raw(signature.at, der);
    ctx = copy(key->verify);
    good = ctx != NULL && EVP_DigestVerify(ctx, der, len, message.at, message.len) == 1;
    EVP_MD_CTX_free(ctx);
    return good;
}
