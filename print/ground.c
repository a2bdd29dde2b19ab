#include "print/ground.h"

#include "crypto/base/bytes.h"
#include "crypto/digest.h"
#include "print/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    STRANDS = 7,
    WAVES = 10,
    RINGS = 12,
    RIBBON_STEPS = 600,
    ROSETTE_STEPS = 480,
    RIPPLES_MAX = 40,
    MICRO_SIZE = 640
};

static const char label[] = "akashi-ground-1";
static const double pi = 3.14159265358979323846;
static const double rosette_x = 172, ripple_reach = 6;

/* The numbers that a text turns into. */
struct seed {
    int n, m, bulges;
    double phi, psi, turn, delta, a, c;
};

static bool derive(const char *text, struct seed *out)
{
    uint8_t b[SHA256_LEN];
    struct bytes in = bytes_new(256);
    bool ok = bytes_append(&in, view_of(label, sizeof label)) && bytes_append_text(&in, text) &&
              digest_sha256(bytes_view(&in), b);

    bytes_free(&in);
    if (!ok)
        return false;
    out->n = 7 + b[0] % 7;
    out->m = 2 * out->n + 1 + b[1] % 5;
    out->phi = 2 * pi * b[2] / 256;
    out->psi = 2 * pi * b[3] / 256;
    out->delta = 0.16 + 0.2 * b[4] / 256;
    out->a = 1.3 + b[5] / 256.0;
    out->c = 0.25 + 0.3 * b[6] / 256;
    out->bulges = 2 + b[5] % 4;
    out->turn = 2 * pi * b[6] / 256;
    return true;
}

static void draw_ribbon(struct canvas *c, const struct seed *s, double y)
{
    double width = GRID_RIGHT - GRID_LEFT, half = 2;

    for (int strand = 0; strand < STRANDS; strand++) {
        for (int i = 0; i <= RIBBON_STEPS; i++) {
            double t = (double)i / RIBBON_STEPS, shift = 2 * pi * strand / STRANDS;
            double envelope =
                (0.62 + 0.38 * cos(2 * pi * s->bulges * t + s->turn)) * fmin(1, 6 * sin(pi * t));

            cairo_line_to(c->cr, GRID_LEFT + width * t,
                          y + half * envelope * sin(2 * pi * WAVES * t + shift));
        }
        cairo_new_sub_path(c->cr);
    }
    cairo_stroke(c->cr);
}

static double rosette_radius(const struct seed *s, double theta, int sign, int k)
{
    double v = (double)k / (RINGS - 1), bend = sign * k * s->delta;

    return 5 + 7 * v +
           1.25 * sin(pi * (0.08 + 0.86 * v)) * (0.42 + 0.58 * v) *
               (s->a * sin(s->n * theta + s->phi + bend) +
                s->c * sin(s->m * theta + s->psi - bend));
}

static void draw_circle(struct canvas *c, double y, double radius)
{
    cairo_new_sub_path(c->cr);
    cairo_arc(c->cr, rosette_x, y, radius, 0, 2 * pi);
    cairo_stroke(c->cr);
}

static void draw_rosette(struct canvas *c, const struct seed *s, double y)
{
    for (int ring = 0; ring < 2 * RINGS; ring++) {
        int sign = ring % 2 == 0 ? 1 : -1, k = ring / 2;

        for (int i = 0; i < ROSETTE_STEPS; i++) {
            double theta = 2 * pi * i / ROSETTE_STEPS, r = rosette_radius(s, theta, sign, k);

            cairo_line_to(c->cr, rosette_x + r * cos(theta), y + r * sin(theta));
        }
        cairo_close_path(c->cr);
        cairo_new_sub_path(c->cr);
    }
    cairo_stroke(c->cr);
    draw_circle(c, y, 3.5);
    draw_circle(c, y, 13.5);
}

static double ripple_radius(const struct seed *s, double theta, double r, int k)
{
    double swing = fmin(3.4, 0.5 + 0.035 * (r - 12.6));

    return r + swing * (sin(s->n * theta + s->phi + 0.6 * k * s->delta) +
                        0.3 * sin((s->n + s->m) % 11 * theta + s->psi - 0.4 * k * s->delta));
}

/* Only where the sheet is: most of a wide ripple lies outside, and dashes are dear. */
static void draw_ripple(struct canvas *c, const struct seed *s, double y, double until, double r,
                        int k)
{
    double top = y - 30, step = 0.7 / r;
    bool inside = false;

    for (double theta = 0; theta < 2 * pi + step; theta += step) {
        double across = cos(theta), down = sin(theta), radius = r;
        double px = rosette_x + r * across, py = y + r * down;
        bool on = px > GRID_GROUND_LEFT - ripple_reach && px < GRID_GROUND_RIGHT + ripple_reach &&
                  py > top && py < until + ripple_reach;

        if (on && !inside)
            cairo_new_sub_path(c->cr);
        if (on) {
            radius = ripple_radius(s, theta, r, k);
            cairo_line_to(c->cr, rosette_x + radius * across, y + radius * down);
        }
        inside = on;
    }
    cairo_stroke(c->cr);
}

static void draw_ripples(struct canvas *c, const struct seed *s, const struct grid *grid,
                         double until)
{
    static const double dash[] = {0.17, 0.255};
    double from = grid->ribbon + 2.6, r = 16, step = 3.6;

    cairo_save(c->cr);
    cairo_rectangle(c->cr, GRID_GROUND_LEFT, from, GRID_GROUND_RIGHT - GRID_GROUND_LEFT,
                    until - from);
    cairo_clip(c->cr);
    cairo_set_dash(c->cr, dash, 2, 0);
    for (int k = 0; k < RIPPLES_MAX && r < hypot(rosette_x, until - grid->rosette); k++) {
        draw_ripple(c, s, grid->rosette, until, r, k);
        r += step;
        step *= 1.052;
    }
    cairo_restore(c->cr);
}

/* As signs it is quick, but a PDF's reader would read it out. */
static void draw_micro(struct canvas *c, const char *text)
{
    static const double lines[] = {12, 290.5};
    struct type type = {FACE_SANS, 1.8, 0};
    char line[MICRO_SIZE] = "";
    size_t len = strlen(text) + sizeof "AKASHI  " - 1;

    for (size_t used = 0; used + len < sizeof line; used += len)
        (void)snprintf(line + used, sizeof line - used, "AKASHI %s ", text);
    for (size_t times = sizeof line / len;
         text_width(c, type, line) > GRID_GROUND_WIDTH && times > 1;)
        line[--times * len] = '\0';
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (c->ink != NULL) {
            text_put(c, type, GRID_GROUND_LEFT, lines[i], PLACE_LEFT, line);
            continue;
        }
        text_shape(c, type, GRID_GROUND_LEFT, lines[i], line);
        cairo_fill(c->cr);
    }
}

static bool begin(struct canvas *c, const char *text, struct seed *seed)
{
    if (!derive(text, seed)) {
        canvas_refuse_fit(c);
        return false;
    }
    cairo_set_line_width(c->cr, canvas_dots(c, GRID_LINE_GROUND) * 25.4 / c->dpi);
    cairo_set_antialias(c->cr, CAIRO_ANTIALIAS_NONE);
    return true;
}

void ground_draw(struct canvas *c, const char *text, const struct grid *grid, double until)
{
    struct seed seed;

    if (begin(c, text, &seed))
        draw_ripples(c, &seed, grid, until);
    cairo_set_antialias(c->cr, CAIRO_ANTIALIAS_DEFAULT);
}

void ground_draw_emblems(struct canvas *c, const char *text, const struct grid *grid)
{
    struct seed seed;

    if (begin(c, text, &seed)) {
        draw_ribbon(c, &seed, grid->ribbon);
        draw_rosette(c, &seed, grid->rosette);
    }
    cairo_set_antialias(c->cr, CAIRO_ANTIALIAS_DEFAULT);
    draw_micro(c, text);
}
