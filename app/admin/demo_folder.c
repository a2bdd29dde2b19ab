#include "app/admin/demo_folder.h"

#include "drivers/host/file.h"

#include <errno.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DESCRIPTORS = 16 };

bool demo_path(char out[PATH_MAX], const char *folder, const char *form, ...)
{
    va_list arguments;
    int front = snprintf(out, PATH_MAX, "%s/", folder), rest = 0;

    if (front < 0 || front >= PATH_MAX)
        return false;
    va_start(arguments, form);
    rest = vsnprintf(out + front, (size_t)(PATH_MAX - front), form, arguments);
    va_end(arguments);
    return rest > 0 && rest < PATH_MAX - front;
}

bool demo_read(const char *folder, const char *name, struct bytes *out)
{
    char path[PATH_MAX];

    return demo_path(path, folder, "%s", name) && file_read(path, out);
}

bool demo_write(const char *folder, const char *name, struct view content)
{
    char path[PATH_MAX];

    return demo_path(path, folder, "%s", name) && file_write(path, content, 0600);
}

bool demo_write_text(const char *folder, const char *name, const char *text)
{
    return demo_write(folder, name, view_text(text));
}

bool demo_sub(const char *folder, const char *name)
{
    char path[PATH_MAX];

    return demo_path(path, folder, "%s", name) && file_folder(path, 0700);
}

bool demo_has(const char *folder, const char *name)
{
    char path[PATH_MAX];

    return demo_path(path, folder, "%s", name) && access(path, F_OK) == 0;
}

static int remove_one(const char *path, const struct stat *is, int kind, struct FTW *at)
{
    (void)is, (void)kind, (void)at;
    return remove(path);
}

bool demo_remove(const char *folder, const char *name)
{
    char path[PATH_MAX];

    return demo_path(path, folder, "%s", name) &&
           (nftw(path, remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT);
}
