#include "crypto/pem.h"

#include <openssl/pem.h>

BIO *pem_open(struct view pem)
{
    return pem.len <= INT32_MAX ? BIO_new_mem_buf(pem.at, (int)pem.len) : NULL;
}

EVP_PKEY *pem_private(struct view pem)
{
    BIO *bio = pem_open(pem);
    EVP_PKEY *pkey = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return pkey;
}

/* Hands over what was written, and ends the writer, which wipes what it held where it is secret. */
static bool take(BIO *bio, bool written, struct bytes *out)
{
    const uint8_t *at = NULL;
    long len = written ? BIO_get_mem_data(bio, &at) : 0;
    bool good = len > 0 && bytes_append(out, view_of(at, (size_t)len));

    BIO_free(bio);
    return good;
}

bool pem_write_private(EVP_PKEY *pkey, struct bytes *out)
{
    BIO *bio = BIO_new(BIO_s_secmem());

    return take(bio,
                bio != NULL && PEM_write_bio_PrivateKey(bio, pkey, NULL, NULL, 0, NULL, NULL) == 1,
                out);
}

bool pem_write_public(EVP_PKEY *pkey, struct bytes *out)
{
    BIO *bio = BIO_new(BIO_s_mem());

    return take(bio, bio != NULL && PEM_write_bio_PUBKEY(bio, pkey) == 1, out);
}

bool pem_write_certificate(X509 *cert, struct bytes *out)
{
    BIO *bio = BIO_new(BIO_s_mem());

    return take(bio, bio != NULL && PEM_write_bio_X509(bio, cert) == 1, out);
}
