#include "hw/vcard/keys.h"

#include "hw/vcard/map.h"

#include <string.h>

enum {
    BY_SFI = 0x80,
    SFI_MASK = 0x1F,
    SFI_SPARE = 0x60,
    SIGNED_MAX = 245,
    EF_CARD_PAIR = 0x13, /* of the text AP */
    SW_DATA = 0x6A80,
    SW_NO_MEMORY = 0x6581,
};

/* P2 80 means the current file, 80 | SFI that one. */
static uint16_t choose(struct vcard *card, uint8_t p2)
{
    if ((p2 & BY_SFI) == 0 || (p2 & SFI_SPARE) != 0)
        return SW_PARAMETERS;
    return map_choose(card, p2 & SFI_MASK);
}

/* A wrong length is a wrong value: what a card does there is not known, and a reader has no
 * business finding out. */
static uint16_t try_value(struct vcard *card, struct vcard_key *key, struct view value)
{
    unsigned before = key->tries;

    if (key->tries == 0)
        return SW_BLOCKED;
    key->open = view_equal(value, view_of(key->value, key->len));
    key->tries = key->open ? key->most : key->tries - 1;
    card->changed = card->changed || key->tries != before;
    return key->open ? SW_OK : (uint16_t)(SW_TRIES | key->tries);
}

uint16_t keys_verify(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    uint16_t status = command->p1 == 0 ? choose(card, command->p2) : SW_PARAMETERS;
    struct vcard_key *key = NULL;

    (void)answer;
    if (status != SW_OK)
        return status;
    key = map_key(card, card->current);
    if (key == NULL)
        return SW_WRONG_FILE;
    if (command->data.len == 0)
        return (uint16_t)(SW_TRIES | key->tries);
    if (command->data.len > VCARD_VALUE_MAX)
        return SW_LENGTH;
    return try_value(card, key, command->data);
}

uint16_t keys_change(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    uint16_t status = command->p1 == 1 ? choose(card, command->p2) : SW_PARAMETERS;
    struct vcard_key *key = NULL;

    (void)answer;
    if (status != SW_OK)
        return status;
    key = map_key(card, card->current);
    if (key == NULL)
        return SW_WRONG_FILE;
    if (map_form(card, card->current) == MAP_FIXED)
        return SW_CONDITIONS;
    if (!key->open)
        return SW_SECURITY;
    if (!map_fits(map_form(card, card->current), command->data))
        return SW_DATA;
    wipe(key->value, sizeof key->value);
    memcpy(key->value, command->data.at, command->data.len);
    key->len = command->data.len;
    card->changed = true;
    return SW_OK;
}

static uint16_t choose_pair(struct vcard *card, uint8_t p2)
{
    if (p2 != 0)
        return choose(card, p2);
    return card->ap == VCARD_TEXT_AP ? SW_OK : SW_CONDITIONS;
}

uint16_t keys_sign(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    uint16_t status = command->p1 == 0 ? choose_pair(card, command->p2) : SW_PARAMETERS;
    uint8_t signature[RSA_SIGNATURE_LEN];
    struct rsa_key *pair = NULL;
    unsigned file = EF_CARD_PAIR;

    if (status != SW_OK)
        return status;
    if (command->p2 != 0)
        file = card->current;
    pair = map_pair(card, file);
    if (pair == NULL)
        return SW_WRONG_FILE;
    if (!map_is_open(card, file))
        return SW_SECURITY;
    if (command->data.len == 0 || command->data.len > SIGNED_MAX || command->le < RSA_SIGNATURE_LEN)
        return SW_LENGTH;
    if (!rsa_sign_block(pair, command->data, signature) ||
        !bytes_append(answer, view_of(signature, sizeof signature)))
        return SW_NO_MEMORY;
    return SW_OK;
}
