/* Which faults a run steps through: every how, at the borders and along the bytes of a clean visit
 * that was measured. */
#ifndef TESTS_FAULT_STEPS_H
#define TESTS_FAULT_STEPS_H

#include "tests/fault/lane.h"

struct step {
    char plan[LANE_TEXT_SIZE];
    bool harmless; /* it must be delivered all the same */
    bool spoils;   /* bytes change or come twice: where nothing guards them, much may follow */
};

struct steps {
    struct step *at;
    size_t count;
};

struct steps_plan {
    uint64_t borders; /* one of so many faults at the borders of messages */
    uint64_t every;   /* and one fault every so many bytes, */
    uint64_t seed;    /* which this moves */
};

/* All steps of a run. The same plan makes the same steps. False without memory. */
MUST_USE bool steps_make(const struct lane *measured, const struct steps_plan *plan,
                         struct steps *out);
void steps_free(struct steps *steps);

#endif
