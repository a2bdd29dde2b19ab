/* What akashi-kiosk's configuration file says. */
#ifndef APP_KIOSK_SETTINGS_H
#define APP_KIOSK_SETTINGS_H

#include "app/kiosk/session.h"
#include "drivers/host/command.h"
#include "drivers/host/conf.h"
#include "drivers/host/sandbox.h"

struct settings {
    bool demo;
    int visits; /* 0: one after the other without end */
    char journal[CONF_TEXT_SIZE];
    char times[CONF_TEXT_SIZE]; /* "STATE=MS,…" for tests */
    char pay[CONF_TEXT_SIZE];   /* "none", or "simulated:PATH" */
    char language[8];
    char screen[CONF_TEXT_SIZE]; /* "gtk", "text", or "script:PATH" */
    int width, height;           /* of gtk's window; 0: the whole of the glass */
    bool shuffle;                /* the PIN pad's keys change places for every resident */
    char ca[CONF_TEXT_SIZE], certificate[CONF_TEXT_SIZE], key[CONF_TEXT_SIZE];
    char withdrawn[CONF_TEXT_SIZE];
    char address[64];
    int port;
    char reader[READER_NAME_SIZE], stack[CONF_TEXT_SIZE];
    char printer[CONF_TEXT_SIZE];
    char voice[CONF_TEXT_SIZE], recordings[CONF_TEXT_SIZE], prompts[CONF_TEXT_SIZE];
    char lamp[CONF_TEXT_SIZE]; /* "none", "line:PATH" or "gpio:CHIP:…" */
    char bundle[CONF_TEXT_SIZE], card_roots[CONF_TEXT_SIZE], sheet_key[CONF_TEXT_SIZE];
    struct sandbox_settings sandbox;
};

/* False with one line in `why`. */
MUST_USE bool settings_load(const struct command_service *command, struct settings *out,
                            char why[CONF_WHY_SIZE]);

/* Loads what the kiosk trusts: the trust bundle, the card roots, the key of the sheets. Test
 * roots are refused unless `demo` (R18). */
MUST_USE bool settings_trust(const struct settings *settings, struct kiosk *kiosk,
                             char why[CONF_WHY_SIZE]);

#endif
