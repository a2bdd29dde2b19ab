#include "crypto/base/err.h"

#include <stddef.h>
#include <string.h>

struct entry {
    enum err code;
    const char *name, *meaning;
};

static const struct entry entries[] = {{ERR_OK, "AK-OK", "no failure"},
#define ERR_ENTRY(letter, nn, meaning) {AK_##letter##nn, "AK-" #letter #nn, meaning},
                                       ERR_LIST(ERR_ENTRY)
#undef ERR_ENTRY
};

static const struct entry *entry_of(enum err code)
{
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        if (entries[i].code == code)
            return &entries[i];
    return NULL;
}

enum err_category err_category(enum err code)
{
    int nn = (int)code % 100;

    if (code == ERR_OK)
        return ERR_NONE;
    if (nn < 30)
        return ERR_RETRY;
    if (nn < 60)
        return ERR_RESIDENT;
    return nn < 90 ? ERR_STAFF : ERR_BUG;
}

const char *err_name(enum err code)
{
    const struct entry *entry = entry_of(code);

    return entry != NULL ? entry->name : "AK-X99";
}

const char *err_meaning(enum err code)
{
    const struct entry *entry = entry_of(code);

    return entry != NULL ? entry->meaning : "a code that is not in the list";
}

bool err_from_name(const char *name, enum err *code)
{
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (strcmp(entries[i].name, name) == 0) {
            *code = entries[i].code;
            return true;
        }
    }
    return false;
}
