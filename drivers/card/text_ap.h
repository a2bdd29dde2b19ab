/* The card transaction: 12 commands in a fixed order (design: common AP ×2, select, tries left,
 * VERIFY, four reads, card key, two challenges). Knows commands and status words, not what the
 * files mean. Reads with SFI and extended Le, and falls back to short blocks where reader or card
 * cannot. */
#ifndef DRIVERS_CARD_TEXT_AP_H
#define DRIVERS_CARD_TEXT_AP_H

#include "drivers/card/pin.h"
#include "drivers/card/reader.h"

enum { TEXT_AP_TRIES_MAX = 15, TEXT_AP_SIGNATURE_LEN = 256, TEXT_AP_EXPIRY_SIZE = 9 };

enum text_ap_file {
    TEXT_AP_NUMBER = 1,
    TEXT_AP_PERSON = 2,
    TEXT_AP_DIGESTS = 3,
    TEXT_AP_CERTIFICATE = 4,
    TEXT_AP_KEY = 7
};

/* Common AP: the expiry YYYYMMDD, unsigned, good for an early refusal only. ERR_OK with an empty
 * text where the card does not say. */
MUST_USE enum err text_ap_expiry(struct reader_port *reader, char out[TEXT_AP_EXPIRY_SIZE]);

/* Selects the text AP. A card that has none is not a My Number Card, and gets no PIN. */
MUST_USE enum err text_ap_select(struct reader_port *reader);

/* Tries left of the PIN, without using one up; a blocked card has its code. */
MUST_USE enum err text_ap_tries(struct reader_port *reader, unsigned *tries);

/* The same of the PIN or of a 照合番号, each of which has a counter and codes of its own. */
MUST_USE enum err text_ap_tries_of(struct reader_port *reader, enum pin_kind kind, unsigned *tries);

/* Sends the PIN, or the 照合番号 in its place, once and wipes it, whatever comes of it (KSK-09). A
 * wrong one and a blocked card have codes of their own; `tries` is what is left afterwards, and
 * stays as it was where the card does not say. After 照合番号A the card gives EF 0001, after B EF
 * 0002, after either 0003 and 0007 (CNT-05). */
MUST_USE enum err text_ap_verify(struct reader_port *reader, struct pin *pin, unsigned *tries);

/* Reads a file whole, filler included, into `out` (cleared first). `out` must be able to hold two
 * bytes more than the file. Empty where the card has no such file: a card of another layout. */
MUST_USE enum err text_ap_read(struct reader_port *reader, enum text_ap_file file,
                               struct bytes *out);

/* Lets the card sign a SHA-256 digest with its own key. */
MUST_USE enum err text_ap_sign(struct reader_port *reader, const uint8_t digest[32],
                               uint8_t out[TEXT_AP_SIGNATURE_LEN]);

#endif
