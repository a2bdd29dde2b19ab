#include "drivers/voice/voice.h"

#include "drivers/voice/alsa.h"
#include "drivers/voice/recorder.h"

#include <string.h>

static void say_nothing(void *self, const char *language, const char *id, int loudness)
{
    (void)self, (void)language, (void)id, (void)loudness;
}

static void do_nothing(void *self)
{
    (void)self;
}

static int no_fd(void *self)
{
    (void)self;
    return -1;
}

static bool no_news(void *self)
{
    (void)self;
    return false;
}

static bool always_working(void *self)
{
    (void)self;
    return true;
}

bool voice_open(const char *port, const struct voice_folders *folders, struct voice_port *out)
{
    static const struct voice_port silent = {.say = say_nothing,
                                             .hush = do_nothing,
                                             .fd = no_fd,
                                             .ended = no_news,
                                             .working = always_working,
                                             .close = do_nothing};
    struct speaker_sink sink = {0};
    bool heard = false;

    *out = silent;
    if (strcmp(port, "none") == 0)
        return true;
    if (strcmp(port, "alsa") == 0)
        heard = alsa_open("default", &sink);
    else if (strncmp(port, "alsa:", 5) == 0)
        heard = alsa_open(port + 5, &sink);
    else if (strncmp(port, "record:", 7) == 0)
        heard = recorder_open(port + 7, &sink);
    return heard && speaker_open(folders, &sink, out);
}
