#include "app/words/language.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[LANGUAGE_COUNT] = {"ja", "en", "zh", "ko"};

bool language_from_name(const char *name, enum language *out)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (strcmp(name, names[i]) == 0) {
            *out = (enum language)i;
            return true;
        }
    }
    return false;
}

const char *language_name(enum language language)
{
    return names[language];
}

const char *language_own_name(enum language language)
{
    static const char *const own[LANGUAGE_COUNT] = {"日本語", "English", "简体中文", "한국어"};

    return own[language];
}

static enum language language_of_locale(const char *locale)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (strncmp(locale, names[i], 2) == 0)
            return (enum language)i;
    return LANGUAGE_EN;
}

enum language language_of_user(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);

        if (value != NULL && value[0] != 0)
            return language_of_locale(value);
    }
    return LANGUAGE_EN;
}
