#include "hw/vprinter/jobs.h"

#include <string.h>

bool job_has_ended(const struct job *job)
{
    return job->state >= IPP_JSTATE_CANCELED;
}

static bool forget_oldest(struct jobs *jobs)
{
    size_t i = 0;

    while (i < jobs->count && !job_has_ended(&jobs->entry[i].job))
        i++;
    if (i == jobs->count)
        return false;
    bytes_free(&jobs->entry[i].document);
    jobs->count--;
    memmove(&jobs->entry[i], &jobs->entry[i + 1], (jobs->count - i) * sizeof jobs->entry[0]);
    return true;
}

struct job_entry *jobs_add(struct jobs *jobs)
{
    struct job_entry *entry = NULL;

    if (jobs->count == PRINTER_JOBS_MAX && !forget_oldest(jobs))
        return NULL;
    entry = &jobs->entry[jobs->count++];
    *entry = (struct job_entry){.document = bytes_new(PRINTER_DOCUMENT_MAX)};
    entry->job.id = ++jobs->next_id;
    entry->job.state = IPP_JSTATE_HELD;
    entry->job.reason = "job-incoming";
    entry->job.created = time(NULL);
    return entry;
}

struct job_entry *jobs_find(struct jobs *jobs, int id)
{
    for (size_t i = 0; i < jobs->count; i++)
        if (jobs->entry[i].job.id == id)
            return &jobs->entry[i];
    return NULL;
}

struct job_entry *jobs_waiting(struct jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++)
        if (jobs->entry[i].given && jobs->entry[i].job.state == IPP_JSTATE_PENDING)
            return &jobs->entry[i];
    return NULL;
}

void jobs_free(struct jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++)
        bytes_free(&jobs->entry[i].document);
    jobs->count = 0;
}
