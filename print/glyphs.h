/* The pinned faces, and whether they have every sign of a text (R29). They come from one folder of
 * one package; neither the machine's nor a user's font settings have a say. */
#ifndef PRINT_GLYPHS_H
#define PRINT_GLYPHS_H

#include "crypto/base/err.h"

#include <fontconfig/fontconfig.h>

enum face {
    FACE_SANS,
    FACE_SANS_BOLD,
    FACE_SERIF,
    FACE_SERIF_BOLD,
    FACE_MONO,
    FACE_MONO_BOLD,
    FACE_COUNT
};

/* "Noto Serif CJK JP". */
const char *face_family(enum face face);
bool face_is_bold(enum face face);

/* AK-P73 unless every pinned face is there and its file has the pinned digest. Nothing can be drawn
 * without them: ask at the start. The files are read once. */
MUST_USE enum err glyphs_ready(void);

/* The fonts that there are, for Pango. NULL when none are. Borrowed. */
FcConfig *glyphs_config(void);

/* AK-P71 when a sign of `text`, or the form that a variation selector asks for, has no glyph in
 * `face` itself, is private-use, a control or unassigned, or `text` is not UTF-8. No other font
 * ever steps in. Fails as glyphs_ready does. */
MUST_USE enum err glyphs_check(enum face face, const char *text);

#endif
