#include "hw/vcard/card.h"

#include "crypto/tlv.h"
#include "drivers/card/apdu.h"
#include "hw/vcard/keys.h"
#include "hw/vcard/map.h"

#include <stdlib.h>
#include <string.h>

enum {
    AID_LEN = 10,
    AID_PREFIX_MIN = 5,
    FCI = 0x6F,
    FCI_NAME = 0x84,
    BY_SFI = 0x80,
    SFI_MASK = 0x1F,
    SFI_SPARE = 0x60,
    RECORD_TAG = 0x01,
    SW_NO_MEMORY = 0x6581,
};

static const uint8_t own_atr[VCARD_ATR_LEN] = {0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x41,
                                               0xE0, 0xB3, 0x81, 0xA1, 0x00, 0x3B};

static const struct {
    uint8_t aid[AID_LEN];
    enum vcard_ap ap;
} aps[] = {
    {{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00}, VCARD_COMMON_AP},
    {{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08}, VCARD_TEXT_AP},
    {{0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01}, VCARD_JPKI_AP},
    {{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02}, VCARD_VISUAL_AP},
};

struct vcard *vcard_new(void)
{
    struct vcard *card = calloc(1, sizeof *card);

    if (card == NULL)
        return NULL;
    for (size_t i = 0; i < VCARD_FILES; i++)
        card->files[i] = bytes_new(VCARD_FILE_MAX);
    return card;
}

void vcard_free(struct vcard **card)
{
    if (*card == NULL)
        return;
    for (size_t i = 0; i < VCARD_FILES; i++)
        bytes_free(&(*card)->files[i]);
    rsa_key_free(&(*card)->signing);
    rsa_key_free(&(*card)->auth_pair);
    rsa_key_free(&(*card)->sign_pair);
    wipe(*card, sizeof **card);
    free(*card);
    *card = NULL;
}

struct view vcard_atr(const struct vcard *card)
{
    return card->foreign != FOREIGN_NOT ? foreign_atr(card->foreign)
                                        : view_of(own_atr, sizeof own_atr);
}

static void close_keys(struct vcard *card)
{
    for (size_t i = 0; i < VCARD_KEYS; i++)
        card->keys[i].open = false;
}

void vcard_reset(struct vcard *card)
{
    close_keys(card);
    card->ap = VCARD_NO_AP;
    card->current = 0;
}

/* --- SELECT ------------------------------------------------------------------------------------
 */

static bool append_fci(const uint8_t aid[AID_LEN], struct bytes *answer)
{
    struct bytes name = bytes_new(AID_LEN + 2);
    bool good = tlv_append(&name, FCI_NAME, view_of(aid, AID_LEN)) &&
                tlv_append(answer, FCI, bytes_view(&name));

    bytes_free(&name);
    return good;
}

static uint16_t select_ap(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    struct view name = command->data;

    for (size_t i = 0; i < sizeof aps / sizeof *aps; i++) {
        if (name.len < AID_PREFIX_MIN || !map_has_ap(card, aps[i].ap) ||
            !view_equal(name, view_cut(view_of(aps[i].aid, AID_LEN), 0, name.len)))
            continue;
        if (card->ap != aps[i].ap || card->reselect_clears)
            close_keys(card);
        card->ap = aps[i].ap;
        card->current = 0;
        return command->p2 != 0 || append_fci(aps[i].aid, answer) ? SW_OK : SW_NO_MEMORY;
    }
    return SW_NOT_FOUND;
}

static uint16_t select_file(struct vcard *card, struct view id)
{
    unsigned file = id.len == 2 ? (unsigned)(id.at[0] << 8 | id.at[1]) : 0;

    return file != 0 ? map_choose(card, file) : SW_NOT_FOUND;
}

static uint16_t do_select(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    if (command->p2 != 0x00 && command->p2 != 0x0C)
        return SW_PARAMETERS;
    if (command->p1 == 0x04)
        return select_ap(card, command, answer);
    if (command->p1 == 0x02)
        return select_file(card, command->data);
    if (command->p1 != 0x00)
        return SW_PARAMETERS;
    if (command->data.len > 0)
        return SW_NOT_FOUND;
    return card->ap == VCARD_NO_AP ? SW_PARAMETERS : SW_OK;
}

/* --- READ --------------------------------------------------------------------------------------
 */

/* More than there is gives what there is, with 9000. */
static uint16_t hand_out(struct view content, size_t from, size_t most, struct bytes *answer)
{
    size_t left = content.len - from;

    return bytes_append(answer, view_cut(content, from, left < most ? left : most)) ? SW_OK
                                                                                    : SW_NO_MEMORY;
}

static uint16_t do_read_binary(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    bool by_sfi = (command->p1 & BY_SFI) != 0;
    size_t from = by_sfi ? command->p2 : (size_t)command->p1 << 8 | command->p2;
    uint16_t status = SW_PARAMETERS;
    struct bytes *file = NULL;

    if (by_sfi && ((command->p1 & SFI_SPARE) != 0 || (command->p1 & SFI_MASK) == 0))
        return SW_PARAMETERS;
    status = map_choose(card, by_sfi ? command->p1 & SFI_MASK : 0);
    if (status != SW_OK)
        return status;
    file = map_data(card, card->current);
    if (file == NULL)
        return SW_WRONG_FILE;
    if (!map_is_open(card, card->current))
        return SW_SECURITY;
    if (command->le == APDU_NO_LE || command->data.len > 0)
        return SW_LENGTH;
    if (from >= file->len)
        return SW_OFFSET;
    return hand_out(bytes_view(file), from, command->le, answer);
}

static uint16_t do_read_record(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    struct bytes record = bytes_new(2 + VCARD_RECORD_LEN);
    uint16_t status = SW_PARAMETERS;

    if ((command->p2 & 7) != 4)
        return status;
    status = map_choose(card, command->p2 >> 3);
    if (status != SW_OK)
        return status;
    if (card->ap != VCARD_COMMON_AP)
        return SW_WRONG_FILE;
    if (command->p1 != 1)
        return SW_NO_RECORD;
    if (command->le == APDU_NO_LE)
        return SW_LENGTH;
    status = tlv_append(&record, RECORD_TAG, view_text(card->record))
                 ? hand_out(bytes_view(&record), 0, command->le, answer)
                 : SW_NO_MEMORY;
    bytes_free(&record);
    return status;
}

/* --- Commands ----------------------------------------------------------------------------------
 */

/* Secure messaging is not offered; a card says so only to those who know the PIN. */
static uint16_t do_session_key(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    (void)command, (void)answer;
    return card->keys[VCARD_PIN].open ? SW_NOT_FOUND : SW_SECURITY;
}

static uint16_t act(struct vcard *card, struct view raw, struct bytes *answer)
{
    static const struct {
        uint8_t cla, ins;
        uint16_t (*act)(struct vcard *, const struct apdu *, struct bytes *);
    } acts[] = {
        {0x00, 0x20, keys_verify},    {0x00, 0x24, keys_change},    {0x00, 0xA4, do_select},
        {0x00, 0xB0, do_read_binary}, {0x00, 0xB2, do_read_record}, {0x80, 0x2A, keys_sign},
        {0x80, 0xAE, do_session_key},
    };
    struct apdu command;

    if (!apdu_parse(raw, &command))
        return SW_LENGTH;
    if ((command.cla & 0x03) != 0)
        return SW_CHANNEL;
    if ((command.cla & 0x0C) != 0)
        return SW_SECURE_MESSAGING;
    if (command.cla != 0x00 && command.cla != 0x80)
        return SW_CLASS;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (acts[i].cla == command.cla && acts[i].ins == command.ins)
            return acts[i].act(card, &command, answer);
    return SW_INSTRUCTION;
}

bool vcard_answer(struct vcard *card, struct view command, struct bytes *answer)
{
    uint16_t status = card->foreign != FOREIGN_NOT ? foreign_answer(card->foreign, command)
                                                   : act(card, command, answer);

    return bytes_append_u16(answer, status);
}
