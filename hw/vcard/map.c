#include "hw/vcard/map.h"

#include "drivers/card/apdu.h"

enum {
    PIN_LEN = 4,
    PASSWORD_LEAST = 6,
    PIN = 1 << VCARD_PIN,
    A = 1 << VCARD_NUMBER_A,
    B = 1 << VCARD_NUMBER_B,
    AUTH = 1 << VCARD_AUTH_PIN,
    SIGN = 1 << VCARD_SIGN_PIN,
    BIRTH = 1 << VCARD_FACE_BIRTH,
    FACE_A = 1 << VCARD_FACE_A,
    FACE_B = 1 << VCARD_FACE_B,
};

/* `openers` has a bit for each value that opens it, none where it is free. */
struct place {
    enum vcard_ap ap;
    uint8_t file;
    unsigned openers;
};

/* In the order of vcard.files. */
static const struct place files[VCARD_FILES] = {
    {VCARD_TEXT_AP, 0x01, PIN | A},
    {VCARD_TEXT_AP, 0x02, PIN | B},
    {VCARD_TEXT_AP, 0x03, PIN | A | B},
    {VCARD_TEXT_AP, 0x04, 0},
    {VCARD_TEXT_AP, 0x05, 0},
    {VCARD_TEXT_AP, 0x06, PIN | A | B},
    {VCARD_TEXT_AP, 0x07, PIN | A | B},
    [VCARD_JPKI_SIGN] = {VCARD_JPKI_AP, 0x01, SIGN},
    [VCARD_JPKI_SIGN_CA] = {VCARD_JPKI_AP, 0x02, 0},
    [VCARD_JPKI_TOKEN] = {VCARD_JPKI_AP, 0x06, 0},
    [VCARD_JPKI_STATE] = {VCARD_JPKI_AP, 0x08, 0},
    [VCARD_JPKI_AUTH] = {VCARD_JPKI_AP, 0x0A, 0},
    [VCARD_JPKI_AUTH_CA] = {VCARD_JPKI_AP, 0x0B, 0},
    [VCARD_FACE_AGE] = {VCARD_VISUAL_AP, 0x01, BIRTH},
    [VCARD_FACE] = {VCARD_VISUAL_AP, 0x02, FACE_A | FACE_B},
    [VCARD_FACE_BASIC] = {VCARD_VISUAL_AP, 0x03, 0},
    [VCARD_FACE_SIGNER] = {VCARD_VISUAL_AP, 0x04, 0},
    [VCARD_FACE_NUMBER] = {VCARD_VISUAL_AP, 0x05, FACE_A},
};

static const struct {
    enum vcard_ap ap;
    uint8_t file;
    enum map_form form;
} keys[VCARD_KEYS] = {
    [VCARD_PIN] = {VCARD_TEXT_AP, 0x11, MAP_DIGITS},
    [VCARD_KEY_12] = {VCARD_TEXT_AP, 0x12, MAP_FIXED},
    [VCARD_NUMBER_A] = {VCARD_TEXT_AP, 0x14, MAP_FIXED},
    [VCARD_NUMBER_B] = {VCARD_TEXT_AP, 0x15, MAP_FIXED},
    [VCARD_AUTH_PIN] = {VCARD_JPKI_AP, 0x18, MAP_DIGITS},
    [VCARD_SIGN_PIN] = {VCARD_JPKI_AP, 0x1B, MAP_PASSWORD},
    [VCARD_FACE_BIRTH] = {VCARD_VISUAL_AP, 0x11, MAP_FIXED},
    [VCARD_FACE_B] = {VCARD_VISUAL_AP, 0x12, MAP_FIXED},
    [VCARD_FACE_A] = {VCARD_VISUAL_AP, 0x13, MAP_FIXED},
};

/* The card's own key serves both applications that hold personal data. */
enum { PAIR_TEXT, PAIR_AUTH, PAIR_SIGN, PAIR_VISUAL, PAIRS };
static const struct place pairs[PAIRS] = {
    [PAIR_TEXT] = {VCARD_TEXT_AP, 0x13, 0},
    [PAIR_AUTH] = {VCARD_JPKI_AP, 0x17, AUTH},
    [PAIR_SIGN] = {VCARD_JPKI_AP, 0x1A, SIGN},
    [PAIR_VISUAL] = {VCARD_VISUAL_AP, 0x1A, 0},
};

bool map_has_ap(const struct vcard *card, enum vcard_ap ap)
{
    if (ap == VCARD_COMMON_AP || ap == VCARD_TEXT_AP)
        return true;
    for (size_t i = 0; i < VCARD_FILES; i++)
        if (files[i].ap == ap && card->files[i].len > 0)
            return true;
    return false;
}

struct bytes *map_data(struct vcard *card, unsigned file)
{
    for (size_t i = 0; i < VCARD_FILES; i++)
        if (files[i].ap == card->ap && files[i].file == file && card->files[i].len > 0)
            return &card->files[i];
    return NULL;
}

static size_t key_at(const struct vcard *card, unsigned file)
{
    size_t at = 0;

    while (at < VCARD_KEYS && (keys[at].ap != card->ap || keys[at].file != file))
        at++;
    return at;
}

struct vcard_key *map_key(struct vcard *card, unsigned file)
{
    size_t at = key_at(card, file);

    return at < VCARD_KEYS ? &card->keys[at] : NULL;
}

enum map_form map_form(const struct vcard *card, unsigned file)
{
    size_t at = key_at(card, file);

    return at < VCARD_KEYS ? keys[at].form : MAP_FIXED;
}

struct rsa_key *map_pair(struct vcard *card, unsigned file)
{
    struct rsa_key *const of[PAIRS] = {card->signing, card->auth_pair, card->sign_pair,
                                       card->signing};

    for (size_t i = 0; i < PAIRS; i++)
        if (pairs[i].ap == card->ap && pairs[i].file == file)
            return of[i];
    return NULL;
}

static bool any_open(const struct vcard *card, unsigned openers)
{
    bool open = openers == 0;

    for (size_t i = 0; i < VCARD_KEYS; i++)
        open = open || ((openers & 1U << i) != 0 && card->keys[i].open);
    return open;
}

bool map_is_open(const struct vcard *card, unsigned file)
{
    for (size_t i = 0; i < VCARD_FILES; i++)
        if (files[i].ap == card->ap && files[i].file == file)
            return any_open(card, files[i].openers);
    for (size_t i = 0; i < PAIRS; i++)
        if (pairs[i].ap == card->ap && pairs[i].file == file)
            return any_open(card, pairs[i].openers);
    return false;
}

static bool file_exists(struct vcard *card, unsigned file)
{
    if (card->ap == VCARD_COMMON_AP)
        return file == 1;
    return map_data(card, file) != NULL || map_key(card, file) != NULL ||
           map_pair(card, file) != NULL;
}

uint16_t map_choose(struct vcard *card, unsigned file)
{
    if (file == 0)
        return card->current != 0 ? SW_OK : SW_NO_FILE_SELECTED;
    if (!file_exists(card, file))
        return SW_NOT_FOUND;
    card->current = file;
    return SW_OK;
}

bool map_fits(enum map_form form, struct view value)
{
    size_t digits = 0, capitals = 0;

    for (size_t i = 0; i < value.len; i++) {
        digits += value.at[i] >= '0' && value.at[i] <= '9';
        capitals += value.at[i] >= 'A' && value.at[i] <= 'Z';
    }
    if (form == MAP_DIGITS)
        return value.len == PIN_LEN && digits == PIN_LEN;
    return form == MAP_PASSWORD && value.len >= PASSWORD_LEAST && value.len <= VCARD_VALUE_MAX &&
           digits > 0 && capitals > 0 && digits + capitals == value.len;
}
