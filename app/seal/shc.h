/* SMART Health Cards: making one, and opening one. Pure. */
#ifndef APP_SEAL_SHC_H
#define APP_SEAL_SHC_H

#include "app/seal/flate_trees.h"
#include "app/seal/opened.h"
#include "app/seal/trust.h"
#include "crypto/key.h"

/* What the largest symbol of a card holds at level L, and at level M. */
enum { SHC_JWS_MAX = 1195, SHC_JWS_MEDIUM = 927, SHC_RID_SIZE = 25 };

struct shc_issuer {
    const char *iss;      /* https, no slash at the end */
    const char *key_name; /* in the key port */
    char kid[JWK_THUMBPRINT_SIZE];
    struct flate_trees *trees; /* of shc_trees_new; NULL: every card gets its own */
};

/* Trees that suit the cards of this issuer, as long as its symbols are at level M; what would not
 * be packed with them is packed as small as it can be. NULL without memory. */
struct flate_trees *shc_trees_new(const char *iss);

/* Fills certificate->code with complete codes "shc:/…" for all doses: one where they fit into
 * SHC_JWS_MAX, else several for doses a–b each, never fewer doses than the history has. `rid` of
 * each is the certificate's serial, so that a paper can be withdrawn. `now` becomes nbf. Nothing is
 * signed before all codes are known to fit; on failure the certificate has no codes. */
MUST_USE enum err shc_issue(const struct shc_issuer *issuer, const struct key_port *keys,
                            int64_t now, struct certificate *certificate);

/* Opens "shc:/…" numeric text (or a bare compact JWS), exactly as a symbol holds it. Whatever could
 * be read is filled in even when the verdict is not valid; it may only be believed when it is. The
 * doses' numbers count from 1 in the code's order.
 * Malformed, not signed by its key, or out of its time: not valid. No key at hand for it (also when
 * `trust` is NULL), or longer than a symbol may carry: cannot tell. */
void shc_open(struct view text, const struct trust *trust, int64_t now, struct opened *out);

/* Appends the payload (JSON) of a text that shc_open takes, whatever it says. False when it cannot
 * be got at. */
MUST_USE bool shc_raw(struct view text, struct bytes *out);

#endif
