/* What can be said of a card without its PIN. */
#ifndef APP_CARD_PROBE_H
#define APP_CARD_PROBE_H

#include "app/identity/card.h"
#include "drivers/card/reader.h"

enum { PROBE_APPLICATIONS = 5, PROBE_ATR_SIZE = 100, PROBE_EXPIRY_SIZE = 9, PROBE_ISSUER_SIZE = 8 };

enum answer { ANSWER_UNKNOWN, ANSWER_NO, ANSWER_YES };

struct probe {
    char reader[READER_NAME_SIZE]; /* printable ASCII; "" where no card was powered up */
    char atr[PROBE_ATR_SIZE];      /* "3B 88 …" */
    enum answer application[PROBE_APPLICATIONS];
    enum answer extended; /* whether an answer of more than 256 bytes comes through */
    enum answer tried;    /* whether `tries` says anything */
    unsigned tries;
    char expiry[PROBE_EXPIRY_SIZE];      /* YYYYMMDD, "" where the card does not say */
    char issuer[PROBE_ISSUER_SIZE];      /* first seven digits of the key id EF 0004 names, or "" */
    enum answer issuer_known;            /* by the roots; the signature is not looked at */
    double select_ms, tries_ms, read_ms; /* medians; 0 where not measured */
    enum err code;                       /* ERR_OK: nothing found that stands against a PIN */
};

/* Takes over the reader's name as it may be shown, and the ATR. */
void probe_place(struct probe *probe, const char *reader, struct view atr);

/* Asks the card that is connected; never sends a PIN. `roots` may be empty: the issuer is then
 * compared with nothing. What was found until the card went away stays in `out`. */
void probe_card(struct reader_port *reader, const struct card_roots *roots, struct date today,
                struct probe *out);

/* "text", "common", … */
const char *probe_application(size_t i);

/* EXIT_YES, EXIT_NO for a clear no, EXIT_CANNOT_TELL: for check and read alike. */
int probe_exit(enum err code);

#endif
