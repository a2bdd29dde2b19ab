/* akashi-admin line …: the command line of line.h and line_list.h. */
#ifndef APP_ADMIN_LINE_COMMAND_H
#define APP_ADMIN_LINE_COMMAND_H

#include <stdint.h>

/* `argv` begins behind "line"; `now` in seconds since 1970. Returns an exit status; what it cannot
 * do it says in one line on standard error. */
int line_command(int argc, char **argv, int64_t now);

#endif
