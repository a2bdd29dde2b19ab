#include "hw/vprinter/printer.h"

#include "hw/vprinter/printer_inside.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

enum { GLANCE_MS = 20 };

struct printer *printer_new(const struct printer_fit *fit)
{
    struct printer *p = calloc(1, sizeof *p);

    if (p == NULL)
        return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    p->started = p->since = time(NULL);
    p->page_ms = fit->page_ms;
    p->sensor = fit->sensor;
    p->urf = fit->urf;
    p->failing = fit->failing;
    if (fit->plan != NULL)
        p->plan = *fit->plan;
    return p;
}

void printer_free(struct printer **p)
{
    if (*p == NULL)
        return;
    jobs_free(&(*p)->jobs);
    pthread_cond_destroy(&(*p)->changed);
    pthread_mutex_destroy(&(*p)->lock);
    free(*p);
    *p = NULL;
}

int printer_create_job(struct printer *p, const char *name, const char *user)
{
    struct job_entry *entry = NULL;
    int id = 0;

    pthread_mutex_lock(&p->lock);
    entry = jobs_add(&p->jobs);
    if (entry != NULL) {
        id = entry->job.id;
        (void)snprintf(entry->job.name, sizeof entry->job.name, "%s", name);
        (void)snprintf(entry->job.user, sizeof entry->job.user, "%s", user);
    }
    pthread_mutex_unlock(&p->lock);
    return id;
}

bool printer_give(struct printer *p, int id, struct bytes *document)
{
    struct job_entry *entry = NULL;
    bool ok = false;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    ok = entry != NULL && entry->job.state == IPP_JSTATE_HELD && !entry->given;
    if (ok) {
        entry->document = *document;
        *document = bytes_new(document->max);
        entry->given = true;
        entry->job.state = IPP_JSTATE_PENDING;
        entry->job.reason = "none";
        pthread_cond_broadcast(&p->changed);
    }
    pthread_mutex_unlock(&p->lock);
    return ok;
}

static void end(struct printer *p, struct job_entry *entry, ipp_jstate_t state, const char *reason)
{
    entry->job.state = state;
    entry->job.reason = reason;
    entry->job.ended = time(NULL);
    bytes_free(&entry->document);
    pthread_cond_broadcast(&p->changed);
}

bool printer_cancel(struct printer *p, int id)
{
    struct job_entry *entry = NULL;
    bool ok = false;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    ok = entry != NULL && !job_has_ended(&entry->job);
    if (ok && p->in_hand == id)
        entry->cancelled = true; /* the engine ends it between two sheets */
    else if (ok)
        end(p, entry, IPP_JSTATE_CANCELED, "job-canceled-by-user");
    pthread_mutex_unlock(&p->lock);
    return ok;
}

bool printer_job(struct printer *p, int id, struct job *out)
{
    struct job_entry *entry = NULL;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    if (entry != NULL)
        *out = entry->job;
    pthread_mutex_unlock(&p->lock);
    return entry != NULL;
}

size_t printer_jobs(struct printer *p, bool ended, struct job *out, size_t max)
{
    size_t count = 0;

    pthread_mutex_lock(&p->lock);
    for (size_t i = p->jobs.count; i > 0 && count < max; i--)
        if (job_has_ended(&p->jobs.entry[i - 1].job) == ended)
            out[count++] = p->jobs.entry[i - 1].job;
    pthread_mutex_unlock(&p->lock);
    return count;
}

void printer_status(struct printer *p, struct printer_status *out)
{
    bool busy = false;

    pthread_mutex_lock(&p->lock);
    mishap_pass(p);
    busy = mishap_now() < p->busy_until;
    *out = (struct printer_status){.state = p->in_hand > 0 || busy ? IPP_PSTATE_PROCESSING
                                                                   : IPP_PSTATE_IDLE,
                                   .reasons = 1,
                                   .reason = {p->stop != NULL ? p->stop : "none"},
                                   .life = p->life,
                                   .lying = p->sensor ? p->lying : -1,
                                   .waiting = busy,
                                   .urf = p->urf,
                                   .started = p->started,
                                   .since = p->since};
    if (p->stop != NULL)
        out->state = IPP_PSTATE_STOPPED;
    for (size_t i = 0; i < p->jobs.count; i++)
        out->waiting += !job_has_ended(&p->jobs.entry[i].job);
    pthread_mutex_unlock(&p->lock);
}

bool printer_take(struct printer *p, int *id, struct bytes *document)
{
    struct job_entry *entry = NULL;

    pthread_mutex_lock(&p->lock);
    while (!p->stopping && (entry = jobs_waiting(&p->jobs)) == NULL)
        pthread_cond_wait(&p->changed, &p->lock);
    if (!p->stopping && entry != NULL) {
        *id = p->in_hand = entry->job.id;
        *document = entry->document;
        entry->document = bytes_new(PRINTER_DOCUMENT_MAX);
        entry->job.state = IPP_JSTATE_PROCESSING;
        entry->job.reason = "job-printing";
        entry->job.started = p->since = time(NULL);
    } else {
        entry = NULL;
    }
    pthread_mutex_unlock(&p->lock);
    return entry != NULL;
}

static bool is_interrupted(struct printer *p, int id)
{
    struct job_entry *entry = jobs_find(&p->jobs, id);

    return p->stopping || entry == NULL || entry->cancelled;
}

/* What stops a printer may begin, and be mended, at any moment of a page. */
static void glance(struct printer *p)
{
    pthread_mutex_unlock(&p->lock);
    (void)poll(NULL, 0, GLANCE_MS);
    pthread_mutex_lock(&p->lock);
    mishap_pass(p);
}

enum page_fate printer_page(struct printer *p, int id, int page)
{
    enum page_fate fate = PAGE_INTERRUPTED;
    int64_t out = 0;

    pthread_mutex_lock(&p->lock);
    mishap_of_page(p, (uint32_t)page);
    out = mishap_now() + p->page_ms + mishap_delay(p, (uint32_t)page);
    while (!is_interrupted(p, id) && (p->stop != NULL || mishap_now() < out))
        glance(p);
    if (!is_interrupted(p, id)) {
        fate = p->fate;
        p->fate = PAGE_COMES;
        p->lied = p->lied || fate != PAGE_COMES;
    }
    pthread_mutex_unlock(&p->lock);
    return fate;
}

void printer_count(struct printer *p, int id, bool real)
{
    struct job_entry *entry = NULL;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    if (entry != NULL)
        entry->job.sheets++;
    p->life += real;
    p->lying += real;
    pthread_mutex_unlock(&p->lock);
}

void printer_end(struct printer *p, int id, ipp_jstate_t state, const char *reason)
{
    struct job_entry *entry = NULL;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    if (entry != NULL)
        end(p, entry, state, reason);
    if (p->lied)
        mishap_tell(p);
    p->lied = false;
    if (p->in_hand == id)
        p->in_hand = 0;
    p->since = time(NULL);
    pthread_mutex_unlock(&p->lock);
}

void printer_stop(struct printer *p)
{
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

void printer_mend(struct printer *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = NULL;
    pthread_mutex_unlock(&p->lock);
}

void printer_clear_tray(struct printer *p)
{
    pthread_mutex_lock(&p->lock);
    p->lying = 0;
    pthread_mutex_unlock(&p->lock);
}

void printer_follow(struct printer *p, const struct plan *plan)
{
    pthread_mutex_lock(&p->lock);
    p->plan = *plan;
    p->operations = p->bytes = 0;
    pthread_mutex_unlock(&p->lock);
}

unsigned printer_boots(struct printer *p)
{
    unsigned boots = 0;

    pthread_mutex_lock(&p->lock);
    boots = p->boots;
    pthread_mutex_unlock(&p->lock);
    return boots;
}

bool printer_is_off(struct printer *p)
{
    bool off = false;

    pthread_mutex_lock(&p->lock);
    off = mishap_now() < p->off_until;
    pthread_mutex_unlock(&p->lock);
    return off;
}

static bool is_planned(const struct printer *p, const struct moment *moment, enum fault_how how,
                       int *ms)
{
    const struct fault *fault = plan_find(&p->plan, moment, how);

    if (fault != NULL && ms != NULL)
        *ms += (int)fault->ms;
    return fault != NULL;
}

struct mishap printer_hear(struct printer *p, size_t len)
{
    struct mishap out = {0};
    struct moment moment = {.len = len};
    unsigned boots = 0;

    pthread_mutex_lock(&p->lock);
    boots = p->boots;
    moment.exchange = ++p->operations;
    moment.before = p->bytes;
    p->bytes += len;
    mishap_of_operation(p, &moment);
    (void)is_planned(p, &moment, FAULT_SLOW, &out.wait_ms);
    out.cut = p->boots != boots;
    out.mute = is_planned(p, &moment, FAULT_SILENT, &out.wait_ms);
    out.refused = is_planned(p, &moment, FAULT_REFUSES, NULL);
    out.twice = is_planned(p, &moment, FAULT_TAKES_TWICE, NULL);
    pthread_mutex_unlock(&p->lock);
    return out;
}
