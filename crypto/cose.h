/* COSE_Sign1 (RFC 9052): one signature over a payload, and the certificate whose key made it. */
#ifndef CRYPTO_COSE_H
#define CRYPTO_COSE_H

#include "crypto/base/bytes.h"
#include "crypto/ec.h"

enum { COSE_ES256 = -7, COSE_PS256 = -37, COSE_KID_LEN = 8 };

/* A signed message. All is borrowed from its bytes. */
struct cose {
    int64_t algorithm; /* as the protected header names it; 0 where it names none */
    struct view kid;   /* the protected one, else the unprotected one, else empty */
    struct view protected_header, payload, signature;
};

/* Reads a message with the tag of COSE_Sign1, with CWT's tag around it, or with neither. An
 * algorithm that is not signed for is not seen. False when it has another shape. */
MUST_USE bool cose_read(struct view message, struct cose *out);

/* Appends the bytes that are signed: Sig_structure over the protected header as it stands. */
MUST_USE bool cose_signed_part(struct view protected_header, struct view payload,
                               struct bytes *out);

/* Appends the protected header {alg: ES256, kid}. */
MUST_USE bool cose_header(const uint8_t kid[COSE_KID_LEN], struct bytes *out);

/* Appends the whole message, tagged, with an empty unprotected header. */
MUST_USE bool cose_write(const struct cose *cose, struct bytes *out);

/* A certificate whose key signs messages. */
struct cose_signer;

/* From DER. NULL unless the key is P-256 or RSA of 2048 to 4096 bits. */
MUST_USE struct cose_signer *cose_signer_new(struct view certificate);
void cose_signer_free(struct cose_signer **signer);

/* The first bytes of the SHA-256 of the certificate, by which headers name it. Borrowed. */
struct view cose_signer_kid(const struct cose_signer *signer);

/* When the certificate is in force: seconds since 1970. */
int64_t cose_signer_from(const struct cose_signer *signer);
int64_t cose_signer_until(const struct cose_signer *signer);

/* Whether the certificate names this extended use (a dotted object id). */
MUST_USE bool cose_signer_serves(const struct cose_signer *signer, const char *use);

/* Whether the signature holds: ES256 under a P-256 key or PS256 under an RSA key, nothing else. */
MUST_USE bool cose_verify(const struct cose *cose, const struct cose_signer *signer);

#endif
