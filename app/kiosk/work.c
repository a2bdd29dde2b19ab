#include "app/kiosk/work.h"

#include "app/kiosk/perform.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct work {
    struct kiosk *kiosk;
    struct visit *visit;
    pthread_t thread;
    int begin, done; /* eventfds */
    atomic_int command, code;
};

static bool ring(int bell)
{
    const uint64_t one = 1;

    return write(bell, &one, sizeof one) == sizeof one;
}

static bool hear(int bell)
{
    uint64_t count = 0;

    return read(bell, &count, sizeof count) == sizeof count;
}

/* `nothing` is the word to end. */
static void *run(void *arg)
{
    struct work *work = arg;

    while (hear(work->begin) && atomic_load(&work->command) != FLOW_DO_nothing) {
        enum flow_command command = (enum flow_command)atomic_load(&work->command);

        atomic_store(&work->code, (int)perform(work->kiosk, work->visit, command));
        (void)ring(work->done);
    }
    return NULL;
}

static void free_work(struct work *work)
{
    if (work == NULL)
        return;
    if (work->begin >= 0)
        close(work->begin);
    if (work->done >= 0)
        close(work->done);
    free(work);
}

struct work *work_open(struct kiosk *kiosk, struct visit *visit)
{
    struct work *work = calloc(1, sizeof *work), *opened = NULL;

    if (work == NULL)
        return NULL;
    work->kiosk = kiosk;
    work->visit = visit;
    work->begin = eventfd(0, EFD_CLOEXEC);
    work->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (work->begin < 0 || work->done < 0 || pthread_create(&work->thread, NULL, run, work) != 0)
        goto out;
    opened = work;
    work = NULL;

out:
    free_work(work);
    return opened;
}

void work_begin(struct work *work, enum flow_command command)
{
    atomic_store(&work->command, (int)command);
    (void)ring(work->begin);
}

int work_fd(const struct work *work)
{
    return work->done;
}

bool work_answer(struct work *work, enum err *code)
{
    if (!hear(work->done))
        return false;
    *code = (enum err)atomic_load(&work->code);
    return true;
}

void work_close(struct work **work)
{
    if (*work == NULL)
        return;
    work_begin(*work, FLOW_DO_nothing);
    pthread_join((*work)->thread, NULL);
    free_work(*work);
    *work = NULL;
}
