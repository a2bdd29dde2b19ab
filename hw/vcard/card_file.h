/* A virtual card at rest: one JSON file, readable by its owner only. It holds the PIN and the
 * private key, as the plastic does. */
#ifndef HW_VCARD_CARD_FILE_H
#define HW_VCARD_CARD_FILE_H

#include "hw/vcard/card.h"

/* NULL when the file cannot be read or is not a card. */
MUST_USE struct vcard *card_file_load(const char *path);

/* Puts the card in the file's place, whole or not at all. */
MUST_USE bool card_file_save(const struct vcard *card, const char *path);

#endif
