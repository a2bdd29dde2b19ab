#include "hw/vcard/issue.h"

#include "crypto/random.h"
#include "drivers/card/era.h"
#include "hw/vcard/files.h"
#include "hw/vcard/jpki.h"
#include "hw/vcard/visual.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIN_TRIES = 3,
    SIGN_TRIES = 5,
    NUMBER_TRIES = 10, /* documented for B only */
    SERIAL_LEN = 15,
    B_LEN = 14,
    NAME_AT = 22,       /* somewhere in the name, in EF 0002 */
    LAST_DIGIT_AT = 14, /* of the number, in EF 0001 */
};

static void set_key(struct vcard_key *key, const char *value, unsigned tries, unsigned most)
{
    key->len = strnlen(value, VCARD_VALUE_MAX);
    memcpy(key->value, value, key->len);
    key->tries = tries;
    key->most = most;
}

/* 照合番号B has the birth year as it is counted in the era of birth: YYMMDD, then
 * the last year of validity, then the code printed on the face. */
static bool make_number_b(const struct profile *profile, char out[B_LEN + 1])
{
    int len = snprintf(out, B_LEN + 1, "%02d%.4s%.4s%s", era_of(profile->birth).year % 100,
                       profile->birth + 4, profile->expiry, profile->code);
    return len == B_LEN;
}

static bool set_keys(const struct profile *profile, struct vcard *card)
{
    unsigned tries = profile->blocked ? 0 : (unsigned)profile->tries;
    char b[B_LEN + 1] = "";
    bool good = make_number_b(profile, b);

    set_key(&card->keys[VCARD_PIN], profile->pin, tries, PIN_TRIES);
    set_key(&card->keys[VCARD_KEY_12], "", 0, 0);
    set_key(&card->keys[VCARD_NUMBER_A], profile->number, NUMBER_TRIES, NUMBER_TRIES);
    set_key(&card->keys[VCARD_NUMBER_B], b, NUMBER_TRIES, NUMBER_TRIES);
    set_key(&card->keys[VCARD_AUTH_PIN], profile->auth_pin, (unsigned)profile->auth_tries,
            PIN_TRIES);
    set_key(&card->keys[VCARD_SIGN_PIN], profile->sign_pin, (unsigned)profile->sign_tries,
            SIGN_TRIES);
    wipe(b, sizeof b);
    return good;
}

static bool set_record(const struct profile *profile, struct vcard *card)
{
    char serial[SERIAL_LEN + 1];
    int len = 0;

    if (!random_text("0123456789", serial, SERIAL_LEN))
        return false;
    len = snprintf(card->record, sizeof card->record, "%s%.5s%.8s", serial, profile->municipality,
                   profile->expiry);
    return len == VCARD_RECORD_LEN;
}

/* Changes the card after it was signed. */
static void alter(enum profile_alter what, struct vcard *card)
{
    struct bytes *file = card->files;

    switch (what) {
    case ALTER_NONE:
        return;
    case ALTER_NUMBER:
        file[0].at[LAST_DIGIT_AT] = file[0].at[LAST_DIGIT_AT] == '0' ? '1' : '0';
        return;
    case ALTER_NAME:
        file[1].at[NAME_AT] ^= 0x01;
        return;
    case ALTER_SIGNATURE:
        file[2].at[file[2].len - 1] ^= 0x01;
        return;
    case ALTER_CERTIFICATE:
        file[3].at[file[3].len - 1] ^= 0x01;
        return;
    case ALTER_KEY:
        file[6].at[file[6].len - 1] ^= 0x01;
        return;
    }
}

struct vcard *issue_card(const struct profile *profile, const struct authority *authority)
{
    struct vcard *card = vcard_new(), *issued = NULL;

    if (card == NULL)
        return NULL;
    card->reselect_clears = profile->reselect_clears;
    card->foreign = profile->foreign;
    card->signing = rsa_key_new();
    if (card->signing == NULL || !set_keys(profile, card) || !set_record(profile, card) ||
        !files_make(profile, authority, card) || !jpki_make(profile, authority->jpki, card) ||
        !visual_make(profile, authority, card))
        goto out;
    if (profile->nextgen && !files_make_nextgen(card))
        goto out;
    alter(profile->alter, card);
    issued = card;
    card = NULL;

out:
    vcard_free(&card);
    return issued;
}
