#include "crypto/x509_der.h"

bool x509_write_der(const X509 *cert, struct bytes *out)
{
    uint8_t *der = NULL;
    int len = i2d_X509(cert, &der);
    bool good = len > 0 && bytes_append(out, view_of(der, (size_t)len));

    OPENSSL_free(der);
    return good;
}

/* OpenSSL takes more than DER; what it writes is DER. */
static bool is_written_as(const X509 *cert, struct view der)
{
    struct bytes again = bytes_new(der.len);
    bool same = x509_write_der(cert, &again) && view_equal(bytes_view(&again), der);

    bytes_free(&again);
    return same;
}

X509 *x509_read_der(struct view der)
{
    const uint8_t *at = der.at;
    X509 *cert = der.len <= INT32_MAX ? d2i_X509(NULL, &at, (long)der.len) : NULL;

    if (cert == NULL || is_written_as(cert, der))
        return cert;
    X509_free(cert);
    return NULL;
}
