#include "hw/vcard/card.h"

#include "crypto/tlv.h"
#include "drivers/card/apdu.h"

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
    SIGNED_MAX = 245,
    RECORD_TAG = 0x01,
    EF_SIGNING_KEY = 0x13,
    SW_NO_MEMORY = 0x6581,
};

const uint8_t vcard_atr[VCARD_ATR_LEN] = {0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x41,
                                          0xE0, 0xB3, 0x81, 0xA1, 0x00, 0x3B};

static const struct {
    uint8_t aid[AID_LEN];
    enum vcard_ap ap;
} aps[] = {
    {{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00}, VCARD_COMMON_AP},
    {{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08}, VCARD_TEXT_AP},
};

static const uint8_t key_files[VCARD_KEYS] = {0x11, 0x12, 0x14, 0x15};

/* Which keys open which file: a bit for each, none for a file that is free. */
enum { PIN = 1 << VCARD_PIN, A = 1 << VCARD_NUMBER_A, B = 1 << VCARD_NUMBER_B };
static const unsigned openers[VCARD_FILES] = {PIN | A, PIN | B,     PIN | A | B, 0,
                                              0,       PIN | A | B, PIN | A | B};

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
    wipe(*card, sizeof **card);
    free(*card);
    *card = NULL;
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

static struct vcard_key *key_of(struct vcard *card, unsigned file)
{
    for (size_t i = 0; i < VCARD_KEYS; i++)
        if (key_files[i] == file)
            return &card->keys[i];
    return NULL;
}

static bool is_data_file(const struct vcard *card, unsigned file)
{
    return file >= 1 && file <= VCARD_FILES && card->files[file - 1].len > 0;
}

static bool file_exists(struct vcard *card, unsigned file)
{
    if (card->ap == VCARD_COMMON_AP)
        return file == 1;
    return card->ap == VCARD_TEXT_AP &&
           (is_data_file(card, file) || file == EF_SIGNING_KEY || key_of(card, file) != NULL);
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
        if (name.len < AID_PREFIX_MIN ||
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

    if (!file_exists(card, file))
        return SW_NOT_FOUND;
    card->current = file;
    return SW_OK;
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

/* Makes the file with this SFI the current one; 0 means the one that is. */
static uint16_t make_current(struct vcard *card, unsigned sfi)
{
    if (sfi == 0)
        return card->current != 0 ? SW_OK : SW_NO_FILE_SELECTED;
    if (!file_exists(card, sfi))
        return SW_NOT_FOUND;
    card->current = sfi;
    return SW_OK;
}

static bool is_open(const struct vcard *card, unsigned file)
{
    bool open = openers[file - 1] == 0;

    for (size_t i = 0; i < VCARD_KEYS; i++)
        open = open || ((openers[file - 1] & 1U << i) != 0 && card->keys[i].open);
    return open;
}

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

    if (by_sfi && ((command->p1 & SFI_SPARE) != 0 || (command->p1 & SFI_MASK) == 0))
        return SW_PARAMETERS;
    status = make_current(card, by_sfi ? command->p1 & SFI_MASK : 0);
    if (status != SW_OK)
        return status;
    if (card->ap != VCARD_TEXT_AP || !is_data_file(card, card->current))
        return SW_WRONG_FILE;
    if (!is_open(card, card->current))
        return SW_SECURITY;
    if (command->le == APDU_NO_LE || command->data.len > 0)
        return SW_LENGTH;
    if (from >= card->files[card->current - 1].len)
        return SW_OFFSET;
    return hand_out(bytes_view(&card->files[card->current - 1]), from, command->le, answer);
}

static uint16_t do_read_record(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    struct bytes record = bytes_new(2 + VCARD_RECORD_LEN);
    uint16_t status = SW_PARAMETERS;

    if ((command->p2 & 7) != 4)
        return status;
    status = make_current(card, command->p2 >> 3);
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

/* --- VERIFY ------------------------------------------------------------------------------------
 */

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

static uint16_t do_verify(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    struct vcard_key *key = NULL;
    uint16_t status = SW_PARAMETERS;

    (void)answer;
    if (command->p1 != 0 || (command->p2 & BY_SFI) == 0 || (command->p2 & SFI_SPARE) != 0)
        return SW_PARAMETERS;
    status = make_current(card, command->p2 & SFI_MASK);
    if (status != SW_OK)
        return status;
    key = card->ap == VCARD_TEXT_AP ? key_of(card, card->current) : NULL;
    if (key == NULL)
        return SW_WRONG_FILE;
    if (command->data.len == 0)
        return (uint16_t)(SW_TRIES | key->tries);
    if (command->data.len > VCARD_VALUE_MAX)
        return SW_LENGTH;
    return try_value(card, key, command->data);
}

/* --- The card's own key ------------------------------------------------------------------------
 */

/* Needs no PIN: what it proves is that the card is there. */
static uint16_t do_sign(struct vcard *card, const struct apdu *command, struct bytes *answer)
{
    uint8_t signature[RSA_SIGNATURE_LEN];

    if (command->p1 != 0 || command->p2 != 0)
        return SW_PARAMETERS;
    if (card->ap != VCARD_TEXT_AP)
        return SW_CONDITIONS;
    if (command->data.len == 0 || command->data.len > SIGNED_MAX || command->le < RSA_SIGNATURE_LEN)
        return SW_LENGTH;
    if (!rsa_sign_block(card->signing, command->data, signature) ||
        !bytes_append(answer, view_of(signature, sizeof signature)))
        return SW_NO_MEMORY;
    return SW_OK;
}

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
        {0x00, 0x20, do_verify},      {0x00, 0xA4, do_select}, {0x00, 0xB0, do_read_binary},
        {0x00, 0xB2, do_read_record}, {0x80, 0x2A, do_sign},   {0x80, 0xAE, do_session_key},
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
    uint16_t status = act(card, command, answer);

    return bytes_append_u16(answer, status);
}
