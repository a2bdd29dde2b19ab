/* What a vaccination certificate says, whoever carries it: the words that wire, seal and paper
 * share. */
#ifndef APP_RECORD_CERTIFICATE_H
#define APP_RECORD_CERTIFICATE_H

#include "app/record/date.h"
#include "crypto/random.h"

#include <stddef.h>

enum {
    AREA_CODE_LEN = 6,
    AREA_CODE_SIZE = AREA_CODE_LEN + 1,
    AREA_NAME_SIZE = 96,
    HOLDER_NAME_SIZE = 304,
    PRODUCT_SIZE = 24,
    LOT_SIZE = 21,
    COUNTRY_SIZE = 4,
    SERIAL_LEN = 12,
    SERIAL_SIZE = SERIAL_LEN + 1,
    VERIFIER_SIZE = 96,
    TRAVELLER_NAME_SIZE = 40,
    PASSPORT_SIZE = 12,
    REFERENCE_SIZE = 25,
    PASSPORT_SHOWN = 4, /* signs of a passport's number on a screen, at most */
    CODE_TEXT_SIZE = 2800,
    DOSES_MAX = 32,
    CODES_MAX = 8,
};

/* Signs of a serial (証明書ID): A–Z without I and O, 2–9. 60 random bits, no clock (VRS-54). */
#define SERIAL_SIGNS "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

enum kind { KIND_DOMESTIC = 1, KIND_TRAVEL = 2 };

/* The person a certificate speaks of, as the card's chip names them. Never the number, never the
 * address. */
struct holder {
    char name[HOLDER_NAME_SIZE]; /* UTF-8, U+3000 between family and given name */
    struct date birth;
};

/* What a certificate for travel says of its holder beyond that, from the passport's
 * machine-readable zone. All empty on a domestic one. */
struct traveller {
    char name[TRAVELLER_NAME_SIZE]; /* surname, one space, given names: A–Z and spaces */
    char passport[PASSPORT_SIZE];   /* its number */
    char nationality[COUNTRY_SIZE]; /* three letters of Doc 9303 */
    char reference[REFERENCE_SIZE]; /* the issuer's number of the certificate ("ai"), or "" */
};

struct dose {
    int number; /* 接種回, from 1, without upper limit (VRS-11) */
    struct date date;
    char product[PRODUCT_SIZE]; /* key into vaccines.h */
    char lot[LOT_SIZE];
    char country[COUNTRY_SIZE]; /* ISO 3166-1 alpha-3 */
};

/* Found, certainly none and could-not-be-checked are never mixed (R13). The zero value is the last.
 */
enum found { FOUND_UNKNOWN = 0, FOUND_NONE = 1, FOUND_SOME = 2 };

struct history {
    enum found found;
    size_t count; /* 0 unless found is FOUND_SOME */
    struct dose doses[DOSES_MAX];
    int64_t as_of; /* number of the last event in the area's ledger of records (VRS-56) */
};

struct area {
    char code[AREA_CODE_SIZE];
    char name_ja[AREA_NAME_SIZE], name_en[AREA_NAME_SIZE]; /* 目黒区, Meguro City */
    char head_ja[AREA_NAME_SIZE], head_en[AREA_NAME_SIZE]; /* 目黒区長, Mayor of Meguro City */
};

enum code_format { CODE_SHC = 1, CODE_VDS_NC = 2, CODE_DCC = 3 };

struct code {
    enum code_format format;
    int first, last;           /* the doses it carries */
    char text[CODE_TEXT_SIZE]; /* as it is encoded into the symbol */
};

struct certificate {
    char serial[SERIAL_SIZE];
    char transaction[RANDOM_ID_SIZE];
    enum kind kind;
    struct area area;
    struct holder holder;
    struct traveller traveller;
    struct history history;
    char verifier[VERIFIER_SIZE]; /* address of the verifier's page, https://…, or "" for none */
    bool others_asked;            /* whether other municipalities were asked (R14) */
    struct date issued;
    size_t codes;
    struct code code[CODES_MAX];
};

/* "domestic", "travel". */
const char *kind_name(enum kind kind);
MUST_USE bool kind_from_name(const char *name, enum kind *out);

/* 12 signs of SERIAL_SIGNS. */
MUST_USE bool serial_is(const char *text);

/* Puts stars in the place of all but the last signs of the passport's number, so that its owner
 * knows it and nobody behind them learns it. Of a short one half is shown. */
void traveller_mask(struct traveller *traveller);

/* Every field is the same. */
MUST_USE bool traveller_equal(const struct traveller *a, const struct traveller *b);

/* Same name byte for byte and same birth date. */
MUST_USE bool holder_equal(const struct holder *a, const struct holder *b);
MUST_USE bool dose_equal(const struct dose *a, const struct dose *b);

#endif
