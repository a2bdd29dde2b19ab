/* The tester's hand at the line: a unix socket that takes lines and answers each with one. */
#ifndef HW_VLINE_CONTROL_H
#define HW_VLINE_CONTROL_H

#include "crypto/base/must.h"

#include <stdbool.h>

enum { CONTROL_ANSWER_SIZE = 1200 };

struct control;
struct event_base;

/* Does what a line asks for and writes the answer: "ok …" or "no: why". */
typedef void control_act(void *self, const char *line, char answer[CONTROL_ANSWER_SIZE]);

/* Listens at `path`, for the owner only. NULL when it cannot. */
MUST_USE struct control *control_open(struct event_base *loop, const char *path, control_act *act,
                                      void *self);

/* Closes everything and takes the socket away. Safe on NULL and twice. */
void control_close(struct control **control);

/* The other side: says `line` to whoever listens at `path` and waits for the answer. False when
 * nobody does, or no whole line comes back. */
MUST_USE bool control_tell(const char *path, const char *line, char answer[CONTROL_ANSWER_SIZE]);

#endif
