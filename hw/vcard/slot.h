/* One slot of vpcd with the card that is meant for it. While the card is in, the slot connects,
 * again and again until vpcd is there, and answers it; closing the connection is what pulls a card
 * out. */
#ifndef HW_VCARD_SLOT_H
#define HW_VCARD_SLOT_H

#include "hw/vcard/card.h"
#include "hw/vcard/trouble.h"

#include <limits.h>

enum { SLOT_FRAME_MAX = 2 + 65535 };

struct slot {
    int port;
    char path[PATH_MAX]; /* where the counters of the card are kept */
    struct vcard *card;
    bool inserted;
    bool mute;          /* until it is removed: a card lies there, and none can be powered up */
    int fd;             /* -1: not connected */
    int64_t not_before; /* steady ms of the next try to connect */
    struct bytes in;    /* what came of the next frame */
    struct trouble trouble;
    int away_ms; /* how long the card stays away after the connection has ended */
};

/* Loads the card. False when there is none at `path`; the slot is empty then. */
MUST_USE bool slot_open(struct slot *slot, int port, const char *path, bool inserted);
void slot_close(struct slot *slot);

/* Lays the card on the reader at `when` or later (steady ms). */
void slot_insert(struct slot *slot, int64_t when);

/* Pulls it off: the card loses its power. */
void slot_remove(struct slot *slot);

/* Pulls the card off and keeps the one at `path` for this slot, not inserted yet. False, and
 * nothing has changed, when there is none. */
MUST_USE bool slot_exchange(struct slot *slot, const char *path);

/* Connects when that is due. Returns in how many ms it wants to be called again, -1: not by itself.
 */
int slot_tend(struct slot *slot, int64_t now);

/* Takes what vpcd sent and answers it. A connection that ends is tried again later. */
void slot_serve(struct slot *slot, int64_t now);

#endif
