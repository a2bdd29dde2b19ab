/* What a plan does to the bytes of one way of one connection: no socket, no clock. The same bytes
 * go wrong at the same place, in whatever pieces they come. */
#ifndef HW_VLINE_SPOIL_H
#define HW_VLINE_SPOIL_H

#include "drivers/fault/plan.h"

/* What has become of a way. Zeroed: nothing has gone wrong yet. */
struct spoil {
    bool answers;  /* which way this is */
    bool lost;     /* nothing passes any more */
    bool crossed;  /* what comes goes to another connection */
    uint32_t rate; /* bytes a second, 0: as fast as they come */
    uint64_t seen; /* bytes that came this way on this connection */
};

enum spoil_then { SPOIL_GO_ON, SPOIL_END, SPOIL_RESET };

struct spoil_result {
    size_t pass;  /* so many of the bytes pass */
    size_t again; /* those from here on pass two times; `pass`: none */
    uint32_t late_ms;
    enum spoil_then then; /* what becomes of the connection after them */
};

/* Takes what came: `moment` has the number of the connection, and how many bytes came this way on
 * all connections before. Bits are turned in place. */
MUST_USE struct spoil_result spoil_take(struct spoil *spoil, const struct plan *plan,
                                        const struct moment *moment, uint8_t *bytes);

#endif
