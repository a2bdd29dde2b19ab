/* What the virtual printer is at a moment: its jobs, its counters, its reasons. Safe to use from
 * any thread; every function takes the lock itself. */
#ifndef HW_VPRINTER_PRINTER_H
#define HW_VPRINTER_PRINTER_H

#include "crypto/base/bytes.h"
#include "drivers/fault/plan.h"

#include <cups/ipp.h>
#include <time.h>

enum {
    PRINTER_JOBS_MAX = 128,
    PRINTER_NAME_SIZE = 128,
    PRINTER_REASONS_MAX = 4,
    PRINTER_DOCUMENT_MAX = 256 * 1024 * 1024
};

/* A job as others see it. */
struct job {
    int id;
    ipp_jstate_t state;
    const char *reason; /* job-state-reasons keyword */
    int sheets;         /* impressions completed */
    char name[PRINTER_NAME_SIZE], user[PRINTER_NAME_SIZE];
    time_t created, started, ended; /* 0: not yet */
};

struct printer_status {
    ipp_pstate_t state;
    size_t reasons;
    const char *reason[PRINTER_REASONS_MAX]; /* printer-state-reasons keywords */
    int life;                                /* impressions */
    int waiting;                             /* jobs that have not ended */
    int lying;                               /* sheets in the output tray; -1 without a sensor */
    bool urf;                                /* takes URF in place of PWG raster */
    time_t started, since;                   /* switched on; in the present state */
};

struct printer;

/* How a printer is fitted, and what goes wrong with it. */
struct printer_fit {
    const struct plan *plan; /* NULL: nothing */
    int page_ms;             /* how long a sheet takes */
    bool sensor;             /* in the output tray */
    bool urf;                /* takes URF in place of PWG raster */
    void (*failing)(void);   /* told at the moment that something goes wrong; NULL: nobody */
};

MUST_USE struct printer *printer_new(const struct printer_fit *fit);
void printer_free(struct printer **p);

/* A job without document, held until one comes. 0 when there are too many. */
int printer_create_job(struct printer *p, const char *name, const char *user);

/* Hands the document over: `document` is empty afterwards. False when the job takes none. */
MUST_USE bool printer_give(struct printer *p, int id, struct bytes *document);

/* False when there is no such job, or when it has ended. */
MUST_USE bool printer_cancel(struct printer *p, int id);

MUST_USE bool printer_job(struct printer *p, int id, struct job *out);

/* Copies up to `max` jobs, newest first; those that have ended, or those that have not. */
size_t printer_jobs(struct printer *p, bool ended, struct job *out, size_t max);

void printer_status(struct printer *p, struct printer_status *out);

/* --- The hand --------------------------------------------------------------------------------- */

/* Puts right what stopped it. */
void printer_mend(struct printer *p);

/* Takes all sheets out of the output tray. */
void printer_clear_tray(struct printer *p);

/* Another plan from now on; operations and bytes are counted anew. */
void printer_follow(struct printer *p, const struct plan *plan);

/* --- For the server --------------------------------------------------------------------------- */

/* What happens to an operation. */
struct mishap {
    bool cut;     /* the connection ends before it is done */
    bool mute;    /* it is done, and the connection ends without an answer */
    int wait_ms;  /* before the answer, or before that end */
    bool refused; /* a document's format */
    bool twice;   /* a document is taken two times */
};

/* How often it was switched on: a connection of another time is dead. */
unsigned printer_boots(struct printer *p);

/* Whether it has no power at the moment. */
bool printer_is_off(struct printer *p);

/* An operation of `len` bytes has come in. */
struct mishap printer_hear(struct printer *p, size_t len);

/* --- For the engine ------------------------------------------------------------------------ */

/* Waits for the next job with a document and takes it. False when the printer is to stop. */
MUST_USE bool printer_take(struct printer *p, int *id, struct bytes *document);

/* What comes of a page. */
enum page_fate {
    PAGE_COMES,
    PAGE_CLAIMED,          /* counted in the job, but no paper comes */
    PAGE_AND_REST_CLAIMED, /* the job ends as completed, but no more paper comes */
    PAGE_INTERRUPTED,      /* cancelled, lost, or the printer is to stop */
};

/* Waits as long as the printer stands still, and as long as page `page` of the job takes. */
enum page_fate printer_page(struct printer *p, int id, int page);

/* A sheet of the job in hand: counted in the job and, if it is `real`, in the life and in the tray.
 */
void printer_count(struct printer *p, int id, bool real);

/* The job in hand has ended. */
void printer_end(struct printer *p, int id, ipp_jstate_t state, const char *reason);

/* Lets printer_take return false, now and from now on. */
void printer_stop(struct printer *p);

#endif
