/* The store port on SQLite: a file of its own user, write-ahead log, every commit on the disk. */
#ifndef DRIVERS_STORE_STORE_SQLITE_H
#define DRIVERS_STORE_STORE_SQLITE_H

#include "drivers/store/store.h"

/* A store_opener. A new file has mode 0600; deleted values are overwritten; nothing is mapped into
 * memory or spilled into temporary files. One port belongs to one thread. */
MUST_USE bool store_sqlite_open(const char *path, enum store_mode mode, struct store_port *out);

#endif
