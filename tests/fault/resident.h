/* A resident and a kiosk in one process: the kiosk's own flow and its own line to the centre, with
 * a virtual card, a screen that answers by itself and a printer that counts in place of the
 * devices. A visit costs a tenth of one with pcscd and GTK, and takes the same way. */
#ifndef TESTS_FAULT_RESIDENT_H
#define TESTS_FAULT_RESIDENT_H

#include "app/kiosk/settings.h"

#include <sys/types.h>

/* What a visit came to, as one process tells it to another. */
struct outcome {
    enum err code;
    int printed;    /* documents that reached the printer */
    bool own;       /* each of them named the holder of the card */
    bool said_none; /* a screen said that there are no records (R13) */
};

struct resident {
    const char *config, *card; /* the kiosk's configuration, and a card of the demo world */
    int port;                  /* where the centre, or the line to it, listens */
    void (*at)(void *self, const char *state); /* told of each screen; may be NULL */
    /* Given the kiosk when its ports stand, to put its own before or beside them; may be NULL. */
    void (*dress)(void *self, struct kiosk *kiosk);
    void *self;
};

/* Loads what every visit needs, once. False with one line in `why`. */
MUST_USE bool resident_prepare(const char *config, struct settings *settings, struct kiosk *kiosk,
                               char why[CONF_WHY_SIZE]);

/* The kiosk's line to a centre at this port, as the kiosk opens it. NULL: it cannot be had. */
MUST_USE struct client *resident_line(const struct settings *settings, int port);

/* One visit from the first screen to the last; `kiosk` as resident_prepare left it. False when it
 * could not begin. For a process of its own: no address space sees two people. */
MUST_USE bool resident_visit(const struct resident *resident, const struct settings *settings,
                             const struct kiosk *kiosk, struct outcome *out);

#endif
