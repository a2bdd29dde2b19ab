/* EU Digital COVID Certificates (HCERT 1), vaccination: making one, and opening one. Pure. */
#ifndef APP_SEAL_DCC_H
#define APP_SEAL_DCC_H

#include "app/seal/dcc_trust.h"
#include "app/seal/opened.h"
#include "crypto/key.h"

enum { DCC_TEXT_MAX = 4296 }; /* alphanumeric signs of a symbol V40-L, the most there is */

struct dcc_issuer {
    const char *authority;     /* who issues, as it stands in the certificate: up to 80 signs */
    const char *key_name;      /* in the key port */
    uint8_t kid[COSE_KID_LEN]; /* of the signer's certificate: cose_signer_kid */
    int64_t expires;           /* seconds since 1970, not past the signer's own end */
};

/* Writes the code of one dose (an index into the history) with a zero at the end. One code holds
 * one dose; all codes of a certificate share the identifier made of its serial, so that they are
 * withdrawn together.
 * The name is the passport's (traveller), since a kanji name has no transliteration of its own: two
 * words are surname and forename, and more than two stand in the surname as a whole, because the
 * passport's line does not say where it parts.
 * dn is the dose's number. sd is the number of doses in the primary series of the product of dose 1
 * (1 for Jcovden, 3 for Comirnaty for 6 months to 4 years, else 2), or dn where that is larger; a
 * dose after a series of one keeps sd 1 (Regulation (EU) 2022/256: 2/1 and 3/3 are boosters).
 * What the format cannot say is a failure; nothing is cut. */
MUST_USE enum err dcc_issue(const struct dcc_issuer *issuer, const struct key_port *keys,
                            int64_t now, const struct certificate *certificate, size_t dose,
                            char *out, size_t size);

/* Whether a text looks like an EU certificate, so that dcc_open is the one to ask. */
MUST_USE bool dcc_is(struct view text);

/* Opens "HC1:…", exactly as a symbol holds it. Whatever could be read is filled in even when the
 * verdict is not valid; it may only be believed when it is. holder.name is the name as it is
 * written, traveller.name its transliteration where that fits; `signer` is the key id in
 * hexadecimal. A dose's product is the first in our table with that code, as variants share one;
 * its lot is not said.
 * Malformed, not signed by its signer, out of its or its signer's time, withdrawn, or signed by
 * another country or for another use: not valid. No signer at hand for it (also when `trust` is
 * NULL), longer than a symbol may carry, or a good certificate of something else (a test, a
 * recovery, another disease): cannot tell.
 * Value sets grow, so an unknown product, maker or country is no fault. A wrong check character of
 * an identifier is none either: it is signed, and most countries' own samples have one. */
void dcc_open(struct view text, const struct dcc_trust *trust, int64_t now, struct opened *out);

/* Appends the certificate as JSON of a text that dcc_open takes, whatever it says. False when it
 * cannot be got at. */
MUST_USE bool dcc_raw(struct view text, struct bytes *out);

#endif
