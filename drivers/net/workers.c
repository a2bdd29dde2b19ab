#include "drivers/net/workers.h"

#include "drivers/net/counts.h"
#include "drivers/net/steady.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { YOUTH_MS = 1000 };

/* The parent may have died before the kernel was told to mind. */
static void begin(const struct workers *workers, size_t number, pid_t parent)
{
    sigset_t none;

    (void)sigemptyset(&none);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent ||
        sigprocmask(SIG_SETMASK, &none, NULL) != 0)
        exit(EXIT_FAILURE);
    exit(workers->work(workers->self, number));
}

static bool start(struct workers *workers, size_t number)
{
    pid_t parent = getpid(), pid = fork();

    if (pid == 0)
        begin(workers, number, parent);
    workers->each[number].born_ms = steady_ms();
    workers->each[number].pid = pid > 0 ? pid : 0;
    return pid > 0;
}

int workers_fill(struct workers *workers)
{
    int64_t wait = -1;

    for (size_t i = 0; i < workers->count; i++) {
        int64_t born = workers->each[i].born_ms, due = born != 0 ? born + YOUTH_MS : 0;
        int64_t left = due - steady_ms();

        if (workers->each[i].pid != 0 || (left <= 0 && start(workers, i)))
            continue;
        left = left > 0 ? left : YOUTH_MS;
        wait = wait < 0 || left < wait ? left : wait;
    }
    return (int)wait;
}

size_t workers_reap(struct workers *workers)
{
    size_t ended = 0;

    for (size_t i = 0; i < workers->count; i++)
        if (workers->each[i].pid != 0 && waitpid(workers->each[i].pid, NULL, WNOHANG) != 0) {
            workers->each[i].pid = 0;
            counts_forget(i);
            ended++;
        }
    return ended;
}

void workers_signal(const struct workers *workers, int number)
{
    for (size_t i = 0; i < workers->count; i++)
        if (workers->each[i].pid != 0)
            (void)kill(workers->each[i].pid, number);
}

size_t workers_alive(const struct workers *workers)
{
    size_t alive = 0;

    for (size_t i = 0; i < workers->count; i++)
        alive += workers->each[i].pid != 0;
    return alive;
}
