/* jose in a process of its own: it makes the same card over and over, and tells how long that took.
 */
#ifndef TESTS_BENCH_SEAL_JOSE_H
#define TESTS_BENCH_SEAL_JOSE_H

#include "app/seal/shc.h"

struct jose;

/* Starts node with `issue-shc.mjs` on the calling process's processor. NULL where node or jose is
 * not to be had. `claims` is the content of a card, as shc_raw gives it. */
MUST_USE struct jose *jose_open(const struct ec_key *key, const char *kid, struct view claims);
void jose_close(struct jose **jose);

/* Microseconds for one card, out of a batch of `count`; 0 where it failed. */
double jose_issue(struct jose *jose, int count);

#endif
