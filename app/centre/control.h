/* What the operator says of the service: open or closed, its hours, a notice. A small file that
 * every node reads, written by `akashi-admin centre`. */
#ifndef APP_CENTRE_CONTROL_H
#define APP_CENTRE_CONTROL_H

#include "app/wire/wire.h"

struct control {
    bool closed;
    int opens, closes; /* minutes of the day, JST; the same: always open */
    struct wire_notice notice;
    char version[WIRE_VERSION_SIZE];
};

/* Reads the file (INI, strict): `closed` is the operator's word alone. False with one line in `why`
 * (512 bytes). */
MUST_USE bool control_read(const char *path, struct control *out, char *why);

/* What of it is in force at `now`: outside the hours it is closed too. Every node gives the same
 * state of the same day (areas.h) the same version. False when there is no memory. */
MUST_USE bool control_settle(struct control *control, int64_t now);

#endif
