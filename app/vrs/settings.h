/* The configuration of akashi-vrs. */
#ifndef APP_VRS_SETTINGS_H
#define APP_VRS_SETTINGS_H

#include "drivers/host/command.h"
#include "drivers/host/conf.h"
#include "drivers/host/sandbox.h"

struct settings {
    bool demo;
    char address[CONF_TEXT_SIZE];
    int port, deadline_ms;
    int workers, metrics_port; /* 0: one for each CPU; none */
    int connections, per_peer; /* in each worker */
    char ca[CONF_TEXT_SIZE], certificate[CONF_TEXT_SIZE], key[CONF_TEXT_SIZE];
    char withdrawn[CONF_TEXT_SIZE]; /* "": no list */
    char socket[CONF_TEXT_SIZE];
    struct sandbox_settings sandbox;
};

/* On false `why` holds the one line. */
MUST_USE bool settings_load(const struct command_service *options, struct settings *out,
                            char why[CONF_WHY_SIZE]);

#endif
