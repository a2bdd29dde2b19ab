/* Small black-on-white pictures as PNG with one bit a pixel. */
#ifndef HW_VCARD_BITMAP_H
#define HW_VCARD_BITMAP_H

#include "crypto/base/bytes.h"

/* Digits, 6 by 12 pixels each. */
MUST_USE bool bitmap_digits(const char *digits, struct bytes *out);

/* A cell of 16 by 16 for each character, 20 a line, at most `lines` lines: the bits of its code
 * point as squares, for there is no font here. What has no room is left out. */
MUST_USE bool bitmap_text(const char *utf8, unsigned lines, struct bytes *out);

#endif
