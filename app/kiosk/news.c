#include "app/kiosk/news.h"

#include "drivers/net/client.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ASK_MS = 25000, REST_MS = 5000, HTTP_OK = 200 };

struct news {
    pid_t pid;
    int line; /* to the helper: versions; from it: words, a byte each */
};

/* --- In the helper -----------------------------------------------------------------------------
 */

/* Takes the newest version that was said. Without one it waits `ms`; -1: until there is one. Ends
 * with the visit. */
static void hear_version(int line, int ms, char version[WIRE_VERSION_SIZE])
{
    struct pollfd fd = {.fd = line, .events = POLLIN};

    while (poll(&fd, 1, ms) > 0) {
        if (recv(line, version, WIRE_VERSION_SIZE, 0) != WIRE_VERSION_SIZE)
            _exit(0);
        ms = 0;
    }
}

static bool ask(struct client *client, const char *after, struct wire_awaited *out)
{
    struct wire_await in = {0};
    struct bytes body = bytes_new(WIRE_MAX), answer = bytes_new(WIRE_MAX);
    int status = 0;
    bool good = false;

    memcpy(in.after, after, sizeof in.after);
    good = wire_await_encode(&in, &body) &&
           client_ask(client, WIRE_AWAIT, bytes_view(&body), ASK_MS, &status, &answer) &&
           status == HTTP_OK && wire_awaited_decode(bytes_view(&answer), out) == ERR_OK;
    bytes_free(&body);
    bytes_free(&answer);
    return good;
}

static _Noreturn void listen_to(const struct news_line *line, int upward)
{
    char why[512], version[WIRE_VERSION_SIZE] = "";
    struct client *client = client_open(line->base, &line->files, "centre", line->demo, why);
    struct wire_awaited awaited;

    while (client != NULL) {
        uint8_t word = NEWS_CHANGED;

        hear_version(upward, version[0] != 0 ? 0 : -1, version);
        if (!ask(client, version, &awaited)) {
            hear_version(upward, REST_MS, version);
            continue;
        }
        if (strcmp(awaited.version, version) == 0)
            continue;
        memcpy(version, awaited.version, sizeof version);
        word = awaited.closed ? NEWS_CLOSED : NEWS_CHANGED;
        if (send(upward, &word, 1, MSG_NOSIGNAL) != 1)
            break;
    }
    _exit(0);
}

/* --- In the visit ------------------------------------------------------------------------------
 */

struct news *news_open(const struct news_line *line)
{
    struct news *news = calloc(1, sizeof *news);
    int ends[2] = {-1, -1};
    pid_t parent = getpid();

    if (news == NULL || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        free(news);
        return NULL;
    }
    news->line = ends[0];
    news->pid = fork();
    if (news->pid == 0) {
        close(ends[0]);
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
            _exit(0);
        listen_to(line, ends[1]);
    }
    close(ends[1]);
    if (news->pid < 0)
        news_close(&news);
    return news;
}

void news_since(struct news *news, const char version[WIRE_VERSION_SIZE])
{
    if (news != NULL && version[0] != 0)
        (void)send(news->line, version, WIRE_VERSION_SIZE, MSG_NOSIGNAL);
}

int news_fd(const struct news *news)
{
    return news != NULL ? news->line : -1;
}

/* A helper that is gone has nothing more to say, and is not asked again. */
enum news_word news_take(struct news *news)
{
    uint8_t word = NEWS_NONE;

    if (recv(news->line, &word, 1, MSG_DONTWAIT) == 1)
        return (enum news_word)word;
    if (errno != EAGAIN) {
        close(news->line);
        news->line = -1;
    }
    return NEWS_NONE;
}

void news_close(struct news **news)
{
    if (*news == NULL)
        return;
    if ((*news)->line >= 0)
        close((*news)->line);
    if ((*news)->pid > 0) {
        (void)kill((*news)->pid, SIGKILL);
        while (waitpid((*news)->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    free(*news);
    *news = NULL;
}
