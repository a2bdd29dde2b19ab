/* Making keys where they will live. For akashi-admin alone: no program that signs links this. */
#ifndef DRIVERS_KEYS_MAKER_H
#define DRIVERS_KEYS_MAKER_H

#include "drivers/keys/settings.h"

enum key_use { KEY_USE_SIGN, KEY_USE_MAC, KEY_USE_WRAP };

struct key_maker {
    void *self;

    /* A new key under `name`: a pair on P-256 or a secret of 32 bytes, which never comes out. False
     * when it could not be made or the name is taken. The key port finds it when it is opened next.
     */
    bool (*make)(void *self, enum key_use use, const char *name);

    /* Destroys the private half or the secret; true when there is none. What was public stays
     * written down in the register. */
    bool (*destroy)(void *self, enum key_use use, const char *name);

    void (*close)(void *self);
};

/* In settings->folder, which is made if it is not there and marked where the settings are demo. */
MUST_USE bool keys_folder_maker(const struct key_settings *settings, struct key_maker *out,
                                char why[KEYS_WHY_SIZE]);

/* In the token that the settings name: sensitive, and never extractable. */
MUST_USE bool keys_pkcs11_maker(const struct key_settings *settings, struct key_maker *out,
                                char why[KEYS_WHY_SIZE]);

#endif
