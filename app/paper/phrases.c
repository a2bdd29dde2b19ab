#include "app/paper/phrases.h"

#include <stdarg.h>
#include <stdio.h>

const char *phrase(struct phrases *p, const char *format, ...)
{
    size_t room = sizeof p->text - p->used;
    char *at = p->text + p->used;
    va_list list;
    int len = 0;

    va_start(list, format);
    len = vsnprintf(at, room, format, list);
    va_end(list);
    if (len < 0 || (size_t)len >= room) {
        p->full = true;
        return "";
    }
    p->used += (size_t)len + 1;
    return at;
}
