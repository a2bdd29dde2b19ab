/* What a failure code says to a person: one sentence of what happened, one of what to do. */
#ifndef APP_WORDS_SENTENCES_H
#define APP_WORDS_SENTENCES_H

#include "app/words/language.h"
#include "crypto/base/err.h"

struct sentence {
    const char *what, *advice;
};

/* Never NULL: a code that docs/errors.md does not know says its English meaning and nothing to do.
 */
struct sentence sentence_of(enum err code, enum language language);

#endif
