#include "crypto/cose.h"

#include "crypto/digest.h"
#include "crypto/x509_der.h"
#include "crypto/x509_read.h"

#include <openssl/rsa.h>

enum { RSA_BITS_MIN = 2048, RSA_BITS_MAX = 4096 };

/* One of the two keys is there. */
struct cose_signer {
    X509 *cert;
    struct ec_key *ec;
    EVP_PKEY *rsa;
    int64_t from, until;
    uint8_t digest[SHA256_LEN];
};

static bool take_key(struct cose_signer *signer, struct view der)
{
    EVP_PKEY *pkey = X509_get0_pubkey(signer->cert);

    if (pkey == NULL || EVP_PKEY_get_base_id(pkey) != EVP_PKEY_RSA) {
        signer->ec = ec_key_from_der(der);
        return signer->ec != NULL;
    }
    if (EVP_PKEY_get_bits(pkey) < RSA_BITS_MIN || EVP_PKEY_get_bits(pkey) > RSA_BITS_MAX ||
        EVP_PKEY_up_ref(pkey) != 1)
        return false;
    signer->rsa = pkey;
    return true;
}

struct cose_signer *cose_signer_new(struct view certificate)
{
    struct cose_signer *signer = OPENSSL_zalloc(sizeof *signer);
    bool good = false;

    if (signer == NULL)
        return NULL;
    signer->cert = x509_read_der(certificate);
    good = signer->cert != NULL && take_key(signer, certificate) &&
           x509_read_times(signer->cert, &signer->from, &signer->until) &&
           digest_sha256(certificate, signer->digest);
    if (!good)
        cose_signer_free(&signer);
    return signer;
}

void cose_signer_free(struct cose_signer **signer)
{
    if (*signer == NULL)
        return;
    X509_free((*signer)->cert);
    ec_key_free(&(*signer)->ec);
    EVP_PKEY_free((*signer)->rsa);
    OPENSSL_free(*signer);
    *signer = NULL;
}

struct view cose_signer_kid(const struct cose_signer *signer)
{
    return view_of(signer->digest, COSE_KID_LEN);
}

int64_t cose_signer_from(const struct cose_signer *signer)
{
    return signer->from;
}

int64_t cose_signer_until(const struct cose_signer *signer)
{
    return signer->until;
}

bool cose_signer_serves(const struct cose_signer *signer, const char *use)
{
    return x509_names_use(signer->cert, use);
}

/* RFC 8230: the salt is as long as the hash. */
static bool verify_pss(EVP_PKEY *key, struct view message, struct view signature)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *pss = NULL;
    bool good = ctx != NULL && EVP_DigestVerifyInit(ctx, &pss, EVP_sha256(), NULL, key) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(pss, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(pss, RSA_PSS_SALTLEN_DIGEST) == 1 &&
                EVP_DigestVerify(ctx, signature.at, signature.len, message.at, message.len) == 1;

    EVP_MD_CTX_free(ctx);
    return good;
}

bool cose_verify(const struct cose *cose, const struct cose_signer *signer)
{
    struct bytes message = bytes_new(SIZE_MAX);
    bool good = cose_signed_part(cose->protected_header, cose->payload, &message);

    if (good && cose->algorithm == COSE_ES256)
        good = signer->ec != NULL && ec_verify(signer->ec, bytes_view(&message), cose->signature);
    else
        good = good && cose->algorithm == COSE_PS256 && signer->rsa != NULL &&
               verify_pss(signer->rsa, bytes_view(&message), cose->signature);
    bytes_free(&message);
    return good;
}
