#include "drivers/card/reader_fault.h"

#include "drivers/card/faulty.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { CHANGED_MAX = 512 };

struct bad_reader {
    struct reader_port inner;
    struct faulty faulty;
    struct bytes held; /* the answer that a reader which says all twice is still to give */
    bool gone;         /* until the next connect */

    /* For the thread that waits: for how long it sees what instead of the truth. */
    atomic_int away_ms, shown;
};

static void pause_for(int ms)
{
    poll(NULL, 0, ms);
}

static enum reader_presence wait_for(void *self, enum reader_presence known, int ms)
{
    struct bad_reader *bad = self;
    int away = atomic_load(&bad->away_ms), nap = away < ms ? away : ms;
    enum reader_presence shown = (enum reader_presence)atomic_load(&bad->shown);

    if (away <= 0)
        return bad->inner.wait(bad->inner.self, known, ms);
    if (known != shown)
        return shown;
    pause_for(nap);
    /* Meanwhile a connect may have ended it. */
    if (atomic_fetch_sub(&bad->away_ms, nap) <= 0)
        atomic_store(&bad->away_ms, 0);
    return shown;
}

static void drop_session(struct bad_reader *bad)
{
    bytes_clear(&bad->held);
    bad->inner.disconnect(bad->inner.self);
}

static enum err connect_card(void *self)
{
    struct bad_reader *bad = self;

    bytes_clear(&bad->held);
    bad->gone = false;
    atomic_store(&bad->away_ms, 0);
    return bad->inner.connect(bad->inner.self);
}

static void leave_card(void *self)
{
    drop_session(self);
}

static void vanish(struct bad_reader *bad, enum reader_presence shown, uint32_t ms)
{
    atomic_store(&bad->shown, (int)shown);
    atomic_store(&bad->away_ms, (int)ms);
}

/* Faults that end the session. True when one did. */
static bool end_session(struct bad_reader *bad)
{
    const struct fault *removed = faulty_find(&bad->faulty, FAULT_REMOVED);
    const struct fault *unplugged = faulty_find(&bad->faulty, FAULT_UNPLUGGED);
    const struct fault *silent = faulty_find(&bad->faulty, FAULT_SILENT);

    if (silent != NULL)
        pause_for((int)silent->ms);
    if (removed != NULL)
        vanish(bad, READER_EMPTY, removed->ms);
    if (unplugged != NULL)
        vanish(bad, READER_AWAY, unplugged->ms);
    bad->gone = removed != NULL || unplugged != NULL || silent != NULL ||
                faulty_find(&bad->faulty, FAULT_RESET) != NULL;
    if (bad->gone)
        drop_session(bad);
    return bad->gone;
}

/* From the first answer that came twice on, each command gets the answer to the one before it. */
static bool fall_behind(struct bad_reader *bad, struct bytes *answer)
{
    struct bytes now = bytes_new_secret(READER_ANSWER_MAX);
    bool good = true;

    if (bad->held.len > 0) {
        good = bytes_set(&now, bytes_view(answer)) && bytes_set(answer, bytes_view(&bad->held)) &&
               bytes_set(&bad->held, bytes_view(&now));
    } else if (faulty_find(&bad->faulty, FAULT_TWICE) != NULL) {
        good = bytes_set(&bad->held, bytes_view(answer));
    }
    bytes_free(&now);
    return good;
}

static enum err pass_on(struct bad_reader *bad, struct view command, struct bytes *answer)
{
    struct bytes changed = bytes_new(CHANGED_MAX);
    const struct fault *slow = faulty_find(&bad->faulty, FAULT_SLOW);
    enum err code = bad->inner.transmit(bad->inner.self,
                                        faulty_command(&bad->faulty, command, &changed), answer);

    if (slow != NULL)
        pause_for((int)slow->ms);
    bytes_free(&changed);
    return code;
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    struct bad_reader *bad = self;
    enum err code = reader_failure(READER_CARD_GONE);

    bytes_clear(answer);
    if (bad->gone)
        return code;
    faulty_begin(&bad->faulty, command);
    code = pass_on(bad, command, answer);
    if (code != ERR_OK)
        return code;
    if (!end_session(bad) && faulty_answer(&bad->faulty, command, answer) &&
        fall_behind(bad, answer))
        return ERR_OK;
    bytes_clear(answer);
    bad->gone = true;
    return reader_failure(READER_CARD_GONE);
}

static void close_port(void *self)
{
    struct bad_reader *bad = self;

    bad->inner.close(bad->inner.self);
    bytes_free(&bad->held);
    free(bad);
}

bool reader_fault_open(const struct plan *plan, const struct reader_port *inner,
                       struct reader_port *out)
{
    struct bad_reader *bad = NULL;

    if (plan_names(plan, FAULT_OTHER_CARD) == NULL)
        bad = calloc(1, sizeof *bad);
    if (bad == NULL)
        return false;
    bad->inner = *inner;
    bad->faulty.plan = *plan;
    bad->held = bytes_new_secret(READER_ANSWER_MAX);
    *out = (struct reader_port){bad, wait_for, connect_card, transmit, leave_card, close_port};
    return true;
}
