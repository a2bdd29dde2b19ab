/* From the PIN to the first byte of a page at the printer: whole visits of the shipped kiosk, with
 * real pcscd, a virtual card, the servers and a virtual printer, all on one processor. The resident
 * answers at once.
 *
 * The kiosk's own share is the time on the wall from the log's "typed_pin" to that byte, without
 * - the wait for a hand: "take_card" to "card_gone";
 * - the processor's time that others used meanwhile: card, reader service, servers, printer and
 * this bench. On one processor nobody else runs while they do. What remains is the kiosk's work and
 * every wait that nobody else's work explains: for its own disk, for a clock, for its turn. The
 * second figure is its work alone: the processor's time of all its processes, the next one that is
 * made ready included. */
#ifndef TESTS_BENCH_KIOSK_VISIT_H
#define TESTS_BENCH_KIOSK_VISIT_H

#include "kiosk_stand.h"

enum { KIOSK_VISITS_MAX = 64 };

struct kiosk_figures {
    double share_ms[KIOSK_VISITS_MAX], work_ms[KIOSK_VISITS_MAX]; /* of each visit */
    double warm_kb, last_kb; /* of all its processes, at the third paper and at the last */
};

/* False when a visit did not go well. */
bool kiosk_visits(const struct stand *stand, int visits, struct kiosk_figures *out);

#endif
