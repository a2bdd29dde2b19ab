/* Certificates of our own lines: made by akashi-admin, read by drivers/net. P-256, SHA-256. */
#ifndef CRYPTO_X509_H
#define CRYPTO_X509_H

#include "crypto/base/bytes.h"
#include "crypto/digest.h"
#include "crypto/ec.h"

#include <openssl/x509.h>

enum { X509_NAME_TEXT_MAX = 128, X509_SERIAL_SIZE = 2 * 20 + 1 };

/* The organisation that every demo certificate carries, and no other may. */
#define X509_DEMO_ORGANISATION "Akashi demo - not for use"

enum x509_use {
    X509_USE_ROOT, /* above one CA */
    X509_USE_CA,
    X509_USE_CLIENT,
    X509_USE_SERVER,
    X509_USE_SIGNER,
};

struct x509_plan {
    const char *organisation, *name; /* O and CN of the subject */
    const char *uri;                 /* SAN URI, or NULL. On a line: akashi:ROLE:NAME */
    const char *address;             /* SAN IP address of a server, or NULL */
    enum x509_use use;
    int64_t from, until; /* seconds since 1970 */
};

/* Appends a certificate for `subject` in PEM, signed by `issuer`. With issuer == NULL it signs
 * itself (subject must then be a private key). `issuer_pem` is the issuer's certificate, or empty.
 */
MUST_USE bool x509_make(const struct x509_plan *plan, const struct ec_key *subject,
                        const struct ec_key *issuer, struct view issuer_pem, struct bytes *out);

/* The first SAN URI of a certificate, or false. */
MUST_USE bool x509_uri(X509 *cert, char out[X509_NAME_TEXT_MAX]);

/* SHA-256 over the DER form. */
MUST_USE bool x509_digest(X509 *cert, uint8_t out[SHA256_LEN]);

/* Its serial in lower-case hexadecimal, or false when it has none that fits. */
MUST_USE bool x509_serial(const X509 *cert, char out[X509_SERIAL_SIZE]);

/* The organisation of its subject, or false. */
MUST_USE bool x509_organisation(const X509 *cert, char out[X509_NAME_TEXT_MAX]);

/* Whether subject or issuer is of the demo world. */
MUST_USE bool x509_is_demo(X509 *cert);

/* The certificate in a PEM text, or NULL. Free with X509_free. */
MUST_USE X509 *x509_from_pem(struct view pem);

#endif
