#include "crypto/x509_parts.h"

#include "crypto/random.h"

enum { SERIAL_MAX = 20 };

bool x509_set_serial(X509 *cert, size_t len)
{
    uint8_t bits[SERIAL_MAX] = {0};
    BIGNUM *number = NULL;
    bool good = len > 0 && len <= SERIAL_MAX && random_fill(bits, len);

    bits[0] = (bits[0] & 0x7f) | 0x40;
    number = good ? BN_bin2bn(bits, (int)len, NULL) : NULL;
    good = number != NULL && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert)) != NULL;
    BN_free(number);
    return good;
}

bool x509_set_times(X509 *cert, int64_t from, int64_t until)
{
    return ASN1_TIME_set(X509_getm_notBefore(cert), (time_t)from) != NULL &&
           ASN1_TIME_set(X509_getm_notAfter(cert), (time_t)until) != NULL;
}

bool x509_add_name(X509_NAME *name, const char *kind, const char *text)
{
    return X509_NAME_add_entry_by_txt(name, kind, MBSTRING_UTF8, (const unsigned char *)text, -1,
                                      -1, 0) == 1;
}

bool x509_add_extension(X509 *cert, X509V3_CTX *ctx, int nid, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_nconf_nid(NULL, ctx, nid, value);
    bool good = extension != NULL && X509_add_ext(cert, extension, -1) == 1;

    X509_EXTENSION_free(extension);
    return good;
}
