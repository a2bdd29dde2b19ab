/* RSASSA-PKCS1-v1_5 with SHA-256, as the card and its municipality sign. */
#ifndef CRYPTO_RSA_H
#define CRYPTO_RSA_H

#include "crypto/base/bytes.h"
#include "crypto/digest.h"

enum { RSA_KEY_BITS = 2048, RSA_SIGNATURE_LEN = RSA_KEY_BITS / 8 };

/* A public key as it stands on a card. Borrowed. */
struct rsa_public {
    struct view modulus, exponent;
};

/* True when `signature` over `message` is good and the key is RSA-2048 with an odd exponent > 1. */
MUST_USE bool rsa_verify(struct rsa_public key, struct view message, struct view signature);

/* The same where only the digest of the message is known. */
MUST_USE bool rsa_verify_digest(struct rsa_public key, const uint8_t digest[SHA256_LEN],
                                struct view signature);

/* A private key: only virtual cards and test hierarchies have one. */
struct rsa_key;

MUST_USE struct rsa_key *rsa_key_new(void);
MUST_USE struct rsa_key *rsa_key_from_pem(struct view pem);
void rsa_key_free(struct rsa_key **key);
MUST_USE bool rsa_key_to_pem(const struct rsa_key *key, struct bytes *out);
MUST_USE bool rsa_key_modulus(const struct rsa_key *key, uint8_t out[RSA_SIGNATURE_LEN]);
MUST_USE bool rsa_sign(const struct rsa_key *key, struct view message,
                       uint8_t out[RSA_SIGNATURE_LEN]);

/* Signs a complete DigestInfo as the card's 80 2A does: PKCS#1 v1.5 padding over what is given. */
MUST_USE bool rsa_sign_block(const struct rsa_key *key, struct view block,
                             uint8_t out[RSA_SIGNATURE_LEN]);

#endif
