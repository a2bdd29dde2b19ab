/* Every fault at every byte of every message of a line, numbered; and which of them a run takes. */
#ifndef TESTS_FAULT_CASES_H
#define TESTS_FAULT_CASES_H

#include "tests/fault/walker.h"

/* The lengths of all messages, either way; 0: not said on this line. */
struct lengths {
    uint64_t of[SAYINGS][WAYS_OF_LINE];
};

struct cases {
    struct lengths longest;
    struct order *at;
    size_t count, all; /* that this run takes, and that there are */
};

struct cases_plan {
    uint64_t borders; /* one of so many faults at the first and last bytes of messages */
    uint64_t every;   /* and one of so many of all, */
    uint64_t seed;    /* which this moves: so many seeds walk them all */
};

/* The same plan makes the same cases. False without memory. */
MUST_USE bool cases_make(const struct lengths *longest, const struct cases_plan *plan,
                         struct cases *out);
void cases_free(struct cases *cases);

/* Reads "MESSAGE PLAN", as cases_text writes it. */
MUST_USE bool cases_parse(const char *text, struct order *out);
void cases_text(const struct order *order, char out[PLAN_TEXT_SIZE]);

#endif
