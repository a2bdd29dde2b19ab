/* A card whose exchanges go wrong by a plan: the same plans as at the reader, and the faults that
 * only a card can have (a counter that stays, another card's files). */
#ifndef HW_VCARD_TROUBLE_H
#define HW_VCARD_TROUBLE_H

#include "drivers/card/faulty.h"
#include "hw/vcard/card.h"

enum { TROUBLE_ANSWER_MAX = VCARD_ANSWER_MAX + 512 };

/* Zeroed: nothing goes wrong. */
struct trouble {
    struct faulty faulty;
    struct vcard *other; /* whose files other-card takes; borrowed, NULL: none */
};

/* What becomes of the answer. */
enum trouble_end {
    TROUBLE_ANSWER,
    TROUBLE_TWICE,  /* it is said two times */
    TROUBLE_SILENT, /* it is never said */
    TROUBLE_GONE,   /* the card leaves the field before it is heard */
};

struct trouble_result {
    enum trouble_end end;
    int late_ms; /* say it so much later, or lay the card back after so long */
};

/* Appends the answer to one command as vcard_answer does, with what the plan does to it. What the
 * card did is done, heard or not: a try that was used is used. False: no memory. */
MUST_USE bool trouble_answer(struct trouble *trouble, struct vcard *card, struct view command,
                             struct bytes *answer, struct trouble_result *result);

#endif
