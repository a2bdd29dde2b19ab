/* What the virtual printer is at a moment: its jobs, its counters, its reasons. Safe to use from
 * any thread; every function takes the lock itself. */
#ifndef HW_VPRINTER_PRINTER_H
#define HW_VPRINTER_PRINTER_H

#include "crypto/base/bytes.h"

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
    int life;                                /* impressions since it was switched on */
    int waiting;                             /* jobs that have not ended */
    time_t started, since;                   /* switched on; in the present state */
};

struct printer;

MUST_USE struct printer *printer_new(void);
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

/* --- For the engine ------------------------------------------------------------------------ */

/* Waits for the next job with a document and takes it. False when the printer is to stop. */
MUST_USE bool printer_take(struct printer *p, int *id, struct bytes *document);

/* Whether the job in hand has been cancelled, or the printer is to stop. */
bool printer_interrupted(struct printer *p, int id);

/* One sheet of the job in hand has left the printer: counted in the job and in the life. */
void printer_count(struct printer *p, int id);

/* The job in hand has ended. */
void printer_end(struct printer *p, int id, ipp_jstate_t state, const char *reason);

/* Lets printer_take return false, now and from now on. */
void printer_stop(struct printer *p);

#endif
