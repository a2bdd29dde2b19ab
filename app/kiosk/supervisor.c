#include "app/kiosk/supervisor.h"

#include "drivers/host/command.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SILENT_MS = 120000,
    CRASHES_MAX = 5, /* in a row: then somebody has to look */
    STATUS_CRASHED = -1
};

/* What travels on the line, one packet each. */
enum word { WORD_READY, WORD_GO, WORD_ALIVE, WORD_WRITE, WORD_WRITTEN, WORD_REFUSED };

struct packet {
    enum word word;
    struct journal_entry entry;
};

struct child {
    pid_t pid; /* 0: none */
    int line;
};

struct supervisor {
    const struct supervisor_plan *plan;
    struct journal *journal;
    struct child now, next;
};

static bool say(int line, enum word word, const struct journal_entry *entry)
{
    struct packet packet = {.word = word};

    if (entry != NULL)
        packet.entry = *entry;
    return send(line, &packet, sizeof packet, MSG_NOSIGNAL) == sizeof packet;
}

/* False: whoever was at the other end is gone, or says nothing for `ms` (-1: without end). */
static bool hear(int line, int ms, struct packet *out)
{
    struct pollfd fd = {.fd = line, .events = POLLIN};
    int ready = 0;

    do {
        ready = poll(&fd, 1, ms);
    } while (ready < 0 && errno == EINTR);
    return ready > 0 && recv(line, out, sizeof *out, 0) == sizeof *out;
}

static void drop(struct child *child)
{
    if (child->pid == 0)
        return;
    close(child->line);
    *child = (struct child){0};
}

/* In the new process: nothing of the supervisor's is kept but the line to it. */
static _Noreturn void be_visit(struct supervisor *supervisor, pid_t parent, int line)
{
    const struct supervisor_plan *plan = supervisor->plan;
    struct upward up = {line};

    drop(&supervisor->now);
    drop(&supervisor->next);
    journal_close(&supervisor->journal);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(EXIT_CANNOT_TELL);
    exit(plan->visit(plan->self, &up));
}

static bool begin(struct supervisor *supervisor, struct child *child)
{
    int ends[2];
    pid_t parent = getpid(), pid = 0;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        be_visit(supervisor, parent, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    *child = (struct child){.pid = pid, .line = ends[0]};
    return true;
}

/* Ends a child that has hung up, or hangs: its exit status, or STATUS_CRASHED. */
static int collect(struct child *child)
{
    int status = 0;
    pid_t pid = child->pid, got = 0;

    drop(child);
    if (pid == 0)
        return STATUS_CRASHED;
    (void)kill(pid, SIGKILL); /* of one that has ended by itself the status stays */
    do {
        got = waitpid(pid, &status, 0);
    } while (got < 0 && errno == EINTR);
    return got == pid && WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_CRASHED;
}

static void keep(struct supervisor *supervisor, const struct packet *packet)
{
    bool written = packet->word == WORD_WRITE && journal_write(supervisor->journal, &packet->entry);

    if (packet->word == WORD_WRITE)
        (void)say(supervisor->now.line, written ? WORD_WRITTEN : WORD_REFUSED, NULL);
}

/* Leads one process through its turn, with the next one made ready beside it. */
static int follow(struct supervisor *supervisor, bool more)
{
    struct child *now = &supervisor->now;
    struct packet packet;

    if (hear(now->line, SILENT_MS, &packet) &&
        say(now->line, WORD_GO, journal_last(supervisor->journal))) {
        if (more)
            (void)begin(supervisor, &supervisor->next);
        while (hear(now->line, SILENT_MS, &packet))
            keep(supervisor, &packet);
    }
    return collect(now);
}

static int run(struct supervisor *supervisor)
{
    int visits = supervisor->plan->visits, crashes = 0, status = EXIT_CANNOT_TELL;

    for (int i = 1; (visits == 0 || i <= visits) && crashes < CRASHES_MAX; i++) {
        supervisor->now = supervisor->next;
        supervisor->next = (struct child){0};
        if (supervisor->now.pid == 0 && !begin(supervisor, &supervisor->now))
            return EXIT_CANNOT_TELL;
        status = follow(supervisor, visits == 0 || i < visits);
        if (status == EXIT_CANNOT_TELL)
            return status;
        crashes = status == EXIT_YES || status == EXIT_NO ? 0 : crashes + 1;
    }
    return status == STATUS_CRASHED ? EXIT_CANNOT_TELL : status;
}

int supervisor_run(const char *program, const struct supervisor_plan *plan)
{
    struct supervisor supervisor = {.plan = plan, .journal = journal_open(plan->journal)};
    int status = EXIT_CANNOT_TELL;

    if (supervisor.journal == NULL)
        return command_refuse(program, "kiosk.journal: cannot be written, or another kiosk's");
    status = run(&supervisor);
    (void)collect(&supervisor.next);
    journal_close(&supervisor.journal);
    return status;
}

bool upward_wait(const struct upward *up, struct journal_entry *open)
{
    struct packet packet;

    if (!say(up->fd, WORD_READY, NULL) || !hear(up->fd, -1, &packet) || packet.word != WORD_GO)
        return false;
    *open = packet.entry;
    return true;
}

static bool write_entry(void *self, const struct journal_entry *entry)
{
    const struct upward *up = self;
    struct packet packet;

    return say(up->fd, WORD_WRITE, entry) && hear(up->fd, -1, &packet) &&
           packet.word == WORD_WRITTEN;
}

static void alive(void *self)
{
    const struct upward *up = self;

    (void)say(up->fd, WORD_ALIVE, NULL);
}

struct keeper_port upward_keeper(struct upward *up)
{
    return (struct keeper_port){up, write_entry, alive};
}
