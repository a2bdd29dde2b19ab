/* Inside app/seal only: what a trust bundle says was withdrawn. */
#ifndef APP_SEAL_TRUST_LISTS_H
#define APP_SEAL_TRUST_LISTS_H

#include "app/seal/trust.h"

#include <jansson.h>

enum { TRUST_ENTRY_SIZE = 25 };

/* By certificate id, or by the digest of the health data where a card has no id. */
enum trust_method { TRUST_BY_RID, TRUST_BY_HASH };

/* One withdrawn certificate. `before`: only what is signed earlier; 0: all of it. */
struct trust_entry {
    char id[TRUST_ENTRY_SIZE];
    int64_t before;
};

/* One issuer's list for one of its keys, sorted by id. */
struct trust_list {
    char issuer[TRUST_ISSUER_SIZE], kid[JWK_THUMBPRINT_SIZE];
    enum trust_method method;
    int64_t ctr;
    size_t count;
    struct trust_entry *entries;
};

struct trust_key_name {
    char issuer[TRUST_ISSUER_SIZE], kid[JWK_THUMBPRINT_SIZE];
};

struct trust_lists {
    size_t count, keys;
    struct trust_list *list;
    struct trust_key_name *key;
};

/* Whether `object` is an object with exactly these members; `names` ends with NULL. */
MUST_USE bool trust_members(const json_t *object, const char *const *names);

/* Reads the members "withdrawn" and "withdrawn_keys". False when one is not of the agreed form,
 * names an entry twice, or memory ran out; free what was read in any case. */
MUST_USE bool trust_lists_read(struct trust_lists *out, const json_t *lists, const json_t *keys);
void trust_lists_free(struct trust_lists *lists);

MUST_USE bool trust_lists_have_key(const struct trust_lists *lists, const char *issuer,
                                   const char *kid);

/* Whether there is a list of this kind for this key. */
MUST_USE bool trust_lists_for(const struct trust_lists *lists, enum trust_method method,
                              const char *issuer, const char *kid);

/* Whether an id of this kind, signed at `signed_at`, is withdrawn. Without `issuer` and `kid` any
 * list counts. */
MUST_USE bool trust_lists_have(const struct trust_lists *lists, enum trust_method method,
                               const char *issuer, const char *kid, const char *id,
                               int64_t signed_at);

/* Whether all that `before` withdraws is withdrawn by `after` too, and no counter is lower. */
MUST_USE bool trust_lists_grew(const struct trust_lists *before, const struct trust_lists *after);

#endif
