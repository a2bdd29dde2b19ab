#include "drivers/card/watch.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { LOOK_MS = 250 };

struct watch {
    const struct reader_port *reader;
    pthread_t thread;
    int news[2];
    atomic_bool ending;
    atomic_int presence;
};

static void *run(void *arg)
{
    struct watch *watch = arg;
    enum reader_presence known = READER_AWAY;

    while (!atomic_load(&watch->ending)) {
        enum reader_presence now = watch->reader->wait(watch->reader->self, known, LOOK_MS);
        uint8_t byte = (uint8_t)now;

        atomic_store(&watch->presence, now);
        /* What a full pipe did not take is found again by the next look. */
        if (now != known && write(watch->news[1], &byte, 1) == 1)
            known = now;
    }
    return NULL;
}

static void free_watch(struct watch *watch)
{
    if (watch == NULL)
        return;
    for (int i = 0; i < 2; i++)
        if (watch->news[i] >= 0)
            close(watch->news[i]);
    free(watch);
}

struct watch *watch_open(const struct reader_port *reader)
{
    struct watch *watch = calloc(1, sizeof *watch), *opened = NULL;

    if (watch == NULL)
        return NULL;
    *watch = (struct watch){.reader = reader, .news = {-1, -1}};
    if (pipe2(watch->news, O_CLOEXEC | O_NONBLOCK) != 0)
        goto out;
    if (pthread_create(&watch->thread, NULL, run, watch) != 0)
        goto out;
    opened = watch;
    watch = NULL;

out:
    free_watch(watch);
    return opened;
}

int watch_fd(const struct watch *watch)
{
    return watch->news[0];
}

bool watch_next(struct watch *watch, enum reader_presence *out)
{
    uint8_t byte = 0;

    if (read(watch->news[0], &byte, 1) != 1)
        return false;
    *out = (enum reader_presence)byte;
    return true;
}

enum reader_presence watch_presence(const struct watch *watch)
{
    return (enum reader_presence)atomic_load(&watch->presence);
}

void watch_close(struct watch **watch)
{
    if (*watch == NULL)
        return;
    atomic_store(&(*watch)->ending, true);
    pthread_join((*watch)->thread, NULL);
    free_watch(*watch);
    *watch = NULL;
}
