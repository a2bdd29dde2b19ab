#include "app/vrs/settings.h"

enum { PORT_MAX = 65535, DEADLINE_LEAST = 100, DEADLINE_MOST = 60000 };

#define TEXT(FIELD) out->FIELD, sizeof out->FIELD

bool settings_load(const struct command_service *options, struct settings *out,
                   char why[CONF_WHY_SIZE])
{
    const struct conf_item items[] = {
        {"vrs.demo", CONF_YES, &out->demo, 0, "no", 0, 0},
        {"vrs.address", CONF_TEXT, TEXT(address), NULL, 0, 0},
        {"vrs.port", CONF_NUMBER, &out->port, 0, NULL, 0, PORT_MAX},
        {"vrs.deadline_ms", CONF_NUMBER, &out->deadline_ms, 0, "6000", DEADLINE_LEAST,
         DEADLINE_MOST},
        {"line2.ca", CONF_FILE, TEXT(ca), NULL, 0, 0},
        {"line2.certificate", CONF_FILE, TEXT(certificate), NULL, 0, 0},
        {"line2.key", CONF_FILE, TEXT(key), NULL, 0, 0},
        {"signer.socket", CONF_PATH, TEXT(socket), NULL, 0, 0},
    };

    *out = (struct settings){0};
    return conf_load(options->config, options->sets, items, sizeof items / sizeof *items, why);
}
