/* usage: render_code DOTS
 * Draws the symbol of the text on standard input as our paper does, with DOTS to a module, as a PNG
 * to standard output. */
#include "drivers/host/command.h"
#include "print/qr.h"

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME "render_code"

enum { TEXT_MAX = 4096, VERSION_MAX = 40, DOTS_MAX = 32 };

static cairo_status_t write_out(void *self, const unsigned char *at, unsigned len)
{
    return fwrite(at, 1, len, self) == len ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void draw(cairo_t *to, const struct qr *qr)
{
    cairo_set_source_rgb(to, 1, 1, 1);
    cairo_paint(to);
    cairo_set_source_rgb(to, 0, 0, 0);
    for (int i = 0; i < qr->side * qr->side; i++)
        if (qr->dark[i])
            cairo_rectangle(to, i % qr->side + QR_QUIET, i / qr->side + QR_QUIET, 1, 1);
    cairo_fill(to);
}

static bool render(const struct qr *qr, int dots)
{
    int side = (qr->side + 2 * QR_QUIET) * dots;
    cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side);
    cairo_t *to = cairo_create(picture);
    bool good = false;

    cairo_scale(to, dots, dots);
    cairo_set_antialias(to, CAIRO_ANTIALIAS_NONE);
    draw(to, qr);
    good = cairo_surface_write_to_png_stream(picture, write_out, stdout) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(to);
    cairo_surface_destroy(picture);
    return good;
}

int main(int argc, char **argv)
{
    static struct qr qr;
    char text[TEXT_MAX] = "";
    long dots = argc == 2 ? strtol(argv[1], NULL, 10) : 0;

    if (dots < 1 || dots > DOTS_MAX)
        return command_refuse(NAME, "usage: " NAME " DOTS");
    text[fread(text, 1, sizeof text - 1, stdin)] = 0;
    text[strcspn(text, "\n")] = 0;
    if (!qr_make(text, VERSION_MAX, &qr) || !render(&qr, (int)dots))
        return command_refuse(NAME, "the symbol could not be drawn");
    return EXIT_YES;
}
