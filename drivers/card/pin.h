/* A PIN, or a 照合番号 in its place, lives from key press to VERIFY, in locked memory, and cannot
 * be printed or copied by accident. */
#ifndef DRIVERS_CARD_PIN_H
#define DRIVERS_CARD_PIN_H

#include "crypto/base/bytes.h"

enum { PIN_LEN = 4, PIN_A_LEN = 12, PIN_B_LEN = 14, PIN_LEN_MAX = PIN_B_LEN };

/* What a value is to the card. A zeroed pin is a PIN. */
enum pin_kind {
    PIN_OF_HOLDER, /* 暗証番号, four digits: opens all */
    PIN_NUMBER_A,  /* 照合番号A, the number itself: opens the number only */
    PIN_NUMBER_B,  /* 照合番号B, what stands on the face: opens all but the number (CNT-05) */
    PIN_KINDS
};

/* Holds a pointer to secret pages; the digits are reached only by pin_view. */
struct pin {
    char *digits; /* NULL: no PIN */
    enum pin_kind kind;
};

/* What 照合番号B is made of, as one reads it from the face of a card: digits, and no zero behind
 * them. */
struct pin_face {
    char birth[8]; /* YYYYMMDD; on the card the year is counted in its era */
    char year[4];  /* the last of the card's validity */
    char code[4];  /* セキュリティコード */
};

/* Takes exactly four digits and wipes the text it was given, whatever comes of it. */
MUST_USE bool pin_take(struct pin *pin, char *text, size_t len);

/* The same for any kind, of exactly its length. */
MUST_USE bool pin_take_kind(struct pin *pin, enum pin_kind kind, char *text, size_t len);

/* Makes 照合番号B and wipes the face. False for anything but digits. */
MUST_USE bool pin_take_face(struct pin *pin, struct pin_face *face);

/* Hands the PIN over: `from` is empty afterwards, what `to` held is wiped. */
void pin_move(struct pin *to, struct pin *from);

void pin_wipe(struct pin *pin);
MUST_USE bool pin_is_set(const struct pin *pin);

/* The digits, for the VERIFY command and nothing else. */
struct view pin_view(const struct pin *pin);

#endif
