#include "hw/vcard/profile.h"

#include "crypto/base/bytes.h"
#include "hw/vcard/map.h"

#include <stdio.h>
#include <string.h>

enum { TRIES_MOST = 3, SIGN_TRIES_MOST = 5, MUNICIPALITY_LEN = 5 };

/* As they stand in the file, before their meaning is taken. */
struct words {
    char name[CONF_TEXT_SIZE], name_more[CONF_TEXT_SIZE];
    char address[CONF_TEXT_SIZE], address_more[CONF_TEXT_SIZE];
    char alter[CONF_TEXT_SIZE], layout[CONF_TEXT_SIZE], reselect[CONF_TEXT_SIZE];
};

static bool load_words(const char *path, struct words *words, struct profile *out,
                       char why[CONF_WHY_SIZE])
{
    const struct conf_item items[] = {
        {"holder.number", CONF_TEXT, out->number, CONF_TEXT_SIZE, NULL, 0, 0},
        {"holder.name", CONF_TEXT, words->name, CONF_TEXT_SIZE, NULL, 0, 0},
        {"holder.name_more", CONF_TEXT, words->name_more, CONF_TEXT_SIZE, "", 0, 0},
        {"holder.address", CONF_TEXT, words->address, CONF_TEXT_SIZE, NULL, 0, 0},
        {"holder.address_more", CONF_TEXT, words->address_more, CONF_TEXT_SIZE, "", 0, 0},
        {"holder.birth", CONF_TEXT, out->birth, CONF_TEXT_SIZE, NULL, 0, 0},
        {"holder.sex", CONF_TEXT, out->sex, CONF_TEXT_SIZE, NULL, 0, 0},
        {"card.pin", CONF_TEXT, out->pin, CONF_TEXT_SIZE, NULL, 0, 0},
        {"card.code", CONF_TEXT, out->code, CONF_TEXT_SIZE, "0000", 0, 0},
        {"card.tries", CONF_NUMBER, &out->tries, 0, "3", 0, TRIES_MOST},
        {"card.expiry", CONF_TEXT, out->expiry, CONF_TEXT_SIZE, NULL, 0, 0},
        {"card.municipality", CONF_TEXT, out->municipality, CONF_TEXT_SIZE, "13110", 0, 0},
        {"card.blocked", CONF_YES, &out->blocked, 0, "no", 0, 0},
        {"card.alter", CONF_TEXT, words->alter, CONF_TEXT_SIZE, "none", 0, 0},
        {"card.layout", CONF_TEXT, words->layout, CONF_TEXT_SIZE, "normal", 0, 0},
        {"jpki.auth_pin", CONF_TEXT, out->auth_pin, CONF_TEXT_SIZE, "", 0, 0},
        {"jpki.auth_tries", CONF_NUMBER, &out->auth_tries, 0, "3", 0, TRIES_MOST},
        {"jpki.sign_pin", CONF_TEXT, out->sign_pin, CONF_TEXT_SIZE, "ABC123", 0, 0},
        {"jpki.sign_tries", CONF_NUMBER, &out->sign_tries, 0, "5", 0, SIGN_TRIES_MOST},
        {"card.reselect", CONF_TEXT, words->reselect, CONF_TEXT_SIZE, "keep", 0, 0},
    };

    return conf_load(path, NULL, items, sizeof items / sizeof *items, why);
}

/* The place of `word` in a list that ends with NULL. */
static bool pick(const char *word, const char *const *list, int *out)
{
    for (*out = 0; list[*out] != NULL; ++*out)
        if (strcmp(word, list[*out]) == 0)
            return true;
    return false;
}

static bool digits(const char *text, size_t len)
{
    return strlen(text) == len && strspn(text, "0123456789") == len;
}

static const char *take_choices(const struct words *words, struct profile *out)
{
    static const char *const alters[] = {"none",        "number", "name", "signature",
                                         "certificate", "key",    NULL};
    static const char *const layouts[] = {"normal", "nextgen", "transit", "bank", "passport", NULL};
    static const char *const reselects[] = {"keep", "clear", NULL};
    int alter = 0, layout = 0, reselect = 0;

    if (!pick(words->alter, alters, &alter))
        return "card.alter is none, number, name, signature, certificate or key";
    if (!pick(words->layout, layouts, &layout))
        return "card.layout is normal, nextgen, transit, bank or passport";
    if (!pick(words->reselect, reselects, &reselect))
        return "card.reselect is keep or clear";
    out->alter = (enum profile_alter)alter;
    out->nextgen = layout == 1;
    if (layout > 1)
        out->foreign = (enum foreign_kind)(FOREIGN_TRANSIT + layout - 2);
    out->reselect_clears = reselect == 1;
    return NULL;
}

static const char *wrong_form(const struct profile *profile)
{
    if (!digits(profile->number, PROFILE_NUMBER_LEN))
        return "holder.number is not 12 digits";
    if (!digits(profile->birth, PROFILE_DATE_LEN))
        return "holder.birth is not YYYYMMDD";
    if (!digits(profile->pin, PROFILE_PIN_LEN))
        return "card.pin is not 4 digits";
    if (!digits(profile->code, PROFILE_CODE_LEN))
        return "card.code is not 4 digits";
    if (!digits(profile->expiry, PROFILE_DATE_LEN))
        return "card.expiry is not YYYYMMDD";
    if (!digits(profile->municipality, MUNICIPALITY_LEN))
        return "card.municipality is not 5 digits";
    if (!map_fits(MAP_DIGITS, view_text(profile->auth_pin)))
        return "jpki.auth_pin is not 4 digits";
    if (!map_fits(MAP_PASSWORD, view_text(profile->sign_pin)))
        return "jpki.sign_pin is not 6 to 16 capitals and digits with at least one of each";
    return NULL;
}

bool profile_load(const char *path, struct profile *out, char why[CONF_WHY_SIZE])
{
    struct words words = {0};
    const char *wrong = NULL;
    bool good = false;

    *out = (struct profile){0};
    if (!load_words(path, &words, out, why))
        goto out;
    snprintf(out->name, sizeof out->name, "%s%s", words.name, words.name_more);
    snprintf(out->address, sizeof out->address, "%s%s", words.address, words.address_more);
    /* Most holders choose the same four digits; the counters are apart all the same. */
    if (out->auth_pin[0] == 0)
        memcpy(out->auth_pin, out->pin, sizeof out->auth_pin);
    wrong = take_choices(&words, out);
    if (wrong == NULL)
        wrong = wrong_form(out);
    if (wrong != NULL)
        snprintf(why, CONF_WHY_SIZE, "%s", wrong);
    good = wrong == NULL;

out:
    wipe(&words, sizeof words);
    if (!good)
        wipe(out, sizeof *out);
    return good;
}
