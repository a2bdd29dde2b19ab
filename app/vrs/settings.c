#include "app/vrs/settings.h"

#include "drivers/net/workers.h"

enum { PORT_MAX = 65535, DEADLINE_LEAST = 100, DEADLINE_MOST = 60000, CONNECTIONS_MAX = 1000000 };

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
        {"server.workers", CONF_NUMBER, &out->workers, 0, "0", 0, WORKERS_MAX},
        {"server.connections", CONF_NUMBER, &out->connections, 0, "20000", 1, CONNECTIONS_MAX},
        {"server.per_peer", CONF_NUMBER, &out->per_peer, 0, "256", 1, CONNECTIONS_MAX},
        {"metrics.port", CONF_NUMBER, &out->metrics_port, 0, "0", 0, PORT_MAX},
        {"line2.ca", CONF_FILE, TEXT(ca), NULL, 0, 0},
        {"line2.certificate", CONF_FILE, TEXT(certificate), NULL, 0, 0},
        {"line2.key", CONF_FILE, TEXT(key), NULL, 0, 0},
        {"line2.withdrawn", CONF_FILE, TEXT(withdrawn), "", 0, 0},
        {"signer.socket", CONF_PATH, TEXT(socket), NULL, 0, 0},
        SANDBOX_ITEMS(&out->sandbox),
    };

    *out = (struct settings){0};
    return conf_load(options->config, options->sets, items, sizeof items / sizeof *items, why);
}
