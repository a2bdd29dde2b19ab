#include "crypto/rsa.h"

#include "crypto/rsa_pkey.h"

#include "crypto/pem.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

struct rsa_key {
    EVP_PKEY *pkey;
};

static BIGNUM *number_of(struct view v)
{
    return v.len > 0 && v.len <= 2 * RSA_SIGNATURE_LEN ? BN_bin2bn(v.at, (int)v.len, NULL) : NULL;
}

static bool usable(const BIGNUM *n, const BIGNUM *e)
{
    return n != NULL && e != NULL && BN_num_bits(n) == RSA_KEY_BITS && BN_is_odd(n) &&
           BN_is_odd(e) && !BN_is_one(e) && BN_num_bits(e) <= 64;
}

static EVP_PKEY *public_of(struct rsa_public key)
{
    BIGNUM *n = number_of(key.modulus), *e = number_of(key.exponent);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    OSSL_PARAM *params = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    EVP_PKEY *pkey = NULL;

    if (build == NULL || ctx == NULL || !usable(n, e))
        goto out;
    if (OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) != 1 ||
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e) != 1)
        goto out;
    params = OSSL_PARAM_BLD_to_param(build);
    if (params == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &pkey, EVP_PKEY_PUBLIC_KEY, params) != 1)
        pkey = NULL;

out:
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(ctx);
    BN_free(n);
    BN_free(e);
    return pkey;
}

bool rsa_verify_digest(struct rsa_public key, const uint8_t digest[SHA256_LEN],
                       struct view signature)
{
    EVP_PKEY *pkey = public_of(key);
    EVP_PKEY_CTX *ctx = pkey != NULL ? EVP_PKEY_CTX_new(pkey, NULL) : NULL;
    bool good = ctx != NULL && EVP_PKEY_verify_init(ctx) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1 &&
                EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) == 1 &&
                EVP_PKEY_verify(ctx, signature.at, signature.len, digest, SHA256_LEN) == 1;

    EVP_PKEY_CTX_free(ctx);
    EVP_PKEY_free(pkey);
    return good;
}

bool rsa_verify(struct rsa_public key, struct view message, struct view signature)
{
    uint8_t digest[SHA256_LEN];

    return digest_sha256(message, digest) && rsa_verify_digest(key, digest, signature);
}

static struct rsa_key *keep(EVP_PKEY *pkey)
{
    struct rsa_key *key = NULL;

    if (pkey == NULL || EVP_PKEY_get_base_id(pkey) != EVP_PKEY_RSA ||
        EVP_PKEY_get_bits(pkey) != RSA_KEY_BITS)
        goto out;
    key = OPENSSL_zalloc(sizeof *key);
    if (key == NULL)
        goto out;
    key->pkey = pkey;
    pkey = NULL;

out:
    EVP_PKEY_free(pkey);
    return key;
}

struct rsa_key *rsa_key_new(void)
{
    return keep(EVP_RSA_gen(RSA_KEY_BITS));
}

struct rsa_key *rsa_key_from_pem(struct view pem)
{
    return keep(pem_private(pem));
}

EVP_PKEY *rsa_key_pkey(const struct rsa_key *key)
{
    return key->pkey;
}

void rsa_key_free(struct rsa_key **key)
{
    if (*key == NULL)
        return;
    EVP_PKEY_free((*key)->pkey);
    OPENSSL_free(*key);
    *key = NULL;
}

bool rsa_key_to_pem(const struct rsa_key *key, struct bytes *out)
{
    return pem_write_private(key->pkey, out);
}

bool rsa_key_modulus(const struct rsa_key *key, uint8_t out[RSA_SIGNATURE_LEN])
{
    BIGNUM *n = NULL;
    bool good = EVP_PKEY_get_bn_param(key->pkey, OSSL_PKEY_PARAM_RSA_N, &n) == 1 &&
                BN_bn2binpad(n, out, RSA_SIGNATURE_LEN) == RSA_SIGNATURE_LEN;

    BN_free(n);
    return good;
}

static bool sign(const struct rsa_key *key, const EVP_MD *md, struct view in,
                 uint8_t out[RSA_SIGNATURE_LEN])
{
    size_t len = RSA_SIGNATURE_LEN;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key->pkey, NULL);
    bool good = ctx != NULL && EVP_PKEY_sign_init(ctx) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1 &&
                (md == NULL || EVP_PKEY_CTX_set_signature_md(ctx, md) == 1) &&
                EVP_PKEY_sign(ctx, out, &len, in.at, in.len) == 1 && len == RSA_SIGNATURE_LEN;

    EVP_PKEY_CTX_free(ctx);
    return good;
}

bool rsa_sign(const struct rsa_key *key, struct view message, uint8_t out[RSA_SIGNATURE_LEN])
{
    uint8_t digest[SHA256_LEN];

    return digest_sha256(message, digest) &&
           sign(key, EVP_sha256(), view_of(digest, sizeof digest), out);
}

bool rsa_sign_block(const struct rsa_key *key, struct view block, uint8_t out[RSA_SIGNATURE_LEN])
{
    return sign(key, NULL, block, out);
}
