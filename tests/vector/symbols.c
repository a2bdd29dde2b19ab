/* Draws each code of standard input, one a line, as print/qr does, at 2, 3, 4 and 6 pixels a
 * module: FOLDER/code-NNN-PIXELS.pgm. */
#include "picture.h"

#include "drivers/host/command.h"
#include "drivers/host/file.h"

#include <string.h>

#define NAME "symbols"

enum { VERSION_MAX = 40, LINE_SIZE = 4096 };

static bool draw(const char *folder, size_t number, const struct qr *qr, int scale)
{
    struct bytes picture = bytes_new(PICTURE_MAX);
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/code-%03zu-%d.pgm", folder, number, scale);
    bool good = len > 0 && (size_t)len < sizeof path && picture_of(qr, scale, &picture) &&
                file_write(path, bytes_view(&picture), 0644);

    bytes_free(&picture);
    return good;
}

int main(int argc, char **argv)
{
    static char line[LINE_SIZE];
    static struct qr qr;

    if (argc != 2)
        return command_refuse(NAME, "usage: " NAME " FOLDER");
    for (size_t number = 0; fgets(line, sizeof line, stdin) != NULL; number++) {
        line[strcspn(line, "\n")] = 0;
        if (!qr_make(line, VERSION_MAX, &qr))
            return command_refuse(NAME, "a code does not fit into a symbol");
        for (size_t k = 0; k < sizeof pixels / sizeof *pixels; k++)
            if (!draw(argv[1], number, &qr, pixels[k]))
                return command_refuse(NAME, "a picture could not be written");
    }
    return EXIT_YES;
}
