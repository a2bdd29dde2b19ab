/* The signed sheet: everything that stands on the paper, signed by the signer as one JWS. The kiosk
 * draws from it and from nothing else. */
#ifndef APP_WIRE_SHEET_H
#define APP_WIRE_SHEET_H

#include "app/record/certificate.h"
#include "crypto/base/err.h"
#include "crypto/ec.h"
#include "crypto/key.h"

enum { SHEET_MAX = 48 * 1024, SHEET_DIGEST_LEN = 16 };

/* Appends the sheet as a compact JWS (typ "akashi-sheet", ES256) signed by `key_name` of `keys`. */
MUST_USE bool sheet_sign(const struct certificate *in, const struct key_port *keys,
                         const char *key_name, struct bytes *out);

/* Checks form and signature and fills `out`, which is wiped on failure. */
MUST_USE enum err sheet_open(struct view text, const struct ec_key *key, struct certificate *out);

/* Whether `text` has the form of a sheet. Says nothing about its signature. */
MUST_USE bool sheet_is(struct view text);

/* The document digest (文書要約値) on the paper: the first 16 hexadecimal digits, in capitals, of
 * SHA-256 over the sheet's text. */
MUST_USE bool sheet_digest(struct view text, char out[SHEET_DIGEST_LEN + 1]);

#endif
