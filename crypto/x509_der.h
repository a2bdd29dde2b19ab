/* Inside crypto/ only: certificates in DER. */
#ifndef CRYPTO_X509_DER_H
#define CRYPTO_X509_DER_H

#include "crypto/base/bytes.h"

#include <openssl/x509.h>

/* Exactly one certificate, in the one form that DER allows; else NULL. Free with X509_free. */
MUST_USE X509 *x509_read_der(struct view der);

/* Appends it. */
MUST_USE bool x509_write_der(const X509 *cert, struct bytes *out);

#endif
