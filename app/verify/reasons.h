/* What a failure code means to the person who reads a certificate. */
#ifndef APP_VERIFY_REASONS_H
#define APP_VERIFY_REASONS_H

#include "crypto/base/err.h"

enum language { LANGUAGE_EN, LANGUAGE_JA };

struct reason {
    const char *what, *advice;
};

/* Never NULL: a code without sentences of its own gets its English meaning. */
struct reason reason_of(enum err code, enum language language);

/* From LC_ALL, LC_MESSAGES or LANG, whichever is set first: Japanese for "ja…", else English. */
enum language language_of_user(void);

#endif
