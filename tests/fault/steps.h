/* Which faults a run steps through: every how, at places of a clean visit that was measured. */
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

/* All steps of a run, borders of messages first: `dense` takes many more places between them. The
 * same seed and counts make the same steps. False without memory. */
MUST_USE bool steps_make(const struct lane *measured, bool dense, uint64_t seed, struct steps *out);
/* Keeps one of so many. */
void steps_thin(struct steps *steps, size_t every);
void steps_free(struct steps *steps);

#endif
