/* The visual application (券面事項確認) of a virtual card: what is printed on its face, signed. */
#ifndef HW_VCARD_VISUAL_H
#define HW_VCARD_VISUAL_H

#include "hw/vcard/authority.h"
#include "hw/vcard/card.h"
#include "hw/vcard/profile.h"

/* Fills the files of the visual AP and sets its three values. card->signing and 照合番号B of the
 * text AP must be set. */
MUST_USE bool visual_make(const struct profile *profile, const struct authority *authority,
                          struct vcard *card);

#endif
