/* The configuration of akashi-signer. */
#ifndef APP_SIGNER_SETTINGS_H
#define APP_SIGNER_SETTINGS_H

#include "app/identity/card.h"
#include "drivers/host/conf.h"
#include "drivers/host/sandbox.h"
#include "drivers/keys/settings.h"

struct settings {
    bool demo;
    char socket[CONF_TEXT_SIZE];
    int peer_uid; /* -1: our own user only */
    char areas[CONF_TEXT_SIZE];
    char card_roots[CONF_TEXT_SIZE];
    char verifier[VERIFIER_SIZE];
    struct sandbox_settings sandbox;
    struct key_settings keys; /* what the file of keys.config says */
    struct card_roots roots;  /* as read from card_roots */
};

/* Reads the file and what it names. Refuses roots of a test hierarchy and keys of a demo
 * unless demo (R18). On false `why` holds the one line. */
MUST_USE bool settings_load(const char *path, const char *const *sets, struct settings *out,
                            char why[CONF_WHY_SIZE]);

#endif
