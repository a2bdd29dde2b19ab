#include "crypto/x509_request.h"

#include "crypto/pem.h"

#include <openssl/pem.h>

enum { PEM_MAX = 1024 };

static struct ec_key *key_of(X509_REQ *request)
{
    EVP_PKEY *pkey = X509_REQ_get0_pubkey(request);
    struct bytes pem = bytes_new(PEM_MAX);
    struct ec_key *key = NULL;

    if (pkey != NULL && pem_write_public(pkey, &pem))
        key = ec_key_from_pem(bytes_view(&pem));
    bytes_free(&pem);
    return key;
}

static bool is_proven(X509_REQ *request)
{
    return X509_REQ_get_signature_nid(request) == NID_ecdsa_with_SHA256 &&
           X509_REQ_verify(request, X509_REQ_get0_pubkey(request)) == 1;
}

struct ec_key *x509_request_key(struct view pem, const char **why)
{
    BIO *bio = pem_open(pem);
    X509_REQ *request = bio != NULL ? PEM_read_bio_X509_REQ(bio, NULL, NULL, NULL) : NULL;
    struct ec_key *key = request != NULL ? key_of(request) : NULL;

    if (request == NULL) {
        *why = "is not a signing request in PEM";
    } else if (key == NULL) {
        *why = "holds a key that is not on P-256";
    } else if (!is_proven(request)) {
        *why = "its signature does not hold: who sent it may not have the key";
        ec_key_free(&key);
    }
    X509_REQ_free(request);
    BIO_free(bio);
    return key;
}
