/* akashi-admin key …: the command line of key_life.h, key_export.h and key_list.h. */
#ifndef APP_ADMIN_KEY_COMMAND_H
#define APP_ADMIN_KEY_COMMAND_H

#include "app/admin/key_life.h"

/* `argv` begins behind "key"; `now` in seconds since 1970. Returns an exit status; what it cannot
 * do it says in one line on standard error. */
int key_command(const struct key_ports *ports, int64_t now, int argc, char **argv);

#endif
