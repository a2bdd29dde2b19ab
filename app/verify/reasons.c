#include "app/verify/reasons.h"

#include "app/verify/reasons_table.h"

#include <stdlib.h>
#include <string.h>

struct reason reason_of(enum err code, enum language language)
{
    const char *name = err_name(code);

    for (size_t i = 0; i < reasons_count; i++)
        if (strcmp(reasons_table[i].name, name) == 0)
            return language == LANGUAGE_JA ? reasons_table[i].ja : reasons_table[i].en;
    return (struct reason){err_meaning(code), ""};
}

enum language language_of_user(void)
{
    static const char *names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != 0)
            return strncmp(value, "ja", 2) == 0 ? LANGUAGE_JA : LANGUAGE_EN;
    }
    return LANGUAGE_EN;
}
