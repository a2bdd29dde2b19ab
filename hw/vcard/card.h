/* A My Number Card without plastic: a command goes in, an answer comes out. No file, no socket, no
 * clock. It behaves as docs/card.md describes its applications; what is not documented anywhere is
 * answered in the way that forgives a reader least. */
#ifndef HW_VCARD_CARD_H
#define HW_VCARD_CARD_H

#include "crypto/base/bytes.h"
#include "crypto/rsa.h"
#include "hw/vcard/foreign.h"

enum {
    VCARD_TEXT_FILES = 7, /* EF 0001 to 0007 of the text AP */
    VCARD_FILE_MAX = 6144,
    VCARD_VALUE_MAX = 16,
    VCARD_RECORD_LEN = 28,
    VCARD_ATR_LEN = 13,
    VCARD_ANSWER_MAX = VCARD_FILE_MAX + 2,
};

/* Files that hold data: those of the text AP, then these. */
enum vcard_file_name {
    VCARD_JPKI_SIGN = VCARD_TEXT_FILES, /* JPKI 0001, certificate for signing */
    VCARD_JPKI_SIGN_CA,                 /* 0002 */
    VCARD_JPKI_TOKEN,                   /* 0006, label */
    VCARD_JPKI_STATE,                   /* 0008, which certificates there are */
    VCARD_JPKI_AUTH,                    /* 000A, certificate for authentication */
    VCARD_JPKI_AUTH_CA,                 /* 000B */
    VCARD_FACE_AGE,                     /* visual 0001 */
    VCARD_FACE,                         /* 0002 */
    VCARD_FACE_BASIC,                   /* 0003 */
    VCARD_FACE_SIGNER,                  /* 0004 */
    VCARD_FACE_NUMBER,                  /* 0005 */
    VCARD_FILES
};

/* The files that take a VERIFY. */
enum vcard_key_name {
    VCARD_PIN,      /* text 0011 暗証番号 */
    VCARD_KEY_12,   /* 0012, blocked on every card */
    VCARD_NUMBER_A, /* 0014 照合番号A */
    VCARD_NUMBER_B, /* 0015 照合番号B */
    VCARD_TEXT_KEYS,
    VCARD_AUTH_PIN = VCARD_TEXT_KEYS, /* JPKI 0018, 4 digits */
    VCARD_SIGN_PIN,                   /* 001B, 6 to 16 capitals and digits */
    VCARD_FACE_BIRTH,                 /* visual 0011, YYMMDD */
    VCARD_FACE_B,                     /* 0012 照合番号B */
    VCARD_FACE_A,                     /* 0013 照合番号A */
    VCARD_KEYS
};

struct vcard_key {
    uint8_t value[VCARD_VALUE_MAX];
    size_t len;
    unsigned tries, most; /* 0 to 15 */
    bool open;            /* verified since the AP was selected */
};

enum vcard_ap { VCARD_NO_AP, VCARD_COMMON_AP, VCARD_TEXT_AP, VCARD_JPKI_AP, VCARD_VISUAL_AP };

struct vcard {
    /* What the card keeps without power. */
    struct bytes files[VCARD_FILES]; /* [0] is EF 0001 of the text AP; empty: not there */
    struct vcard_key keys[VCARD_KEYS];
    char record[VCARD_RECORD_LEN + 1];     /* common AP: serial 15, municipality 5, expiry 8 */
    struct rsa_key *signing;               /* the private half of EF 0007 of the text AP */
    struct rsa_key *auth_pair, *sign_pair; /* JPKI 0017 and 001A; NULL on a card without JPKI */
    enum foreign_kind foreign;             /* another card altogether: the rest is never seen */
    bool reselect_clears;                  /* selecting the same AP again drops what was verified */

    /* What it loses with it. */
    enum vcard_ap ap;
    unsigned current; /* the EF that READ and VERIFY mean, 0: none */

    /* A counter moved since somebody last set this to false: keep it before the answer leaves. */
    bool changed;
};

/* The ATR that a contactless reader makes up for the card. */
struct view vcard_atr(const struct vcard *card);

/* A card without content. NULL without memory. */
MUST_USE struct vcard *vcard_new(void);
void vcard_free(struct vcard **card);

/* Power went, or the reader reset the card: selection and verified keys are gone, counters stay. */
void vcard_reset(struct vcard *card);

/* Appends the answer to one command, status bytes included. Any bytes are a command. False: no
 * memory. */
MUST_USE bool vcard_answer(struct vcard *card, struct view command, struct bytes *answer);

#endif
