/* The register of keys: which there are, what each signs and from when until when. Nothing in it is
 * secret: register.json and NAME.pem, the certificate of each key with those above it, in one
 * folder. akashi-admin writes it, the signer reads it. */
#ifndef DRIVERS_KEYS_REGISTER_H
#define DRIVERS_KEYS_REGISTER_H

#include "crypto/base/err.h"
#include "crypto/jws.h"
#include "drivers/keys/settings.h"

enum {
    KEY_REGISTER_MAX = 512,
    KEY_PURPOSE_SIZE = 8,
    KEY_WARNING = 14 * 24 * 60 * 60, /* seconds before its end in which a successor is asked for */
};

enum key_state {
    KEY_SIGNS,     /* between from and until */
    KEY_RETIRED,   /* signs no more; what it signed holds */
    KEY_WITHDRAWN, /* what it signed holds no more */
};

struct key_entry {
    char name[KEYS_NAME_SIZE];      /* in the key port: "shc-2026q4" */
    char purpose[KEY_PURPOSE_SIZE]; /* shc, vds, sheet, log */
    char kid[JWK_THUMBPRINT_SIZE];
    enum key_state state;
    int64_t from, until; /* seconds since 1970: the private key's period of use */
};

struct key_register {
    bool demo;
    size_t count;
    struct key_entry at[KEY_REGISTER_MAX]; /* in the order they were made */
};

/* Strict: one JSON object, no member that is not known, no name or kid twice. */
MUST_USE bool key_register_parse(struct view json, struct key_register *out);

/* Appends the JSON text. */
MUST_USE bool key_register_format(const struct key_register *is, struct bytes *out);

/* The register in `folder`; an empty one where there is none yet. */
MUST_USE bool key_register_read(const char *folder, struct key_register *out);

/* Whole or not at all; false as well for one that key_register_parse would not take. */
MUST_USE bool key_register_write(const char *folder, const struct key_register *is);

/* The entry of this name, or NULL. */
struct key_entry *key_register_find(struct key_register *is, const char *name);

/* The key that signs for `purpose` at `now`: of those in their time the one that began last, so
 * that a new key takes over while the old one still could. AK-K64 when there is none. */
MUST_USE enum err key_register_current(const struct key_register *is, const char *purpose,
                                       int64_t now, const struct key_entry **out);

/* AK-K66 when the last key of `purpose` ends within KEY_WARNING. */
MUST_USE enum err key_register_warn(const struct key_register *is, const char *purpose,
                                    int64_t now);

const char *key_state_word(enum key_state state);

#endif
