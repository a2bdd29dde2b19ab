#include "kiosk_glass.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* drivers/screen/gtk/light.css: tokiwa, of the button that is lit. */
enum { MAIN_COLOUR = 0x0B4F45, MARGIN = 160, AWAY = 4, BAND_TOP = 520, DEPTH_MASK = 0xFFFFFF };

struct glass {
    Display *display;
    Window root;
    Damage damage;
    int finger_x, finger_y;
    unsigned long band[GLASS_WIDTH]; /* a row of dots across the page's picture */
};

struct glass *glass_open(void)
{
    struct glass *glass = calloc(1, sizeof *glass);
    int event = 0, error = 0, major = 0, minor = 0;

    if (glass == NULL)
        return NULL;
    glass->display = XOpenDisplay(NULL);
    if (glass->display == NULL ||
        !XTestQueryExtension(glass->display, &event, &error, &major, &minor) ||
        !XDamageQueryExtension(glass->display, &event, &error)) {
        glass_close(&glass);
        return NULL;
    }
    glass->root = DefaultRootWindow(glass->display);
    glass->damage = XDamageCreate(glass->display, glass->root, XDamageReportRawRectangles);
    return glass;
}

void glass_close(struct glass **glass)
{
    if (*glass == NULL)
        return;
    if ((*glass)->display != NULL)
        XCloseDisplay((*glass)->display);
    free(*glass);
    *glass = NULL;
}

/* Until something is drawn anywhere. */
static bool wait_for_drawing(struct glass *glass)
{
    struct pollfd fd = {.fd = ConnectionNumber(glass->display), .events = POLLIN};
    XEvent event;

    XFlush(glass->display);
    if (XPending(glass->display) == 0 && poll(&fd, 1, STAND_WAIT_MS) <= 0)
        return false;
    while (XPending(glass->display) > 0)
        XNextEvent(glass->display, &event);
    return true;
}

static bool read_row(struct glass *glass, int y, unsigned long row[GLASS_WIDTH])
{
    XImage *image =
        XGetImage(glass->display, glass->root, 0, y, GLASS_WIDTH, 1, AllPlanes, ZPixmap);

    if (image == NULL)
        return false;
    for (int x = 0; x < GLASS_WIDTH; x++)
        row[x] = XGetPixel(image, x, 0) & DEPTH_MASK;
    XDestroyImage(image);
    return true;
}

static unsigned long dot_at(struct glass *glass, int x, int y)
{
    XImage *image = XGetImage(glass->display, glass->root, x, y, 1, 1, AllPlanes, ZPixmap);
    unsigned long dot = image != NULL ? XGetPixel(image, 0, 0) & DEPTH_MASK : 0;

    if (image != NULL)
        XDestroyImage(image);
    return dot;
}

static bool wait_for_dot(struct glass *glass, int x, int y, unsigned long is, bool same)
{
    while ((dot_at(glass, x, y) == is) != same)
        if (!wait_for_drawing(glass))
            return false;
    return true;
}

bool glass_first_frame(struct glass *glass, double *at_us)
{
    bool good = wait_for_dot(glass, AWAY, AWAY, 0, false);

    *at_us = wall_us();
    return good;
}

bool glass_dark(struct glass *glass)
{
    return wait_for_dot(glass, AWAY, AWAY, 0, true);
}

/* The lowest row that is of the main colour from margin to margin: below the button's words. */
static int find_main_row(struct glass *glass)
{
    XImage *image =
        XGetImage(glass->display, glass->root, 0, 0, GLASS_WIDTH, GLASS_HEIGHT, AllPlanes, ZPixmap);
    int found = 0;

    for (int y = GLASS_HEIGHT - 1; image != NULL && y > 0 && found == 0; y--) {
        int x = MARGIN;

        while (x < GLASS_WIDTH - MARGIN && (XGetPixel(image, x, y) & DEPTH_MASK) == MAIN_COLOUR)
            x++;
        if (x == GLASS_WIDTH - MARGIN)
            found = y;
    }
    if (image != NULL)
        XDestroyImage(image);
    return found;
}

bool glass_main_button(struct glass *glass, double *at_us)
{
    int row = 0;

    while ((row = find_main_row(glass)) == 0)
        if (!wait_for_drawing(glass))
            return false;
    *at_us = wall_us();
    glass->finger_x = MARGIN;
    glass->finger_y = row - AWAY;
    return read_row(glass, BAND_TOP, glass->band);
}

static bool press(struct glass *glass, double *took_us)
{
    double from = 0;
    bool good = false;

    XTestFakeMotionEvent(glass->display, -1, glass->finger_x, glass->finger_y, 0);
    XSync(glass->display, False);
    from = wall_us();
    XTestFakeButtonEvent(glass->display, 1, True, 0);
    good = wait_for_dot(glass, glass->finger_x, glass->finger_y, MAIN_COLOUR, false);
    *took_us = wall_us() - from;
    return good;
}

bool glass_touch(struct glass *glass, double *took_us)
{
    bool good = press(glass, took_us);

    XTestFakeMotionEvent(glass->display, -1, AWAY, AWAY, 0);
    XTestFakeButtonEvent(glass->display, 1, False, 0);
    return good && wait_for_dot(glass, glass->finger_x, glass->finger_y, MAIN_COLOUR, true);
}

bool glass_turn(struct glass *glass, double *took_us)
{
    unsigned long row[GLASS_WIDTH];
    double from = 0;
    bool good = press(glass, took_us);

    from = wall_us();
    XTestFakeButtonEvent(glass->display, 1, False, 0);
    memcpy(row, glass->band, sizeof row);
    while (good && memcmp(row, glass->band, sizeof row) == 0)
        good = wait_for_drawing(glass) && read_row(glass, BAND_TOP, row);
    *took_us = wall_us() - from;
    return good;
}
