/* What the kiosk says on its screens, in four languages. A name that does not exist, and a language
 * that lacks one, stop the build. */
#ifndef APP_WORDS_PHRASES_H
#define APP_WORDS_PHRASES_H

#include "app/words/language.h"
#include "app/words/phrases_list.h"

#include <stddef.h>

enum phrase {
#define PHRASE_ENUM(name) PHRASE_##name,
    PHRASES(PHRASE_ENUM)
#undef PHRASE_ENUM
        PHRASE_COUNT
};

/* Its words. %1, %2 and %3 are places for phrase_fill; %d stays for the screen. */
const char *phrase_in(enum language language, enum phrase phrase);

/* Its words with `with[0]`… in the places of %1…; what does not fit is cut between two signs. A
 * text that is filled in is never read for places again. */
void phrase_fill(char *to, size_t size, const char *words, const char *const *with, size_t count);

#endif
