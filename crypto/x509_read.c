#include "crypto/x509_read.h"

#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

enum { OID_SIZE = 64, STRENGTH_BITS = 112 };

static bool read_time(const ASN1_TIME *time, int64_t *out)
{
    struct tm parts = {0};

    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return false;
    *out = (int64_t)timegm(&parts);
    return true;
}

bool x509_read_times(const X509 *cert, int64_t *from, int64_t *until)
{
    return read_time(X509_get0_notBefore(cert), from) && read_time(X509_get0_notAfter(cert), until);
}

static bool object_is(const ASN1_OBJECT *object, const char *oid)
{
    char text[OID_SIZE] = "";

    return OBJ_obj2txt(text, sizeof text, object, 1) > 0 && strcmp(text, oid) == 0;
}

bool x509_names_uses(const X509 *cert)
{
    return X509_get_ext_by_NID(cert, NID_ext_key_usage, -1) >= 0;
}

bool x509_names_use(const X509 *cert, const char *use)
{
    EXTENDED_KEY_USAGE *uses = X509_get_ext_d2i(cert, NID_ext_key_usage, NULL, NULL);
    bool found = false;

    for (int i = 0; !found && i < sk_ASN1_OBJECT_num(uses); i++)
        found = object_is(sk_ASN1_OBJECT_value(uses, i), use);
    EXTENDED_KEY_USAGE_free(uses);
    return found;
}

bool x509_demands_unknown(const X509 *cert, const char *known)
{
    int at = -1;

    while ((at = X509_get_ext_by_critical(cert, 1, at)) >= 0) {
        X509_EXTENSION *extension = X509_get_ext(cert, at);

        if (X509_supported_extension(extension) != 1 &&
            !object_is(X509_EXTENSION_get_object(extension), known))
            return true;
    }
    return false;
}

bool x509_is_strong(X509 *cert)
{
    int bits = 0;

    return X509_get_signature_info(cert, NULL, NULL, &bits, NULL) == 1 && bits >= STRENGTH_BITS &&
           EVP_PKEY_get_security_bits(X509_get0_pubkey(cert)) >= STRENGTH_BITS;
}
