/* The commands that ask for a value, change one, or use a private key. Each returns the status
 * word and appends the data of the answer. */
#ifndef HW_VCARD_KEYS_H
#define HW_VCARD_KEYS_H

#include "drivers/card/apdu.h"
#include "hw/vcard/card.h"

/* 00 20: tries a value, or tells how many tries are left and uses none. */
MUST_USE uint16_t keys_verify(struct vcard *card, const struct apdu *command, struct bytes *answer);

/* 00 24 01: puts a new value in the place of one that was verified. */
MUST_USE uint16_t keys_change(struct vcard *card, const struct apdu *command, struct bytes *answer);

/* 80 2A 00: PKCS#1 v1.5 over what is given. P2 = 00 is the card's own key, which needs no PIN. */
MUST_USE uint16_t keys_sign(struct vcard *card, const struct apdu *command, struct bytes *answer);

#endif
