/* The key port over keys in this process's own memory, read once from a folder of key files:
 * NAME.pem is a private key on P-256, NAME.key a secret of 32 bytes. For demo worlds, tests and
 * small offices; a token takes its place where there is one. */
#ifndef DRIVERS_KEYS_MEMORY_H
#define DRIVERS_KEYS_MEMORY_H

#include "crypto/key.h"
#include "drivers/keys/settings.h"

enum { KEYS_MAX = 128 };

/* The file that marks a folder of demo keys. Nothing but a demo configuration may use such a
 * folder. */
#define KEYS_DEMO_MARK "DEMO"

/* Reads every key of `folder`. False with one line in `why` when a key file can be read by others
 * (more than 0600), belongs to another user, or is not a key; and when the folder is a demo's but
 * `demo` is false (R18). The caller ends it with out->close. */
MUST_USE bool keys_memory_open(const char *folder, bool demo, struct key_port *out,
                               char why[KEYS_WHY_SIZE]);

#endif
