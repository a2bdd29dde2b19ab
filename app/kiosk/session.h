/* What the kiosk knows during one visit, and the ports it works with. Everything in `visit` is
 * forgotten at its end, whatever the end is. */
#ifndef APP_KIOSK_SESSION_H
#define APP_KIOSK_SESSION_H

#include "app/identity/liveness.h"
#include "app/kiosk/flow.h"
#include "app/kiosk/journal.h"
#include "app/kiosk/news.h"
#include "app/kiosk/times.h"
#include "app/paper/paper.h"
#include "app/seal/trust.h"
#include "app/wire/wire.h"
#include "app/words/language.h"
#include "drivers/card/reader.h"
#include "drivers/card/watch.h"
#include "drivers/host/clock.h"
#include "drivers/lamp/lamp.h"
#include "drivers/net/client.h"
#include "drivers/pay/pay.h"
#include "drivers/screen/screen.h"
#include "drivers/voice/voice.h"
#include "print/printer.h"

#include <stdatomic.h>

enum { REMINDERS_MAX = 6, REPORT_SIZE = 12 };

/* The outside, and what is trusted. Outlives the visit; holds no personal data. */
struct kiosk {
    enum language language, home; /* of this resident; of this kiosk */
    bool spoken;                  /* this resident wants to hear every screen */
    bool shuffled;                /* the keys of the PIN pad change places for every resident */
    struct screen_port screen;
    struct voice_port voice;
    struct lamp_port lamp;
    struct reader_port reader;
    struct watch *watch;
    struct printer_port printer;
    struct pay_port pay;
    struct keeper_port keeper;
    struct journal_entry open; /* what an earlier process left to be settled */
    struct client *centre;
    struct news *news; /* of the centre; NULL: none are heard */
    struct clock_port clock;
    struct times times; /* all 0: the flow's own */
    struct trust *trust;
    struct card_roots roots;
    struct ec_key *sheet_key;
    uint8_t certificate[SHA256_LEN]; /* digest of the kiosk's own certificate */
};

/* Where the money is (R27). */
enum visit_fee { FEE_NONE, FEE_RESERVED, FEE_CAPTURED, FEE_GIVEN_BACK };

/* One resident. */
struct visit {
    enum err code;           /* why it ended, or what went wrong last */
    struct wire_offer offer; /* public */
    char choice[SCREEN_ID_SIZE];
    struct area area;
    enum kind kind;
    enum paper_size paper; /* how it is printed: the kiosk's own affair, never the sheet's */
    char transaction[RANDOM_ID_SIZE];
    int64_t agreed;
    unsigned tries;
    int reminders;
    struct pin pin;
    struct card_files files;
    struct card_person person;
    uint8_t nonce[NONCE_LEN];
    struct bytes sealed; /* the centre's state of this visit, opaque to us */
    struct history history;
    uint8_t signature[CARD_SIGNATURE_LEN]; /* the answer to the second challenge */
    bool asked;                            /* the certificate was asked for: never a second time */
    struct bytes sheet;                    /* the signed sheet as it came */
    struct certificate certificate;
    struct bytes specimen; /* PNG of the preview's page that is looked at */
    struct bytes stream;   /* the pages, exactly as they will be sent */
    int pages, sheets;
    int printing;               /* the page that comes out now, from 1; 0: none yet */
    enum err printer;           /* what its printer says meanwhile */
    unsigned dpi, format;       /* what the printer takes */
    struct traveller traveller; /* 海外用: as on file, the passport's number masked */
    enum visit_fee fee;
    int paid;          /* yen that are in the coin box's hand: loop.c asks for it while waiting */
    atomic_bool halt;  /* no longer wait for coins, nor print on: the code says why */
    bool begun;        /* the journal speaks of this visit */
    bool told;         /* the centre has heard its outcome */
    bool delivered;    /* and it was a delivery */
    uint64_t done;     /* commands of this visit that came to a good end: bit 1 << FLOW_DO_x */
    bool staff_called; /* the screen says that somebody comes */
    int differs;       /* number of the dose that the resident says differs; 0: none */
    char reference[REPORT_SIZE]; /* what the resident tells staff about it; "": none */
    bool idle;   /* nobody has touched anything for long: asks whether somebody is there */
    int seconds; /* until the deadline that is running; 0: none */
};

/* An empty visit with an id of its own. NULL when memory or randomness is not to be had. */
MUST_USE struct visit *visit_new(void);

/* Wipes all that is known of the person and keeps what the last screen and the result line need:
 * code, serial, pages. */
void visit_forget(struct visit *visit);
void visit_free(struct visit **visit);

#endif
