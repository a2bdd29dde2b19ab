/* A lane: one running akashi-vline, and the visit that goes through it in a process of its own. */
#ifndef TESTS_FAULT_LANE_H
#define TESTS_FAULT_LANE_H

#include "tests/fault/resident.h"

#include <stdint.h>

enum { LANE_TEXT_SIZE = 256, LANE_MARKS_MAX = 64, VISIT_SECONDS = 90 };

/* How many bytes had come each way when a screen was shown. */
struct mark {
    char state[SCREEN_ID_SIZE];
    uint64_t ask, answer;
};

enum lane_end {
    LANE_ENDED,
    LANE_CRASHED, /* a signal, a sanitizer, or it could not begin */
    LANE_HUNG     /* it had to be killed */
};

struct lane {
    int port;
    char control[LANE_TEXT_SIZE], card[LANE_TEXT_SIZE];
    pid_t visit;  /* 0: nobody is on the way */
    int told;     /* where the visit tells how it ended */
    size_t marks; /* of the last visit that was to make some */
    struct mark mark[LANE_MARKS_MAX];
};

/* `text` is "PORT:PATH:CARD": where the line listens, its control socket, who walks on it. */
MUST_USE bool lane_parse(const char *text, struct lane *out);

/* Says a line to the control socket. False unless the answer begins with "ok"; the rest of it is in
 * `answer`. */
MUST_USE bool lane_tell(const struct lane *lane, const char *line, char answer[LANE_TEXT_SIZE]);

/* Waits until no connection is open on it, for so many seconds. */
MUST_USE bool lane_wait_closed(const struct lane *lane, int seconds);

/* Sends a visit on its way; `marks`: it notes the counts at each screen. */
MUST_USE bool lane_send(struct lane *lane, const char *config, const struct settings *settings,
                        const struct kiosk *kiosk, bool marks);

/* Waits for the end of the visit, which comes in VISIT_SECONDS at the latest. */
enum lane_end lane_wait(struct lane *lane, struct outcome *out);

#endif
