/* The elementary files of the text AP, made and signed as a municipality would. */
#ifndef HW_VCARD_FILES_H
#define HW_VCARD_FILES_H

#include "hw/vcard/authority.h"
#include "hw/vcard/card.h"
#include "hw/vcard/profile.h"

/* Fills EF 0001 to 0007 of `card`; card->signing must be set. */
MUST_USE bool files_make(const struct profile *profile, const struct authority *authority,
                         struct vcard *card);

/* Replaces EF 0003 and 0004 by files with the field sizes that the next card is expected to have
 * (SHA-384, P-384). What stands in the fields is random: only the layout is told. */
MUST_USE bool files_make_nextgen(struct vcard *card);

#endif
