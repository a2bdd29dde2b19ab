/* Where lines of Japanese and Korean may break: between phrases, not inside words. */
#ifndef DRIVERS_SCREEN_GTK_PHRASES_H
#define DRIVERS_SCREEN_GTK_PHRASES_H

#include <pango/pango.h>

/* Attributes that keep each phrase on one line; NULL for text without kana or hangul. A phrase ends
 * at a space, after a mark, and where hiragana gives way to another script. Very long ones stay
 * breakable. The caller unrefs. */
PangoAttrList *phrases_of(const char *text);

/* The same for a button, where no hyphen stands; takes `phrases` over, or makes a list. */
PangoAttrList *phrases_unhyphened(PangoAttrList *phrases);

/* The same without phrases, so that words break anywhere; `list` stays the caller's and may be
 * NULL. */
PangoAttrList *phrases_loosened(PangoAttrList *list);

#endif
