/* What every command line has in common. */
#ifndef DRIVERS_HOST_COMMAND_H
#define DRIVERS_HOST_COMMAND_H

#include "crypto/base/must.h"

#include <stdbool.h>

enum { EXIT_YES = 0, EXIT_NO = 1, EXIT_CANNOT_TELL = 2, COMMAND_SETS_MAX = 32 };

/* The options of a program that is started with --config FILE [--set SECTION.KEY=VALUE]... */
struct command_service {
    const char *config;
    const char *sets[COMMAND_SETS_MAX + 1];
};

/* Answers --help (with `help`) and --version on standard output and returns true, if they are asked
 * for anywhere. `name` is "akashi-…". */
MUST_USE bool command_answered(int argc, char **argv, const char *name, const char *help);

/* Reads a service's options. False after one line on standard error: exit EXIT_CANNOT_TELL. */
MUST_USE bool command_service(int argc, char **argv, const char *name, const char *help,
                              struct command_service *out);

/* Prints "NAME: what" to standard error as one line and returns EXIT_CANNOT_TELL. */
int command_refuse(const char *name, const char *what);

/* Tells whoever started a service that it is up: one line "ready" or "ready port=N" on standard
 * output. */
void command_ready(int port);

#endif
