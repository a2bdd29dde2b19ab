/* Inside crypto/ only: what every certificate is put together from. */
#ifndef CRYPTO_X509_PARTS_H
#define CRYPTO_X509_PARTS_H

#include "crypto/base/must.h"

#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A positive random serial of `len` bytes, at most 20. */
MUST_USE bool x509_set_serial(X509 *cert, size_t len);

/* Seconds since 1970. */
MUST_USE bool x509_set_times(X509 *cert, int64_t from, int64_t until);

/* `kind` as OpenSSL spells it ("CN"), `text` in UTF-8. */
MUST_USE bool x509_add_name(X509_NAME *name, const char *kind, const char *text);

/* `value` in the words of OpenSSL's configuration. */
MUST_USE bool x509_add_extension(X509 *cert, X509V3_CTX *ctx, int nid, const char *value);

#endif
