/* Every question of the lines with its answer, made of the samples of app/wire. */
#ifndef TESTS_FAULT_EXCHANGE_H
#define TESTS_FAULT_EXCHANGE_H

#include "app/wire/catalogue.h"
#include "crypto/base/bytes.h"
#include "crypto/base/err.h"

enum { EXCHANGES_MAX = 12 };

struct exchange {
    const struct catalogue_route *route;
    const char *name, *type; /* the answer's message, and its media type */
    int status;
    struct bytes ask, answer;
};

/* Fills in all of them, no two alike; how many. `large`: with sealed states, files and sheets as
 * long as they really are. 0: there is a message of the catalogue that none carries, or one that
 * its own reader refuses. */
MUST_USE size_t exchanges_make(struct exchange out[EXCHANGES_MAX], bool large);
void exchanges_free(struct exchange *all, size_t count);

/* What a reader says to a text that came as this question, or as this answer. */
enum err exchange_read_ask(const struct exchange *exchange, struct view text);
enum err exchange_read_answer(const struct exchange *exchange, struct view text);

#endif
