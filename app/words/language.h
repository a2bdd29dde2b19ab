/* The languages we speak. */
#ifndef APP_WORDS_LANGUAGE_H
#define APP_WORDS_LANGUAGE_H

#include "crypto/base/must.h"

#include <stdbool.h>

enum language { LANGUAGE_JA, LANGUAGE_EN, LANGUAGE_ZH, LANGUAGE_KO, LANGUAGE_COUNT };

/* "ja", "en", "zh", "ko". */
MUST_USE bool language_from_name(const char *name, enum language *out);
const char *language_name(enum language language);

/* What each calls itself, in its own script. */
const char *language_own_name(enum language language);

/* From LC_ALL, LC_MESSAGES or LANG, whichever is set first; English for any other. */
enum language language_of_user(void);

#endif
