/* What stands sealed in a store: a data key per area, opened through the key port, and values that
 * open only at the place they were sealed for (VRS-19). */
#ifndef DRIVERS_STORE_VAULT_H
#define DRIVERS_STORE_VAULT_H

#include "crypto/key.h"

struct vault;

/* The names in the key port. */
#define VAULT_WRAP_KEY  "wrap"
#define VAULT_INDEX_KEY "index"

/* Where a value stands. A value sealed for one place does not open at another. */
struct vault_place {
    int64_t person;
    const char *column;
    int64_t event;
};

/* Appends a new data key for `area`, wrapped. */
MUST_USE bool vault_make(const struct key_port *keys, const char *area, struct bytes *wrapped);

/* Opens the data key of `area`. `keys` is lent until vault_close. NULL when the key does not open.
 */
MUST_USE struct vault *vault_open(const struct key_port *keys, const char *area,
                                  struct view wrapped);
void vault_close(struct vault **vault);

/* Appends. False leaves `out` as it was. */
MUST_USE bool vault_seal(const struct vault *vault, const struct vault_place *place,
                         struct view plain, struct bytes *out);
MUST_USE bool vault_unseal(const struct vault *vault, const struct vault_place *place,
                           struct view sealed, struct bytes *out);

/* The blind index of a value of this area: equal values have equal ones, and nobody without the
 * index key can compute or compare them, not even those of two areas. */
MUST_USE bool vault_index(const struct vault *vault, const char *column, struct view plain,
                          uint8_t out[SHA256_LEN]);

#endif
