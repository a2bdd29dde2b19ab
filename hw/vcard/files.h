/* The elementary files of the text AP, made and signed as a municipality would. */
#ifndef HW_VCARD_FILES_H
#define HW_VCARD_FILES_H

#include "hw/vcard/authority.h"
#include "hw/vcard/card.h"
#include "hw/vcard/profile.h"

/* Fills EF 0001 to 0007 of `card`; card->signing must be set. */
MUST_USE bool files_make(const struct profile *profile, const struct authority *authority,
                         struct vcard *card);

/* Appends FF20 { DF21, objects }: what DF21 holds is where in the file each object begins, two
 * bytes each; `at` has it within `objects`. */
MUST_USE bool files_with_offsets(struct view objects, const size_t at[], size_t count,
                                 struct bytes *out);

/* Replaces EF 0003 and 0004 by files with the field sizes that the next card is expected to have
 * (SHA-384, P-384). What stands in the fields is random: only the layout is told. */
MUST_USE bool files_make_nextgen(struct vcard *card);

#endif
