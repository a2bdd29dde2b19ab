/* Inside app/admin only: the register of a line's authority, the whole of what it issued. A text
 * file, first the SHA-256 of what follows, then a line each: number, serial, digest of the
 * certificate, digest of the key, role, name, address, from, until, state, since. Number 0 is the
 * authority itself: its role is "ca", its name the line's. */
#ifndef APP_ADMIN_LINE_REGISTER_H
#define APP_ADMIN_LINE_REGISTER_H

#include "crypto/digest.h"
#include "crypto/x509.h"

enum { LINE_ROLE_SIZE = 12, LINE_NAME_SIZE = 33, LINE_ADDRESS_SIZE = 46 };

enum line_state { LINE_LIVING, LINE_LOST, LINE_EXPOSED, LINE_CLOSED, LINE_REPLACED, LINE_STATES };

struct line_entry {
    char serial[X509_SERIAL_SIZE];
    uint8_t digest[SHA256_LEN], key[SHA256_LEN]; /* the key's: over its point */
    char role[LINE_ROLE_SIZE], name[LINE_NAME_SIZE];
    char address[LINE_ADDRESS_SIZE]; /* "-": none */
    int64_t from, until;             /* seconds since 1970 */
    enum line_state state;
    int64_t since; /* when it was withdrawn, or 0 */
};

/* at[N] is number N. */
struct line_register {
    size_t count, room;
    struct line_entry *at;
};

/* False when it cannot be read or is not what was written. Free with line_register_free. */
MUST_USE bool line_register_read(const char *folder, struct line_register *out);

/* Whole or not at all. */
MUST_USE bool line_register_write(const char *folder, const struct line_register *is);

MUST_USE bool line_register_add(struct line_register *it, const struct line_entry *entry);
void line_register_free(struct line_register *it);

/* Whether an entry is neither withdrawn nor over. */
bool line_entry_holds(const struct line_entry *entry, int64_t now);

/* "living", or why it was withdrawn. */
const char *line_state_word(enum line_state state);

/* False for what is no state. */
MUST_USE bool line_state_from_word(const char *word, enum line_state *out);

#endif
