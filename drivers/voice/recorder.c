#include "drivers/voice/recorder.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct recorder {
    int fd;
    struct utterance what;
    unsigned rate;
};

static bool begin(void *self, const struct utterance *what, unsigned rate)
{
    struct recorder *r = self;

    r->what = *what;
    r->rate = rate;
    return dprintf(r->fd, "say %s %s %d\n", what->language, what->id, what->loudness) > 0;
}

static bool play(void *self, const int16_t *samples, size_t count)
{
    const struct recorder *r = self;

    (void)samples;
    return poll(NULL, 0, (int)(count * 1000 / r->rate)) == 0;
}

static void end(void *self, bool whole)
{
    const struct recorder *r = self;

    (void)dprintf(r->fd, "%s %s\n", whole ? "end" : "cut", r->what.id);
}

static void close_recorder(void *self)
{
    struct recorder *r = self;

    close(r->fd);
    free(r);
}

bool recorder_open(const char *path, struct speaker_sink *out)
{
    struct recorder *r = calloc(1, sizeof *r);

    if (r == NULL)
        return false;
    r->fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (r->fd < 0) {
        free(r);
        return false;
    }
    *out = (struct speaker_sink){r, begin, play, end, close_recorder};
    return true;
}
