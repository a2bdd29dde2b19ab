/* A reader by its description: layers from the outside in, parted by colons, and at the bottom what
 * answers.
 *
 *     pcsc
 *     fault(how=removed,at=4):record(out.trace):pcsc
 *     fault(how=garbage,p=0.05,seed=7):replay(visit.recording)
 */
#ifndef DRIVERS_CARD_READER_STACK_H
#define DRIVERS_CARD_READER_STACK_H

#include "drivers/card/reader.h"

enum { READER_LAYERS_MAX = 8, READER_STACK_WHY_SIZE = 160 };

/* `name` is a part of the reader's name, for pcsc. A plan that needs a seed and names none gets 1,
 * so that the description repeats the run. On false `why` holds one line, and nothing is open. */
MUST_USE bool reader_stack_open(const char *description, const char *name, struct reader_port *out,
                                char why[READER_STACK_WHY_SIZE]);

#endif
