#include "hw/vprinter/printer_inside.h"

/* The reason that a printer gives for standing still, or NULL for what does not stop it. */
static const char *reason_of(enum fault_how how)
{
    switch (how) {
    case FAULT_MEDIA_EMPTY:
        return "media-empty-error";
    case FAULT_JAM:
        return "media-jam-error";
    case FAULT_COVER:
        return "cover-open-error";
    case FAULT_TONER:
        return "toner-empty-error";
    case FAULT_STOPPED:
        return "paused";
    default:
        return NULL;
    }
}

int64_t mishap_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Everything but the counters, the trays and the job numbers is forgotten. */
static void lose_power(struct printer *p, uint32_t ms)
{
    jobs_free(&p->jobs);
    p->in_hand = 0;
    p->stop = NULL;
    p->busy_until = 0;
    p->fate = PAGE_COMES;
    p->boots++;
    p->off_until = mishap_now() + ms;
    p->started = p->since = time(NULL);
    pthread_cond_broadcast(&p->changed);
}

void mishap_tell(const struct printer *p)
{
    if (p->failing != NULL)
        p->failing();
}

/* A lie is told once its job is said to be completed. */
static bool is_lie(enum fault_how how)
{
    return how == FAULT_LIES_COMPLETED || how == FAULT_COUNTS_WRONG;
}

static void begin(struct printer *p, const struct fault *fault)
{
    const char *reason = reason_of(fault->how);
    struct job_entry *entry = jobs_find(&p->jobs, p->in_hand);

    if (!is_lie(fault->how))
        mishap_tell(p);
    if (reason != NULL) {
        p->stop = reason;
        p->mended = fault->ms > 0 ? mishap_now() + fault->ms : 0;
    }
    if (fault->how == FAULT_POWER)
        lose_power(p, fault->ms);
    if (fault->how == FAULT_BUSY)
        p->busy_until = mishap_now() + fault->ms;
    if (fault->how == FAULT_CANCELLED && entry != NULL)
        entry->cancelled = true;
    if (fault->how == FAULT_LIES_COMPLETED)
        p->fate = PAGE_AND_REST_CLAIMED;
    if (fault->how == FAULT_COUNTS_WRONG)
        p->fate = PAGE_CLAIMED;
}

void mishap_of_operation(struct printer *p, const struct moment *moment)
{
    for (size_t i = 0; i < p->plan.count; i++)
        if (fault_acts(&p->plan.fault[i], moment))
            begin(p, &p->plan.fault[i]);
}

void mishap_of_page(struct printer *p, uint32_t page)
{
    for (size_t i = 0; i < p->plan.count; i++)
        if (fault_acts_on_page(&p->plan.fault[i], page))
            begin(p, &p->plan.fault[i]);
}

void mishap_pass(struct printer *p)
{
    if (p->stop != NULL && p->mended > 0 && mishap_now() >= p->mended)
        p->stop = NULL;
}

int mishap_delay(const struct printer *p, uint32_t page)
{
    int ms = 0;

    for (size_t i = 0; i < p->plan.count; i++)
        if (p->plan.fault[i].how == FAULT_SLOW && fault_acts_on_page(&p->plan.fault[i], page))
            ms += (int)p->plan.fault[i].ms;
    return ms;
}
