/* Inside crypto/ only: what is looked up in certificates that others made. */
#ifndef CRYPTO_X509_READ_H
#define CRYPTO_X509_READ_H

#include "crypto/base/bytes.h"

#include <openssl/x509.h>

/* Seconds since 1970. */
MUST_USE bool x509_read_times(const X509 *cert, int64_t *from, int64_t *until);

/* Whether it names extended uses at all, and whether `use` (an OID in digits) is one of them. */
MUST_USE bool x509_names_uses(const X509 *cert);
MUST_USE bool x509_names_use(const X509 *cert, const char *use);

/* Whether it holds a critical extension that neither OpenSSL knows nor `known` (an OID in digits)
 * is. */
MUST_USE bool x509_demands_unknown(const X509 *cert, const char *known);

/* Whether it says and signs with what is still believed: no SHA-1, no RSA below 2,048 bits. */
MUST_USE bool x509_is_strong(X509 *cert);

#endif
