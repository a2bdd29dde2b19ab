/* The configuration of akashi-centre. */
#ifndef APP_CENTRE_SETTINGS_H
#define APP_CENTRE_SETTINGS_H

#include "app/centre/steps.h"
#include "drivers/host/command.h"
#include "drivers/host/conf.h"
#include "drivers/host/sandbox.h"
#include "drivers/net/tls.h"

struct line_files {
    char ca[CONF_TEXT_SIZE], certificate[CONF_TEXT_SIZE], key[CONF_TEXT_SIZE];
    char withdrawn[CONF_TEXT_SIZE]; /* "": no list */
};

struct settings {
    bool demo;
    char address[CONF_TEXT_SIZE], vrs_address[CONF_TEXT_SIZE];
    int port, vrs_port, deadline_ms;
    int workers, metrics_port;      /* 0: one for each CPU; none */
    int connections, per_peer;      /* in each worker */
    struct line_files line1, line2; /* towards the kiosks, towards the vrs */
    char card_roots[CONF_TEXT_SIZE], sheet_key[CONF_TEXT_SIZE], state_key[CONF_TEXT_SIZE];
    char control[CONF_TEXT_SIZE]; /* control.h; "": no such file */
    char codes[CONF_TEXT_SIZE], terms[CONF_TEXT_SIZE];
    int fee;
    struct sandbox_settings sandbox;
};

/* On false `why` holds the one line. */
MUST_USE bool settings_load(const struct command_service *options, struct settings *out,
                            char why[CONF_WHY_SIZE]);

/* What they name, for drivers/net; it borrows from the line. */
struct tls_files settings_files(const struct line_files *line);

/* Reads what the settings name into `desk`. Without demo, test roots and demo certificates are
 * refused (CTR-15, R18). */
MUST_USE bool settings_furnish(const struct settings *settings, struct desk *desk,
                               char why[CONF_WHY_SIZE]);

#endif
