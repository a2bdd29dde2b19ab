/* What stands in which application of a card: data files, values that take a VERIFY, key pairs,
 * and which value opens what. */
#ifndef HW_VCARD_MAP_H
#define HW_VCARD_MAP_H

#include "hw/vcard/card.h"

/* What a value has to look like when its holder changes it. */
enum map_form {
    MAP_FIXED,    /* is never changed */
    MAP_DIGITS,   /* 4 digits */
    MAP_PASSWORD, /* 6 to 16 capitals and digits, at least one of each */
};

/* Whether the card has this application. */
MUST_USE bool map_has_ap(const struct vcard *card, enum vcard_ap ap);

/* Of the selected application: a file with content, a value, a key pair. NULL where there is none.
 */
struct bytes *map_data(struct vcard *card, unsigned file);
struct vcard_key *map_key(struct vcard *card, unsigned file);
struct rsa_key *map_pair(struct vcard *card, unsigned file);

/* Whether a value that was verified opens the file or key pair, or none is needed. */
MUST_USE bool map_is_open(const struct vcard *card, unsigned file);

/* Makes the file the current one; 0 means the one that is. Returns the status word. */
MUST_USE uint16_t map_choose(struct vcard *card, unsigned file);

enum map_form map_form(const struct vcard *card, unsigned file);
MUST_USE bool map_fits(enum map_form form, struct view value);

#endif
