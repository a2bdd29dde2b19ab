/* The screen port: shows one view at a time and tells what the person did. It knows nothing of the
 * flow: the view says what to show, the answer is a choice's id, digits, or nothing. */
#ifndef DRIVERS_SCREEN_SCREEN_H
#define DRIVERS_SCREEN_SCREEN_H

#include "drivers/card/pin.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SCREEN_LINES_MAX = 40,
    SCREEN_CHOICES_MAX = 12,
    SCREEN_TEXT_SIZE = 400,
    SCREEN_ID_SIZE = 32
};

struct screen_choice {
    char id[SCREEN_ID_SIZE]; /* what comes back when it is chosen */
    char label[SCREEN_TEXT_SIZE];
};

struct screen_view {
    const char *state; /* the state's name: a constant */
    char title[SCREEN_TEXT_SIZE];
    size_t lines;
    char line[SCREEN_LINES_MAX][SCREEN_TEXT_SIZE];
    bool wants_pin; /* four digits, never echoed */
    size_t choices;
    struct screen_choice choice[SCREEN_CHOICES_MAX];
};

enum screen_did { SCREEN_NOTHING, SCREEN_CHOSE, SCREEN_TYPED_PIN, SCREEN_CLOSED };

struct screen_event {
    enum screen_did did;
    char id[SCREEN_ID_SIZE]; /* SCREEN_CHOSE */
    struct pin pin;          /* SCREEN_TYPED_PIN; the receiver wipes it */
};

struct screen_port {
    void *self;

    /* Replaces what is shown. The view is copied as far as needed; the caller may wipe it at once.
     */
    void (*show)(void *self, const struct screen_view *view);

    /* A descriptor that is readable when `next` has something, or -1 when `next` must be asked
     * after show. */
    int (*fd)(void *self);

    /* What the person did since the last call; never blocks. */
    void (*next)(void *self, struct screen_event *out);

    void (*close)(void *self);
};

#endif
