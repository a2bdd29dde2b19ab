/* Which faults visits step through: every how, at the borders of a clean one that was measured. */
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

/* One of so many of all steps. The same measures make the same steps. False without memory. */
MUST_USE bool steps_make(const struct lane *measured, uint64_t nth, struct steps *out);
void steps_free(struct steps *steps);

#endif
