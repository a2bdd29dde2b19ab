#include "drivers/net/withdrawn.h"

#include "crypto/base/hex.h"
#include "drivers/net/tls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 256, MOST = 100000 };

struct withdrawn {
    size_t count, room;
    uint8_t (*digest)[SHA256_LEN];
};

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, SHA256_LEN);
}

static bool make_room(struct withdrawn *list)
{
    size_t room = list->room > 0 ? list->room * 2 : 64;
    void *wider = NULL;

    if (list->count < list->room)
        return true;
    wider = list->count < MOST ? realloc(list->digest, room * SHA256_LEN) : NULL;
    if (wider == NULL)
        return false;
    list->digest = wider;
    list->room = room;
    return true;
}

/* The line without what ends it; a line that was cut off has no digest's length. */
static bool take_line(struct withdrawn *list, char *line)
{
    line[strcspn(line, "\r\n")] = 0;
    if (line[0] == 0 || line[0] == '#')
        return true;
    if (!make_room(list) || !hex_decode(view_text(line), list->digest[list->count], SHA256_LEN))
        return false;
    list->count++;
    return true;
}

/* The number of the line that is none; 0 when all are, -1 when the file cannot be read. */
static int take_lines(struct withdrawn *list, const char *path)
{
    FILE *file = fopen(path, "rbe");
    char line[LINE_SIZE];
    int number = 1, bad = 0;

    if (file == NULL)
        return -1;
    for (; bad == 0 && fgets(line, sizeof line, file) != NULL; number++)
        if (strlen(line) == sizeof line - 1 || !take_line(list, line))
            bad = number;
    if (ferror(file) != 0)
        bad = -1;
    (void)fclose(file);
    return bad;
}

struct withdrawn *withdrawn_read(const char *path, char *why)
{
    struct withdrawn *list = calloc(1, sizeof *list);
    int bad = list != NULL ? take_lines(list, path) : -1;

    if (bad == 0) {
        if (list->count > 0)
            qsort(list->digest, list->count, SHA256_LEN, compare);
        return list;
    }
    if (bad > 0)
        (void)snprintf(why, TLS_WHY_SIZE, "%s: line %d is not a certificate's SHA-256", path, bad);
    else
        (void)snprintf(why, TLS_WHY_SIZE, "%s: cannot be read", path);
    withdrawn_free(&list);
    return NULL;
}

void withdrawn_free(struct withdrawn **list)
{
    if (*list == NULL)
        return;
    free((*list)->digest);
    free(*list);
    *list = NULL;
}

bool withdrawn_has(const struct withdrawn *list, const uint8_t digest[SHA256_LEN])
{
    return list != NULL && list->count > 0 &&
           bsearch(digest, list->digest, list->count, SHA256_LEN, compare) != NULL;
}
