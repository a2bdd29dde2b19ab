/* A child process that can draw, and do nothing else: what it reads may have been made by others.
 */
#ifndef PRINT_CAGE_H
#define PRINT_CAGE_H

#include "crypto/base/bytes.h"

#include <stdio.h>
#include <sys/types.h>

struct cage {
    pid_t child;
    FILE *out; /* what it says */
};

/* Starts the program of `arguments` (a path, then its words, NULL at the end) with `input` as its
 * standard input, in memory. It has no network, writes no file, starts no other program, and has
 * neither memory nor time without end. False: it was not started. */
MUST_USE bool cage_start(struct cage *cage, char *const arguments[], struct view input);

/* Waits for its end, which is hastened unless `good`. Whether it ended well by itself. */
bool cage_end(struct cage *cage, bool good);

#endif
