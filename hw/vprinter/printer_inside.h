/* What printer.c and mishap.c share. */
#ifndef HW_VPRINTER_PRINTER_INSIDE_H
#define HW_VPRINTER_PRINTER_INSIDE_H

#include "hw/vprinter/jobs.h"
#include "hw/vprinter/printer.h"

#include <pthread.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct jobs jobs;
    bool stopping;
    int life, in_hand;
    time_t started, since;
    /* What goes wrong: */
    struct plan plan;
    uint64_t operations, bytes; /* that it was sent */
    unsigned boots;
    const char *stop; /* the reason that it stands still for; NULL: none */
    int64_t mended;   /* ms when the reason goes by itself; 0: by a hand only */
    int64_t off_until, busy_until;
    enum page_fate fate; /* of the next page */
    bool lied;           /* about a page of the job in hand */
    /* How it is fitted: */
    int page_ms;
    bool sensor, urf;
    int lying; /* sheets in the output tray */
    void (*failing)(void);
};

/* All under the lock. */

int64_t mishap_now(void);

/* Begins what the plan has for this operation, or for this page of the job in hand. */
void mishap_of_operation(struct printer *p, const struct moment *moment);
void mishap_of_page(struct printer *p, uint32_t page);

/* Something goes wrong now. */
void mishap_tell(const struct printer *p);

/* Ends what ends by itself. */
void mishap_pass(struct printer *p);

/* How long the page takes in addition. */
int mishap_delay(const struct printer *p, uint32_t page);

#endif
