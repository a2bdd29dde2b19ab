#include "kiosk_line.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAIRS = 16, CHUNK = 65536, WORD_LEN = 4 };

/* A PWG raster begins with it (PWG 5102.4). */
static const char first_word[] = "RaS2";

struct pair {
    int end[2]; /* the kiosk's and the printer's; -1: none */
    char tail[WORD_LEN - 1];
};

struct kiosk_line {
    int listener, stop[2], port;
    void (*sheets)(void *self);
    void *self;
    pthread_t thread;
    struct pair pair[PAIRS];
    char chunk[WORD_LEN - 1 + CHUNK];
};

static struct sockaddr_in loopback(int port)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)port)};
}

static void drop(struct pair *pair)
{
    for (int i = 0; i < 2; i++)
        if (pair->end[i] >= 0)
            close(pair->end[i]);
    *pair = (struct pair){.end = {-1, -1}};
}

/* What comes in is passed on at once, as the kiosk and the printer do: else the second part of a
 * question waits 40 ms for the acknowledgement of its first, and the kiosk would seem to. */
static void hurry(const struct pair *pair)
{
    int yes = 1;

    for (int i = 0; i < 2; i++)
        (void)setsockopt(pair->end[i], IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

static void admit(struct kiosk_line *line)
{
    struct sockaddr_in printer = loopback(line->port);
    struct pair pair = {.end = {accept(line->listener, NULL, NULL), -1}};

    pair.end[1] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (size_t i = 0; i < PAIRS; i++) {
        if (line->pair[i].end[0] >= 0)
            continue;
        if (connect(pair.end[1], (const struct sockaddr *)&printer, sizeof printer) == 0) {
            hurry(&pair);
            line->pair[i] = pair;
            return;
        }
    }
    drop(&pair);
}

static bool send_all(int to, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(to, at, len, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        at += sent;
        len -= (size_t)sent;
    }
    return true;
}

/* The word may lie across two chunks: the end of the one before stands in front. */
static void carry(struct kiosk_line *line, struct pair *pair, int from)
{
    char *fresh = line->chunk + sizeof pair->tail;
    ssize_t got = recv(pair->end[from], fresh, CHUNK, 0);

    if (got <= 0 || !send_all(pair->end[1 - from], fresh, (size_t)got)) {
        drop(pair);
        return;
    }
    if (from != 0)
        return;
    memcpy(line->chunk, pair->tail, sizeof pair->tail);
    if (memmem(line->chunk, sizeof pair->tail + (size_t)got, first_word, WORD_LEN) != NULL)
        line->sheets(line->self);
    memcpy(pair->tail, line->chunk + got, sizeof pair->tail);
}

static void *run(void *self)
{
    struct kiosk_line *line = self;
    struct pollfd fds[2 + 2 * PAIRS];

    do {
        fds[0] = (struct pollfd){.fd = line->stop[0], .events = POLLIN};
        fds[1] = (struct pollfd){.fd = line->listener, .events = POLLIN};
        for (size_t i = 0; i < 2 * (size_t)PAIRS; i++)
            fds[2 + i] = (struct pollfd){.fd = line->pair[i / 2].end[i % 2], .events = POLLIN};
        if (poll(fds, sizeof fds / sizeof *fds, -1) < 0)
            continue;
        for (size_t i = 0; i < 2 * (size_t)PAIRS; i++)
            if (fds[2 + i].revents != 0 && line->pair[i / 2].end[i % 2] >= 0)
                carry(line, &line->pair[i / 2], (int)(i % 2));
        if (fds[1].revents != 0)
            admit(line);
    } while (fds[0].revents == 0);
    return NULL;
}

static bool listen_somewhere(struct kiosk_line *line, int *own)
{
    struct sockaddr_in at = loopback(0);
    socklen_t len = sizeof at;

    line->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(line->listener, (const struct sockaddr *)&at, sizeof at) != 0 ||
        listen(line->listener, PAIRS) != 0 ||
        getsockname(line->listener, (struct sockaddr *)&at, &len) != 0)
        return false;
    *own = ntohs(at.sin_port);
    return pipe(line->stop) == 0;
}

struct kiosk_line *kiosk_line_open(int port, void (*sheets)(void *self), void *self, int *own)
{
    struct kiosk_line *line = calloc(1, sizeof *line);

    if (line == NULL)
        return NULL;
    line->port = port;
    line->sheets = sheets;
    line->self = self;
    for (size_t i = 0; i < PAIRS; i++)
        line->pair[i] = (struct pair){.end = {-1, -1}};
    if (listen_somewhere(line, own) && pthread_create(&line->thread, NULL, run, line) == 0)
        return line;
    free(line);
    return NULL;
}

void kiosk_line_close(struct kiosk_line **line)
{
    struct kiosk_line *old = *line;

    if (old == NULL)
        return;
    if (write(old->stop[1], "", 1) == 1)
        pthread_join(old->thread, NULL);
    for (size_t i = 0; i < PAIRS; i++)
        drop(&old->pair[i]);
    close(old->listener);
    close(old->stop[0]);
    close(old->stop[1]);
    free(old);
    *line = NULL;
}
