/* One card read as the kiosk reads it: the twelve commands, the verdict, and proof of presence. */
#ifndef APP_CARD_SESSION_H
#define APP_CARD_SESSION_H

#include "app/card/probe.h"
#include "drivers/card/pin.h"

struct reading {
    enum err code;       /* ERR_OK: authentic, and present */
    const char *step;    /* where it ended, "" when all went well */
    enum card_part part; /* what is read of the card */
    enum answer tried;
    unsigned tries;     /* left, where `tried` is yes */
    enum answer judged; /* whether `verdict` says anything */
    enum card_verdict verdict;
    enum answer present;       /* both challenges, where all of the card fits together */
    struct card_person person; /* only when the code is ERR_OK */
};

/* Expiry, application, tries left of the PIN or of the 照合番号 in its place: what is asked before
 * anyone types. True: it may follow. */
MUST_USE bool session_begin(struct reader_port *reader, struct date today, enum pin_kind kind,
                            struct reading *out);

/* Sends it once and reads what it opens. After session_begin, on the same connection. */
void session_read(struct reader_port *reader, const struct card_roots *roots, struct pin *pin,
                  struct reading *out);

void reading_wipe(struct reading *reading);

#endif
