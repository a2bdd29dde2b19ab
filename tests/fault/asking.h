/* The questions of one case, and what must be true of them afterwards, whatever went wrong. */
#ifndef TESTS_FAULT_ASKING_H
#define TESTS_FAULT_ASKING_H

#include "drivers/fault/plan.h"
#include "tests/fault/exchange.h"

/* The one that meets the fault, one that waits on another connection meanwhile, and the one after
 * it. */
enum { ASKING_OWN, ASKING_BESIDE, ASKING_NEXT, ASKINGS };

/* A question on its way, and what became of it on either side. */
struct asking {
    const struct exchange *of;
    int told, heard;
    bool arrived;
    int status;
    struct bytes body;
};

/* Whether the part stands somewhere in the whole. */
bool asking_inside(struct view part, struct view whole);

/* Whether the whole of its own answer came. */
bool asking_exact(const struct asking *asking);

/* What is untrue about the three under this fault, or NULL. */
const char *asking_judge(const struct asking asking[ASKINGS], const struct fault *fault);

#endif
