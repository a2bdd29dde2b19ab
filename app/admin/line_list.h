/* Inside app/admin only: what a line's authority issued, for people, timers and other programs. */
#ifndef APP_ADMIN_LINE_LIST_H
#define APP_ADMIN_LINE_LIST_H

#include "app/admin/line.h"

#include <stdio.h>

enum { LINE_EXPIRING_NOT_ASKED = -1 };

/* Prints the register a line each, the authority first; it takes the register only, so that a copy
 * of it will do. With `expiring`, only what ends within so many days, or ended within so many, and
 * is not followed by another of its name. EXIT_NO when there is such a line, EXIT_CANNOT_TELL with
 * work->why. */
int line_list(const struct line_work *work, int expiring, bool json, FILE *out);

#endif
