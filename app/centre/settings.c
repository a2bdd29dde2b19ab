#include "app/centre/settings.h"

#include "app/centre/areas.h"
#include "app/wire/form.h"
#include "crypto/x509.h"
#include "drivers/host/file.h"
#include "drivers/net/workers.h"

#include <stdio.h>
#include <string.h>

enum {
    PORT_MAX = 65535,
    DEADLINE_LEAST = 100,
    DEADLINE_MOST = 60000,
    CONNECTIONS_MAX = 1000000,
    FEE_MAX = 100000,
    ROOTS_FILE_MAX = 64 * 1024,
    PEM_FILE_MAX = 16 * 1024
};

#define TEXT(FIELD) out->FIELD, sizeof out->FIELD

static bool refuse(char *why, const char *what)
{
    (void)snprintf(why, CONF_WHY_SIZE, "%s", what);
    return false;
}

/* Whoever may speak on one line must not be able to speak on the other. Files that hold no
 * certificate are refused when the lines are opened. */
static bool lines_apart(const struct settings *settings, char *why)
{
    uint8_t one[SHA256_LEN], other[SHA256_LEN];

    return !tls_own_digest(settings->line1.ca, one) || !tls_own_digest(settings->line2.ca, other) ||
           memcmp(one, other, SHA256_LEN) != 0 ||
           refuse(why, "line2.ca: the same authority as line1.ca");
}

bool settings_load(const struct command_service *options, struct settings *out,
                   char why[CONF_WHY_SIZE])
{
    const struct conf_item items[] = {
        {"centre.demo", CONF_YES, &out->demo, 0, "no", 0, 0},
        {"centre.address", CONF_TEXT, TEXT(address), NULL, 0, 0},
        {"centre.port", CONF_NUMBER, &out->port, 0, NULL, 0, PORT_MAX},
        {"centre.deadline_ms", CONF_NUMBER, &out->deadline_ms, 0, "8000", DEADLINE_LEAST,
         DEADLINE_MOST},
        {"centre.terms", CONF_TEXT, TEXT(terms), NULL, 0, 0},
        {"centre.fee", CONF_NUMBER, &out->fee, 0, NULL, 0, FEE_MAX},
        {"server.workers", CONF_NUMBER, &out->workers, 0, "0", 0, WORKERS_MAX},
        {"server.connections", CONF_NUMBER, &out->connections, 0, "20000", 1, CONNECTIONS_MAX},
        {"server.per_peer", CONF_NUMBER, &out->per_peer, 0, "16", 1, CONNECTIONS_MAX},
        {"metrics.port", CONF_NUMBER, &out->metrics_port, 0, "0", 0, PORT_MAX},
        {"line1.ca", CONF_FILE, TEXT(line1.ca), NULL, 0, 0},
        {"line1.certificate", CONF_FILE, TEXT(line1.certificate), NULL, 0, 0},
        {"line1.key", CONF_FILE, TEXT(line1.key), NULL, 0, 0},
        {"line1.withdrawn", CONF_FILE, TEXT(line1.withdrawn), "", 0, 0},
        {"line2.ca", CONF_FILE, TEXT(line2.ca), NULL, 0, 0},
        {"line2.certificate", CONF_FILE, TEXT(line2.certificate), NULL, 0, 0},
        {"line2.key", CONF_FILE, TEXT(line2.key), NULL, 0, 0},
        {"line2.withdrawn", CONF_FILE, TEXT(line2.withdrawn), "", 0, 0},
        {"vrs.address", CONF_TEXT, TEXT(vrs_address), NULL, 0, 0},
        {"vrs.port", CONF_NUMBER, &out->vrs_port, 0, NULL, 0, PORT_MAX},
        {"trust.card_roots", CONF_FILE, TEXT(card_roots), NULL, 0, 0},
        {"trust.sheet_key", CONF_FILE, TEXT(sheet_key), NULL, 0, 0},
        {"control.file", CONF_FILE, TEXT(control), "", 0, 0},
        {"state.key", CONF_FILE, TEXT(state_key), NULL, 0, 0},
        {"municipalities.codes", CONF_TEXT, TEXT(codes), NULL, 0, 0},
        SANDBOX_ITEMS(&out->sandbox),
    };

    *out = (struct settings){0};
    return conf_load(options->config, options->sets, items, sizeof items / sizeof *items, why) &&
           lines_apart(out, why);
}

struct tls_files settings_files(const struct line_files *line)
{
    return (struct tls_files){line->ca, line->certificate, line->key, line->withdrawn};
}

static bool take_terms(const struct settings *settings, struct desk *desk, char *why)
{
    int len = snprintf(desk->terms, sizeof desk->terms, "%s", settings->terms);

    desk->fee = settings->fee;
    return (len > 0 && (size_t)len < sizeof desk->terms && form_ascii(desk->terms)) ||
           refuse(why, "centre.terms: not a short version like 2026-1");
}

static bool take_areas(const struct settings *settings, struct desk *desk, char *why)
{
    return areas_read(settings->codes, desk) ||
           refuse(why,
                  "municipalities.codes: not a list of different municipality codes, each with "
                  "or without its days");
}

static bool take_roots(const struct settings *settings, struct desk *desk, char *why)
{
    struct bytes text = bytes_new(ROOTS_FILE_MAX);
    bool good = file_read(settings->card_roots, &text) &&
                card_roots_parse(bytes_view(&text), &desk->roots) && desk->roots.count > 0;

    bytes_free(&text);
    if (!good)
        return refuse(why, "trust.card_roots: not a list of root keys");
    return settings->demo || !card_roots_test(&desk->roots) ||
           refuse(why, "trust.card_roots: holds a test root; demo = no");
}

static bool is_demo(struct view pem)
{
    X509 *cert = x509_from_pem(pem);
    bool demo = cert != NULL && x509_is_demo(cert);

    X509_free(cert);
    return demo;
}

static bool take_sheet_key(const struct settings *settings, struct desk *desk, char *why)
{
    struct bytes pem = bytes_new(PEM_FILE_MAX);
    bool demo = false;

    if (file_read(settings->sheet_key, &pem)) {
        desk->sheet_key = ec_key_from_pem(bytes_view(&pem));
        demo = is_demo(bytes_view(&pem));
    }
    bytes_free(&pem);
    if (desk->sheet_key == NULL)
        return refuse(why, "trust.sheet_key: not a P-256 key or certificate in PEM");
    return settings->demo || !demo || refuse(why, "trust.sheet_key: a demo certificate; demo = no");
}

static bool take_state_key(const struct settings *settings, struct desk *desk, char *why)
{
    struct bytes key = bytes_new_secret(AEAD_KEY_LEN);
    bool good = tls_file_private(settings->state_key) && file_read(settings->state_key, &key) &&
                key.len == AEAD_KEY_LEN;

    if (good)
        memcpy(desk->state_key, key.at, AEAD_KEY_LEN);
    bytes_free(&key);
    return good || refuse(why, "state.key: not 32 bytes that only their owner can read");
}

bool settings_furnish(const struct settings *settings, struct desk *desk, char why[CONF_WHY_SIZE])
{
    return take_terms(settings, desk, why) && take_areas(settings, desk, why) &&
           take_roots(settings, desk, why) && take_sheet_key(settings, desk, why) &&
           take_state_key(settings, desk, why);
}
