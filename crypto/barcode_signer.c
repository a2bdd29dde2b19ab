#include "crypto/barcode_signer.h"

#include "crypto/tlv.h"
#include "crypto/x509_der.h"
#include "crypto/x509_read.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <string.h>

#define USE_HEALTH_SIGNER "2.23.136.1.1.14.2"
#define DOCUMENT_TYPES    "2.23.136.1.1.6.2"

enum { TAG_SEQUENCE = 0x30, TAG_SET = 0x31, TAG_INTEGER = 0x02, TAG_PRINTABLE = 0x13 };

/* What an algorithm's name stands for. */
struct kind {
    const char *alg, *group;
    const EVP_MD *(*digest)(void);
    size_t half; /* bytes of r, and of s */
};

static const struct kind kinds[] = {
    {"ES256", "prime256v1", EVP_sha256, 32},
    {"ES384", "secp384r1", EVP_sha384, 48},
    {"ES512", "secp521r1", EVP_sha512, 66},
};

struct barcode_signer {
    X509 *cert;
    const struct kind *kind; /* NULL for any other key */
    EVP_MD_CTX *begun;       /* a verification under its key: copied, never used */
    int64_t from, until;
};

static const struct kind *kind_of(EVP_PKEY *key)
{
    char group[32] = "";

    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_EC ||
        EVP_PKEY_get_group_name(key, group, sizeof group, NULL) != 1)
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(group, kinds[i].group) == 0)
            return &kinds[i];
    return NULL;
}

static bool begin(struct barcode_signer *signer, EVP_PKEY *key)
{
    signer->kind = kind_of(key);
    if (signer->kind == NULL)
        return true;
    signer->begun = EVP_MD_CTX_new();
    return signer->begun != NULL &&
           EVP_DigestVerifyInit(signer->begun, NULL, signer->kind->digest(), NULL, key) == 1;
}

struct barcode_signer *barcode_signer_read(struct view der)
{
    struct barcode_signer *signer = OPENSSL_zalloc(sizeof *signer);
    EVP_PKEY *key = NULL;

    if (signer == NULL)
        return NULL;
    signer->cert = x509_read_der(der);
    key = signer->cert != NULL ? X509_get0_pubkey(signer->cert) : NULL;
    if (key == NULL || !x509_read_times(signer->cert, &signer->from, &signer->until) ||
        !begin(signer, key))
        barcode_signer_free(&signer);
    return signer;
}

void barcode_signer_free(struct barcode_signer **signer)
{
    if (*signer == NULL)
        return;
    EVP_MD_CTX_free((*signer)->begun);
    X509_free((*signer)->cert);
    OPENSSL_free(*signer);
    *signer = NULL;
}

/* The value of an extension that stands there once, or an empty view. */
static struct view extension_value(const X509 *cert, const char *oid)
{
    ASN1_OBJECT *kind = OBJ_txt2obj(oid, 1);
    int at = kind != NULL ? X509_get_ext_by_OBJ(cert, kind, -1) : -1;
    struct view value = {0};

    if (at >= 0 && X509_get_ext_by_OBJ(cert, kind, at) < 0) {
        const ASN1_OCTET_STRING *data = X509_EXTENSION_get_data(X509_get_ext(cert, at));

        value = view_of(ASN1_STRING_get0_data(data), (size_t)ASN1_STRING_length(data));
    }
    ASN1_OBJECT_free(kind);
    return value;
}

/* SEQUENCE { version INTEGER, SET OF PrintableString } */
static bool lists_document(struct view list, const char *document)
{
    struct tlv sequence, version, set, kind;

    if (!tlv_next(&list, &sequence) || sequence.tag != TAG_SEQUENCE || list.len > 0 ||
        !tlv_next(&sequence.value, &version) || version.tag != TAG_INTEGER ||
        !tlv_next(&sequence.value, &set) || set.tag != TAG_SET)
        return false;
    while (tlv_next(&set.value, &kind))
        if (kind.tag == TAG_PRINTABLE && view_equal(kind.value, view_text(document)))
            return true;
    return false;
}

/* KeyUsage and the mark of a CA do not belong into the profile; where they stand they must fit. */
static bool may_sign(X509 *cert)
{
    return X509_check_ca(cert) == 0 && (X509_get_key_usage(cert) & KU_DIGITAL_SIGNATURE) != 0;
}

bool barcode_signer_is_for(const struct barcode_signer *signer, const char *document)
{
    X509 *cert = signer->cert;

    return X509_get0_authority_key_id(cert) != NULL && may_sign(cert) &&
           x509_names_use(cert, USE_HEALTH_SIGNER) &&
           lists_document(extension_value(cert, DOCUMENT_TYPES), document) &&
           !x509_demands_unknown(cert, DOCUMENT_TYPES) && x509_is_strong(cert);
}

bool barcode_signer_does(const struct barcode_signer *signer, const char *alg)
{
    return signer->kind != NULL && strcmp(signer->kind->alg, alg) == 0;
}

size_t barcode_signer_length(const struct barcode_signer *signer)
{
    return signer->kind != NULL ? 2 * signer->kind->half : 0;
}

static int der_of_raw(const uint8_t *raw, size_t half, uint8_t **der)
{
    ECDSA_SIG *sig = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw, (int)half, NULL), *s = BN_bin2bn(raw + half, (int)half, NULL);
    int len = -1;

    if (sig != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(sig, r, s) == 1) {
        r = s = NULL;
        len = i2d_ECDSA_SIG(sig, der);
    }
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(sig);
    return len;
}

bool barcode_signer_holds(const struct barcode_signer *signer, struct view message,
                          struct view signature)
{
    EVP_MD_CTX *ctx = NULL;
    uint8_t *der = NULL;
    int len = -1;
    bool good = false;

    if (signer->kind == NULL || signature.len != barcode_signer_length(signer))
        return false;
    len = der_of_raw(signature.at, signer->kind->half, &der);
    ctx = EVP_MD_CTX_new();
    good = len > 0 && ctx != NULL && EVP_MD_CTX_copy_ex(ctx, signer->begun) == 1 &&
           EVP_DigestVerify(ctx, der, (size_t)len, message.at, message.len) == 1;
    EVP_MD_CTX_free(ctx);
    OPENSSL_free(der);
    return good;
}

int64_t barcode_signer_from(const struct barcode_signer *signer)
{
    return signer->from;
}

int64_t barcode_signer_until(const struct barcode_signer *signer)
{
    return signer->until;
}

void barcode_signer_subject(const struct barcode_signer *signer, char *out, size_t size)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *text = NULL;
    long len = 0;

    out[0] = 0;
    if (bio != NULL && X509_NAME_print_ex(bio, X509_get_subject_name(signer->cert), 0,
                                          XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) > 0)
        len = BIO_get_mem_data(bio, &text);
    if (len > 0 && (size_t)len < size) {
        memcpy(out, text, (size_t)len);
        out[len] = 0;
    }
    BIO_free(bio);
}

X509 *barcode_signer_certificate(const struct barcode_signer *signer)
{
    return signer->cert;
}
