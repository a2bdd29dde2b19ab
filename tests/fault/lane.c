#include "tests/fault/lane.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 2 };

/* What a visit sends back: marks first, the outcome last. */
struct told {
    bool last;
    struct mark mark;
    struct outcome outcome;
};

bool lane_parse(const char *text, struct lane *out)
{
    const char *path = strchr(text, ':'), *card = path != NULL ? strchr(path + 1, ':') : NULL;
    size_t len = card != NULL ? (size_t)(card - path - 1) : 0;

    *out = (struct lane){.told = -1};
    if (len == 0 || len >= sizeof out->control || strlen(card + 1) >= sizeof out->card)
        return false;
    out->port = (int)strtol(text, NULL, 10);
    memcpy(out->control, path + 1, len);
    memcpy(out->card, card + 1, strlen(card + 1) + 1);
    return out->port > 0;
}

static bool read_line(int fd, char answer[LANE_TEXT_SIZE])
{
    for (size_t len = 0; len < LANE_TEXT_SIZE && recv(fd, answer + len, 1, 0) == 1; len++)
        if (answer[len] == '\n') {
            answer[len] = 0;
            return true;
        }
    return false;
}

bool lane_tell(const struct lane *lane, const char *line, char answer[LANE_TEXT_SIZE])
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    char said[LANE_TEXT_SIZE];
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = false;

    if (fd < 0 || strlen(lane->control) >= sizeof at.sun_path)
        goto out;
    memcpy(at.sun_path, lane->control, strlen(lane->control) + 1);
    good = connect(fd, (const struct sockaddr *)&at, sizeof at) == 0 &&
           dprintf(fd, "%s\n", line) > 0 && read_line(fd, said) && strncmp(said, "ok", 2) == 0;
    if (good)
        memcpy(answer, said + 2, strlen(said + 2) + 1);

out:
    if (fd >= 0)
        close(fd);
    return good;
}

bool lane_wait_closed(const struct lane *lane, int seconds)
{
    const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
    char answer[LANE_TEXT_SIZE];

    for (int left = seconds * 1000 / LOOK_MS; left > 0; left--) {
        if (!lane_tell(lane, "count", answer))
            return false;
        if (strstr(answer, " open=0") != NULL)
            return true;
        (void)nanosleep(&pause, NULL);
    }
    return false;
}

static void note(void *self, const char *state)
{
    const struct lane *lane = self;
    struct told told = {0};
    char answer[LANE_TEXT_SIZE];

    if (!lane_tell(lane, "count", answer) ||
        sscanf(answer, " ask=%" SCNu64 " answer=%" SCNu64, &told.mark.ask, &told.mark.answer) != 2)
        return;
    (void)snprintf(told.mark.state, sizeof told.mark.state, "%s", state);
    (void)!write(lane->told, &told, sizeof told);
}

static _Noreturn void walk(struct lane *lane, const char *config, const struct settings *settings,
                           const struct kiosk *kiosk, bool marks)
{
    const struct resident resident = {.config = config,
                                      .card = lane->card,
                                      .port = lane->port,
                                      .at = marks ? note : NULL,
                                      .self = lane};
    struct told told = {.last = true};

    (void)alarm(VISIT_SECONDS);
    if (!resident_visit(&resident, settings, kiosk, &told.outcome) ||
        write(lane->told, &told, sizeof told) != sizeof told)
        _exit(2);
    _exit(0);
}

bool lane_send(struct lane *lane, const char *config, const struct settings *settings,
               const struct kiosk *kiosk, bool marks)
{
    int ends[2];

    if (pipe(ends) != 0)
        return false;
    (void)fflush(NULL);
    lane->visit = fork();
    lane->told = ends[lane->visit == 0];
    (void)close(ends[lane->visit != 0]);
    if (lane->visit == 0)
        walk(lane, config, settings, kiosk, marks);
    if (lane->visit > 0)
        return true;
    (void)close(lane->told);
    lane->told = -1;
    return false;
}

enum lane_end lane_wait(struct lane *lane, struct outcome *out)
{
    struct told told = {0};
    int status = 0;

    lane->marks = 0;
    while (!told.last && read(lane->told, &told, sizeof told) == sizeof told)
        if (!told.last && lane->marks < LANE_MARKS_MAX)
            lane->mark[lane->marks++] = told.mark;
    *out = told.outcome;
    (void)waitpid(lane->visit, &status, 0);
    (void)close(lane->told);
    lane->told = -1;
    lane->visit = 0;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return LANE_HUNG;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 && told.last ? LANE_ENDED : LANE_CRASHED;
}
