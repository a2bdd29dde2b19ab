/* RSA certificates as the holder of a card has them: several subject parts, a policy, and names of
 * kinds of their own. Made for virtual cards; nothing of ours is trusted by one. */
#ifndef CRYPTO_X509_RSA_H
#define CRYPTO_X509_RSA_H

#include "crypto/rsa.h"

/* A part of the subject (kind "C", "O", "CN" …), or an otherName (kind an object id). UTF-8. */
struct x509_rsa_part {
    const char *kind, *text;
};

struct x509_rsa_plan {
    const struct x509_rsa_part *subject, *others; /* each ends with a part of kind NULL */
    const char *usage;                            /* "critical,digitalSignature" */
    const char *policy;                           /* an object id, or NULL */
    bool authority;                               /* may sign certificates */
    int64_t from, until;                          /* seconds since 1970 */
};

/* Appends a certificate for the key of `subject` in DER, sha256WithRSA by `issuer`. With issuer ==
 * NULL it signs itself. `issuer_der` is the issuer's certificate, or empty. */
MUST_USE bool x509_rsa_make(const struct x509_rsa_plan *plan, const struct rsa_key *subject,
                            const struct rsa_key *issuer, struct view issuer_der,
                            struct bytes *out);

#endif
