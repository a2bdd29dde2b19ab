#include "drivers/keys/settings.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { STATE_LEN = 3, COUNTRY_LEN = 2, SIGNER_LEN = 2 };

#define TEXT(FIELD) out->FIELD, sizeof out->FIELD

static bool is_issuer(const char *text)
{
    size_t len = strlen(text);

    return strncmp(text, "https://", 8) == 0 && len > 8 && text[len - 1] != '/';
}

static bool is_capitals(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!isupper((unsigned char)text[i]) && !(i > 0 && isdigit((unsigned char)text[i])))
            return false;
    return text[len] == 0;
}

/* NULL, or what is wrong. */
static const char *judge(const struct key_settings *is)
{
    if ((is->folder[0] == 0) == (is->module[0] == 0))
        return "keys: either keys.folder or keys.module, not both";
    if (is->module[0] != 0 && is->token[0] == 0)
        return "keys.token is missing: the label of the token";
    if (is->module[0] != 0 && (is->pin_file[0] == 0) == (is->pin_credential[0] == 0))
        return "keys: either keys.pin_file or keys.pin_credential, not both";
    if (strchr(is->pin_credential, '/') != NULL)
        return "keys.pin_credential is a name, not a path";
    if (!is_issuer(is->issuer))
        return "shc.issuer must be https:// and must not end in /";
    if (!is_capitals(is->state, STATE_LEN) || !is_capitals(is->country, COUNTRY_LEN) ||
        !is_capitals(is->signer, SIGNER_LEN))
        return "vds.state, vds.country and vds.signer are three, two and two capitals";
    if (!is->demo && is->organisation[0] == 0)
        return "keys.organisation is missing: the name in certificates";
    return NULL;
}

bool key_settings_load(const char *path, struct key_settings *out, char why[KEYS_WHY_SIZE])
{
    const struct conf_item items[] = {
        {"keys.demo", CONF_YES, &out->demo, 0, "no", 0, 0},
        {"keys.register", CONF_PATH, TEXT(record), NULL, 0, 0},
        {"keys.folder", CONF_PATH, TEXT(folder), "", 0, 0},
        {"keys.module", CONF_FILE, TEXT(module), "", 0, 0},
        {"keys.token", CONF_TEXT, TEXT(token), "", 0, 0},
        {"keys.pin_file", CONF_FILE, TEXT(pin_file), "", 0, 0},
        {"keys.pin_credential", CONF_TEXT, TEXT(pin_credential), "", 0, 0},
        {"keys.organisation", CONF_TEXT, TEXT(organisation), "", 0, 0},
        {"shc.issuer", CONF_TEXT, TEXT(issuer), NULL, 0, 0},
        {"vds.state", CONF_TEXT, TEXT(state), "JPN", 0, 0},
        {"vds.country", CONF_TEXT, TEXT(country), "JP", 0, 0},
        {"vds.signer", CONF_TEXT, TEXT(signer), "DA", 0, 0},
    };
    const char *fault = NULL;

    *out = (struct key_settings){0};
    if (!conf_load(path, NULL, items, sizeof items / sizeof *items, why))
        return false;
    fault = judge(out);
    if (fault != NULL)
        (void)snprintf(why, KEYS_WHY_SIZE, "%s", fault);
    return fault == NULL;
}
