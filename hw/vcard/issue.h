/* A card out of a profile: its keys, its counters, its files. */
#ifndef HW_VCARD_ISSUE_H
#define HW_VCARD_ISSUE_H

#include "hw/vcard/authority.h"
#include "hw/vcard/card.h"
#include "hw/vcard/profile.h"

/* NULL without memory, or when name and address do not fit the card. */
MUST_USE struct vcard *issue_card(const struct profile *profile, const struct authority *authority);

#endif
