/* Command and answer as ISO 7816-4 writes them: building, parsing, status words. Used by those who
 * ask a card and by the virtual card that answers. */
#ifndef DRIVERS_CARD_APDU_H
#define DRIVERS_CARD_APDU_H

#include "drivers/card/reader.h"

enum {
    APDU_NO_LE = 0,
    APDU_LE_SHORT = 256,      /* Le = 00 */
    APDU_LE_EXTENDED = 65536, /* Le = 00 00 00 */
    APDU_DATA_MAX = 65535,
    APDU_COMMAND_MAX = 4 + 3 + APDU_DATA_MAX + 2,
    APDU_SHORT_MAX = 4 + 1 + 255 + 1
};

enum {
    SW_OK = 0x9000,
    SW_END_OF_FILE = 0x6282,
    SW_TRIES = 0x63C0, /* | tries left */
    SW_TRIES_MASK = 0xFFF0,
    SW_LENGTH = 0x6700,
    SW_CHANNEL = 0x6881,
    SW_SECURE_MESSAGING = 0x6882,
    SW_WRONG_FILE = 0x6981,
    SW_SECURITY = 0x6982,
    SW_BLOCKED_ISO = 0x6983,
    SW_BLOCKED = 0x6984,
    SW_CONDITIONS = 0x6985,
    SW_NO_FILE_SELECTED = 0x6986,
    SW_NOT_FOUND = 0x6A82,
    SW_NO_RECORD = 0x6A83,
    SW_PARAMETERS = 0x6A86,
    SW_OFFSET = 0x6B00,
    SW_LE_IS = 0x6C00, /* | the Le that fits */
    SW_INSTRUCTION = 0x6D00,
    SW_CLASS = 0x6E00,
};

struct apdu {
    uint8_t cla, ins, p1, p2;
    struct view data; /* borrowed */
    uint32_t le;      /* most bytes wanted, APDU_NO_LE for none */
};

/* Appends the command, in short form where data and Le allow it. False: too long, or no room. */
MUST_USE bool apdu_build(const struct apdu *command, struct bytes *out);

/* Reads a command of any of the seven forms; `data` is borrowed from `raw`. */
MUST_USE bool apdu_parse(struct view raw, struct apdu *out);

/* Takes the two status bytes off the end of an answer. False when it has not even those. */
MUST_USE bool apdu_status(struct bytes *answer, uint16_t *status);

/* Sends one command of the short form or without data; leaves the data of the answer in `answer`
 * and its status in `status`. The bytes that were sent are wiped. Failures: AK-C of the reader; an
 * answer without status counts as a card that answers oddly. */
MUST_USE enum err apdu_exchange(struct reader_port *reader, const struct apdu *command,
                                struct bytes *answer, uint16_t *status);

#endif
