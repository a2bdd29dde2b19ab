#include "hw/vprinter/printer.h"

#include "hw/vprinter/jobs.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct jobs jobs;
    bool stopping;
    int life, in_hand;
    time_t started, since;
};

struct printer *printer_new(void)
{
    struct printer *p = calloc(1, sizeof *p);

    if (p == NULL)
        return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    p->started = p->since = time(NULL);
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
    pthread_mutex_lock(&p->lock);
    *out =
        (struct printer_status){.state = p->in_hand > 0 ? IPP_PSTATE_PROCESSING : IPP_PSTATE_IDLE,
                                .reasons = 1,
                                .reason = {"none"},
                                .life = p->life,
                                .started = p->started,
                                .since = p->since};
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

bool printer_interrupted(struct printer *p, int id)
{
    struct job_entry *entry = NULL;
    bool yes = false;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    yes = p->stopping || entry == NULL || entry->cancelled;
    pthread_mutex_unlock(&p->lock);
    return yes;
}

void printer_count(struct printer *p, int id)
{
    struct job_entry *entry = NULL;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    if (entry != NULL)
        entry->job.sheets++;
    p->life++;
    pthread_mutex_unlock(&p->lock);
}

void printer_end(struct printer *p, int id, ipp_jstate_t state, const char *reason)
{
    struct job_entry *entry = NULL;

    pthread_mutex_lock(&p->lock);
    entry = jobs_find(&p->jobs, id);
    if (entry != NULL)
        end(p, entry, state, reason);
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
