/* The screen port: shows one view at a time and tells what the person did. It knows nothing of the
 * flow: the view says what to show and what each part is for, the answer is a choice's id, digits,
 * or nothing. How it looks is the screen's own affair; words come with the view. */
#ifndef DRIVERS_SCREEN_SCREEN_H
#define DRIVERS_SCREEN_SCREEN_H

#include "crypto/base/bytes.h"
#include "drivers/card/pin.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SCREEN_LINES_MAX = 40,
    SCREEN_CHOICES_MAX = 48,
    SCREEN_ROWS_MAX = 32,
    SCREEN_CELLS = 4,
    SCREEN_TICKS_MAX = 6,
    SCREEN_STEPS = 6,
    SCREEN_FACTS = 2,
    SCREEN_TEXT_SIZE = 400,
    SCREEN_LABEL_SIZE = 160,
    SCREEN_ID_SIZE = 32
};

/* What the picture of this very machine shows. */
enum screen_scene {
    SCREEN_NO_SCENE,
    SCREEN_LAY_CARD,    /* a card comes down onto its place */
    SCREEN_CARD_STAYS,  /* it lies there and is at work */
    SCREEN_TAKE_CARD,   /* grows by `stage` */
    SCREEN_PAPER_COMES, /* follows `page` of `pages` */
    SCREEN_TAKE_PAPER,  /* grows by `stage` */
    SCREEN_PUT_COINS,   /* coins go into the box */
    SCREEN_DONE,
    SCREEN_FAULT,   /* something went wrong: the event is at fault, never the person */
    SCREEN_NO_FIND, /* certainly no record: not a fault */
    SCREEN_UNSURE,  /* it could not be checked: neither of these */
    SCREEN_CLOSED_DOWN
};

/* What a choice is for; it decides the place and the looks. */
enum screen_role {
    SCREEN_PLAIN,    /* a button beside the main one */
    SCREEN_MAIN,     /* the one that is lit */
    SCREEN_OPTION,   /* one of a list */
    SCREEN_BACK,     /* these three stand in the foot, always at the same place */
    SCREEN_STOP,     /* (stop's place also carries "this is not mine") */
    SCREEN_STAFF,    /* */
    SCREEN_LANGUAGE, /* one of the languages, each in its own script */
    SCREEN_TOOL      /* in the head, and the key '*': voice */
};

struct screen_choice {
    char id[SCREEN_ID_SIZE]; /* what comes back when it is chosen */
    char label[SCREEN_LABEL_SIZE];
    enum screen_role role;
    bool chosen;                    /* an option that is chosen already */
    char resting[SCREEN_TEXT_SIZE]; /* not empty: it cannot be chosen now, and this says why */
};

struct screen_row {
    char cell[SCREEN_CELLS][SCREEN_LABEL_SIZE];
};

struct screen_tick {
    char label[SCREEN_LABEL_SIZE];
    bool done;
};

/* Zero is a good value for everything that a view does not need. */
struct screen_view {
    const char *state;                 /* the state's name: a constant */
    const char *language;              /* "ja" "en" "zh" "ko"; NULL: ja */
    int step;                          /* of SCREEN_STEPS, from 1; 0: none is shown */
    char step_label[SCREEN_STEPS][24]; /* choose, agree, card, check, print, take */
    char title[SCREEN_TEXT_SIZE];      /* may hold readings: see furigana.h */
    char help[SCREEN_TEXT_SIZE];       /* one line below it */
    enum screen_scene scene;
    int stage; /* 0…3: how loud a reminder has become */
    size_t lines;
    char line[SCREEN_LINES_MAX][SCREEN_TEXT_SIZE];
    struct screen_row heading; /* of the rows */
    size_t rows;
    struct screen_row row[SCREEN_ROWS_MAX];
    size_t ticks; /* facts as they arrive */
    struct screen_tick tick[SCREEN_TICKS_MAX];
    int page, pages;               /* printing: k of n; pages 0: no progress is shown */
    struct view picture;           /* PNG: the specimen; lent until show returns */
    char notice[SCREEN_TEXT_SIZE]; /* worth a frame of its own */
    char code[SCREEN_ID_SIZE];     /* for technicians */
    char fact[SCREEN_FACTS][SCREEN_LABEL_SIZE]; /* in the foot, where nothing is to be stopped */
    bool spoken;    /* a few keys go through the choices, and tell where they are */
    bool wants_pin; /* four digits, never echoed */
    bool shuffled;  /* the keys of the PIN pad change places each time */
    char pin_missing[SCREEN_LABEL_SIZE]; /* "%d more digits": on the waiting main button */
    char pin_enter[SCREEN_LABEL_SIZE];   /* on it when all are there */
    char pin_back[SCREEN_LABEL_SIZE];    /* takes one digit back */
    char pin_clear[SCREEN_LABEL_SIZE];   /* takes all back */
    char pin_typed[SCREEN_LABEL_SIZE];   /* "%d of 4": all that the accessibility tree hears */
    char idle[SCREEN_TEXT_SIZE];       /* not empty: asks over all else whether somebody is there */
    char idle_here[SCREEN_LABEL_SIZE]; /* its button; comes back as the id "here" */
    int seconds;                       /* until the deadline, for a calm shrinking line; 0: none */
    size_t choices;
    struct screen_choice choice[SCREEN_CHOICES_MAX];
};

enum screen_did {
    SCREEN_NOTHING,
    SCREEN_CHOSE,
    SCREEN_TYPED_PIN,
    SCREEN_CLOSED,
    SCREEN_AT,   /* of a spoken view: the keys came to this choice; "": to its beginning */
    SCREEN_TYPES /* of a spoken view: how many digits there are now, never which */
};

struct screen_event {
    enum screen_did did;
    char id[SCREEN_ID_SIZE]; /* SCREEN_CHOSE, SCREEN_AT */
    int digits;              /* SCREEN_TYPES */
    struct pin pin;          /* SCREEN_TYPED_PIN; the receiver wipes it */
};

struct screen_port {
    void *self;

    /* Replaces what is shown. A view of the state that is shown already is an update: nothing
     * moves, what was typed or scrolled to stays. The view is copied as far as needed; the caller
     * may wipe it at once. */
    void (*show)(void *self, const struct screen_view *view);

    /* A descriptor that is readable when `next` has something, or -1 when `next` must be
     * asked after show. */
    int (*fd)(void *self);

    /* What the person did since the last call; never blocks. */
    void (*next)(void *self, struct screen_event *out);

    void (*close)(void *self);
};

#endif
