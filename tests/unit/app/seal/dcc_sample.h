/* A signer of EU certificates with a fresh key, the trust that goes with it, and codes it signs. */
#ifndef TESTS_UNIT_APP_SEAL_DCC_SAMPLE_H
#define TESTS_UNIT_APP_SEAL_DCC_SAMPLE_H

#include "app/seal/dcc.h"
#include "app/seal/dcc_claims.h"
#include "app/seal/dcc_text.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#define DCC_SAMPLE_NOW   INT64_C(1795132800) /* 2026-11-20T00:00:00Z */
#define DCC_SAMPLE_FROM  (DCC_SAMPLE_NOW - 86400)
#define DCC_SAMPLE_UNTIL (DCC_SAMPLE_NOW + 2 * 365 * 86400)
#define DCC_SAMPLE_ENDS  (DCC_SAMPLE_NOW + 365 * 86400)

/* A certificate that is whole, as JSON. */
static const char dcc_sample_content[] =
    "{\"ver\":\"1.3.0\",\"nam\":{\"fn\":\"Lövström\",\"gn\":\"Åsa\",\"fnt\":\"LOEVSTROEM\","
    "\"gnt\":\"ASA\"},\"dob\":\"1985-02-28\",\"v\":[{\"tg\":\"840539006\",\"vp\":\"1119349007\","
    "\"mp\":\"EU/1/20/1507\",\"ma\":\"ORG-100031184\",\"dn\":3,\"sd\":3,\"dt\":\"2022-03-01\","
    "\"co\":\"SE\",\"is\":\"Test\",\"ci\":\"URN:UVCI:01:JP:ABC#X\"}]}";

struct dcc_sample {
    struct ec_key *key;
    struct key_port keys;
    struct dcc_issuer issuer;
    struct dcc_trust *trust;
    struct bytes certificate; /* DER */
    bool refuse;              /* the key port does not sign */
};

static inline bool dcc_sample_sign(void *self, const char *name, struct view message,
                                   uint8_t out[EC_SIGNATURE_LEN])
{
    struct dcc_sample *sample = self;

    return strcmp(name, "dcc") == 0 && !sample->refuse && ec_sign(sample->key, message, out);
}

/* Appends a certificate (DER) for `pkey`, signed by itself. `uses`: extended uses, or NULL. */
static inline bool dcc_sample_certify(EVP_PKEY *pkey, const char *uses, int64_t from, int64_t until,
                                      struct bytes *out)
{
    X509 *cert = X509_new();
    X509_NAME *name = X509_get_subject_name(cert);
    X509_EXTENSION *use = NULL;
    unsigned char *der = NULL;
    bool good = X509_set_version(cert, X509_VERSION_3) == 1 &&
                ASN1_INTEGER_set(X509_get_serialNumber(cert), 1) == 1 &&
                ASN1_TIME_set(X509_getm_notBefore(cert), (time_t)from) != NULL &&
                ASN1_TIME_set(X509_getm_notAfter(cert), (time_t)until) != NULL &&
                X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"test",
                                           -1, -1, 0) == 1 &&
                X509_set_issuer_name(cert, name) == 1 && X509_set_pubkey(cert, pkey) == 1;
    int len = 0;

    if (uses != NULL) {
        use = X509V3_EXT_conf_nid(NULL, NULL, NID_ext_key_usage, uses);
        good = good && use != NULL && X509_add_ext(cert, use, -1) == 1;
    }
    good = good && X509_sign(cert, pkey, EVP_sha256()) > 0;
    len = good ? i2d_X509(cert, &der) : 0;
    good = len > 0 && bytes_append(out, view_of(der, (size_t)len));
    OPENSSL_free(der);
    X509_EXTENSION_free(use);
    X509_free(cert);
    return good;
}

static inline EVP_PKEY *dcc_sample_pkey(const struct ec_key *key)
{
    struct bytes pem = bytes_new(1 << 12);
    BIO *bio = NULL;
    EVP_PKEY *pkey = NULL;

    if (ec_key_to_pem(key, &pem))
        bio = BIO_new_mem_buf(pem.at, (int)pem.len);
    if (bio != NULL)
        pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    bytes_free(&pem);
    return pkey;
}

/* Trusts the sample's key under `country`, by a certificate for `uses` and these times. */
static inline bool dcc_sample_trust(struct dcc_sample *sample, const char *country,
                                    const char *uses, int64_t from, int64_t until)
{
    EVP_PKEY *pkey = dcc_sample_pkey(sample->key);
    struct cose_signer *signer = NULL;
    bool good = false;

    dcc_trust_free(&sample->trust);
    bytes_free(&sample->certificate);
    sample->trust = dcc_trust_new();
    good = pkey != NULL && sample->trust != NULL &&
           dcc_sample_certify(pkey, uses, from, until, &sample->certificate) &&
           dcc_trust_add(sample->trust, country, bytes_view(&sample->certificate)) == ERR_OK;
    if (good)
        signer = cose_signer_new(bytes_view(&sample->certificate));
    if (signer != NULL)
        memcpy(sample->issuer.kid, cose_signer_kid(signer).at, COSE_KID_LEN);
    EVP_PKEY_free(pkey);
    cose_signer_free(&signer);
    return good;
}

static inline bool dcc_sample_open(struct dcc_sample *sample)
{
    *sample = (struct dcc_sample){
        .key = ec_key_new(),
        .issuer = {.authority = "MHLW_Gov_of_JAPAN", .key_name = "dcc", .expires = DCC_SAMPLE_ENDS},
        .certificate = bytes_new(1 << 12),
    };
    sample->keys = (struct key_port){.self = sample, .sign = dcc_sample_sign};
    return sample->key != NULL &&
           dcc_sample_trust(sample, "JP", NULL, DCC_SAMPLE_FROM, DCC_SAMPLE_UNTIL);
}

static inline void dcc_sample_close(struct dcc_sample *sample)
{
    ec_key_free(&sample->key);
    dcc_trust_free(&sample->trust);
    bytes_free(&sample->certificate);
}

static inline void dcc_sample_fill(struct certificate *out, size_t doses)
{
    *out = (struct certificate){
        .serial = "AKSH2345WXYZ",
        .kind = KIND_TRAVEL,
        .holder = {"証　花子", {1985, 2, 28}},
        .traveller = {.name = "AKASHI HANAKO", .passport = "TK0000000", .nationality = "JPN"},
        .history = {.found = FOUND_SOME, .count = doses},
    };
    for (size_t i = 0; i < doses; i++)
        out->history.doses[i] = (struct dose){.number = (int)i + 1,
                                              .date = {2021 + (int)i / 12, 1 + (int)i % 12, 28},
                                              .product = "comirnaty",
                                              .lot = "EY0001",
                                              .country = "JPN"};
}

/* Claims around a certificate given as JSON, whose tree is to be freed with json_decref. */
static inline struct dcc_claims dcc_sample_claims(const char *certificate)
{
    return (struct dcc_claims){"JP", DCC_SAMPLE_NOW, DCC_SAMPLE_ENDS,
                               json_loads(certificate, 0, NULL)};
}

/* The text of a message with these headers and this payload, signed with the sample's key. */
static inline bool dcc_sample_seal(const struct dcc_sample *sample, struct view header,
                                   struct view payload, char *out, size_t size)
{
    struct bytes part = bytes_new(1 << 15), message = bytes_new(1 << 15);
    uint8_t signature[EC_SIGNATURE_LEN];
    struct cose cose = {.protected_header = header,
                        .payload = payload,
                        .signature = view_of(signature, sizeof signature)};
    bool good = cose_signed_part(header, payload, &part) &&
                ec_sign(sample->key, bytes_view(&part), signature) && cose_write(&cose, &message) &&
                dcc_text_write(bytes_view(&message), out, size);

    bytes_free(&part);
    bytes_free(&message);
    return good;
}

/* The same for claims, under the sample's own header. */
static inline bool dcc_sample_claim(const struct dcc_sample *sample,
                                    const struct dcc_claims *claims, char *out, size_t size)
{
    struct bytes header = bytes_new(64), payload = bytes_new(1 << 14);
    bool good = cose_header(sample->issuer.kid, &header) && dcc_claims_write(claims, &payload) &&
                dcc_sample_seal(sample, bytes_view(&header), bytes_view(&payload), out, size);

    bytes_free(&header);
    bytes_free(&payload);
    return good;
}

#endif
