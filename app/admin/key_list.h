/* akashi-admin key list: the signing keys of an installation, in the order they were made. */
#ifndef APP_ADMIN_KEY_LIST_H
#define APP_ADMIN_KEY_LIST_H

#include "app/admin/key_life.h"

#include <stdio.h>

/* Prints a line a key to `out`; says of each whether it is current, next (made, and not yet in its
 * time), over (another took its place or its time is up), retired or withdrawn. Returns an exit
 * status: EXIT_NO when a kind of key ends soon and nothing follows it. */
int key_list(const struct key_work *work, bool json, FILE *out);

#endif
