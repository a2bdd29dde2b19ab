#include "app/kiosk/settings.h"

#include "app/kiosk/words.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 256 * 1024 };

bool settings_load(const struct command_service *command, struct settings *out,
                   char why[CONF_WHY_SIZE])
{
    struct settings *s = out;
    const struct conf_item items[] = {
        {"kiosk.demo", CONF_YES, &s->demo, sizeof s->demo, "no", 0, 0},
        {"kiosk.visits", CONF_NUMBER, &s->visits, sizeof s->visits, "0", 0, 1000000},
        {"kiosk.journal", CONF_PATH, s->journal, sizeof s->journal, "kiosk.journal", 0, 0},
        {"pay.port", CONF_TEXT, s->pay, sizeof s->pay, "none", 0, 0},
        {"kiosk.times", CONF_TEXT, s->times, sizeof s->times, "", 0, 0},
        {"kiosk.language", CONF_TEXT, s->language, sizeof s->language, "ja", 0, 0},
        {"screen.port", CONF_TEXT, s->screen, sizeof s->screen, "text", 0, 0},
        {"screen.width", CONF_NUMBER, &s->width, sizeof s->width, "0", 0, 7680},
        {"screen.height", CONF_NUMBER, &s->height, sizeof s->height, "0", 0, 7680},
        {"screen.shuffle", CONF_YES, &s->shuffle, sizeof s->shuffle, "no", 0, 0},
        {"line1.ca", CONF_FILE, s->ca, sizeof s->ca, NULL, 0, 0},
        {"line1.certificate", CONF_FILE, s->certificate, sizeof s->certificate, NULL, 0, 0},
        {"line1.key", CONF_FILE, s->key, sizeof s->key, NULL, 0, 0},
        {"line1.withdrawn", CONF_FILE, s->withdrawn, sizeof s->withdrawn, "", 0, 0},
        {"centre.address", CONF_TEXT, s->address, sizeof s->address, NULL, 0, 0},
        {"centre.port", CONF_NUMBER, &s->port, sizeof s->port, NULL, 1, 65535},
        {"reader.name", CONF_TEXT, s->reader, sizeof s->reader, "", 0, 0},
        {"reader.stack", CONF_TEXT, s->stack, sizeof s->stack, "pcsc", 0, 0},
        {"printer.uri", CONF_TEXT, s->printer, sizeof s->printer, NULL, 0, 0},
        {"voice.port", CONF_TEXT, s->voice, sizeof s->voice, "none", 0, 0},
        {"voice.recordings", CONF_PATH, s->recordings, sizeof s->recordings, "", 0, 0},
        {"voice.prompts", CONF_PATH, s->prompts, sizeof s->prompts, "/usr/share/akashi/voice", 0,
         0},
        {"lamp.port", CONF_TEXT, s->lamp, sizeof s->lamp, "none", 0, 0},
        {"trust.bundle", CONF_PATH, s->bundle, sizeof s->bundle, NULL, 0, 0},
        {"trust.card_roots", CONF_FILE, s->card_roots, sizeof s->card_roots, NULL, 0, 0},
        {"trust.sheet_key", CONF_FILE, s->sheet_key, sizeof s->sheet_key, NULL, 0, 0},
        SANDBOX_ITEMS(&s->sandbox),
    };

    *out = (struct settings){0};
    if (!conf_load(command->config, command->sets, items, sizeof items / sizeof *items, why))
        return false;
    /* A reader that goes wrong on purpose, or is none, has no place where people come, nor has a
     * coin box that is none, nor somebody else's haste. */
    snprintf(why, CONF_WHY_SIZE, "reader.stack: anything but pcsc needs kiosk.demo = yes");
    if (!s->demo && strcmp(s->stack, "pcsc") != 0)
        return false;
    snprintf(why, CONF_WHY_SIZE, "kiosk.times: other times than the flow's need kiosk.demo = yes");
    if (!s->demo && s->times[0] != 0)
        return false;
    snprintf(why, CONF_WHY_SIZE, "pay.port: anything but none needs kiosk.demo = yes");
    return s->demo || strcmp(s->pay, "none") == 0;
}

static bool load_roots(const char *path, struct card_roots *roots)
{
    struct bytes text = bytes_new(FILE_MAX);
    bool good = file_read(path, &text) && card_roots_parse(bytes_view(&text), roots);

    bytes_free(&text);
    return good;
}

static struct ec_key *load_key(const char *path)
{
    struct bytes pem = bytes_new(FILE_MAX);
    struct ec_key *key = file_read(path, &pem) ? ec_key_from_pem(bytes_view(&pem)) : NULL;

    bytes_free(&pem);
    return key;
}

/* Its age is not asked: the last look judges codes that were signed this minute. */
static struct trust *load_bundle(const char *folder)
{
    char path[CONF_TEXT_SIZE + 16];
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    struct ec_key *root = NULL;
    struct trust *trust = NULL;

    snprintf(path, sizeof path, "%s/root.pem", folder);
    root = load_key(path);
    snprintf(path, sizeof path, "%s/trust.jws", folder);
    if (root != NULL && file_read(path, &jws) &&
        trust_open(bytes_view(&jws), root, &trust) != ERR_OK)
        trust_free(&trust);
    ec_key_free(&root);
    bytes_free(&jws);
    return trust;
}

bool settings_trust(const struct settings *settings, struct kiosk *kiosk, char why[CONF_WHY_SIZE])
{
    const char *wrong = NULL;

    kiosk->shuffled = settings->shuffle;
    kiosk->trust = load_bundle(settings->bundle);
    kiosk->sheet_key = load_key(settings->sheet_key);
    if (!language_from_name(settings->language, &kiosk->language))
        wrong = "kiosk.language: not one of ja, en, zh, ko";
    else if (!times_parse(settings->times, &kiosk->times))
        wrong = "kiosk.times: not STATE=MS, parted by commas, of states that wait for somebody";
    else if (kiosk->trust == NULL)
        wrong = "trust.bundle: no trust.jws there that its root.pem signed";
    else if (!load_roots(settings->card_roots, &kiosk->roots))
        wrong = "trust.card_roots: not a list of card roots";
    else if (card_roots_test(&kiosk->roots) && !settings->demo)
        wrong = "trust.card_roots: test roots need kiosk.demo = yes";
    else if (kiosk->sheet_key == NULL)
        wrong = "trust.sheet_key: not a P-256 key";
    kiosk->home = kiosk->language;
    if (wrong != NULL)
        snprintf(why, CONF_WHY_SIZE, "%s", wrong);
    return wrong == NULL;
}
