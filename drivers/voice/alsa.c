#include "drivers/voice/alsa.h"

#include <alsa/asoundlib.h>
#include <stdlib.h>
#include <string.h>

enum { LATENCY_US = 200 * 1000 };

struct alsa {
    char *device;
    snd_pcm_t *pcm;
};

/* Whoever listens to the service's standard error is not to read a library's own prose. */
static void say_nothing(const char *file, int line, const char *function, int code,
                        const char *format, ...)
{
    (void)file, (void)line, (void)function, (void)code, (void)format;
}

static bool begin(void *self, const struct utterance *what, unsigned rate)
{
    struct alsa *a = self;

    (void)what;
    /* A device that somebody else holds is refused, not waited for. */
    if (snd_pcm_open(&a->pcm, a->device, SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK) < 0) {
        a->pcm = NULL;
        return false;
    }
    if (snd_pcm_nonblock(a->pcm, 0) == 0 &&
        snd_pcm_set_params(a->pcm, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 1, rate, 1,
                           LATENCY_US) == 0)
        return true;
    snd_pcm_close(a->pcm);
    a->pcm = NULL;
    return false;
}

static bool play(void *self, const int16_t *samples, size_t count)
{
    const struct alsa *a = self;

    while (count > 0) {
        snd_pcm_sframes_t put = snd_pcm_writei(a->pcm, samples, count);

        if (put < 0 && snd_pcm_recover(a->pcm, (int)put, 1) < 0)
            return false;
        if (put > 0) {
            samples += put;
            count -= (size_t)put;
        }
    }
    return true;
}

static void end(void *self, bool whole)
{
    struct alsa *a = self;

    (void)(whole ? snd_pcm_drain(a->pcm) : snd_pcm_drop(a->pcm));
    snd_pcm_close(a->pcm);
    a->pcm = NULL;
}

static void close_alsa(void *self)
{
    struct alsa *a = self;

    free(a->device);
    free(a);
    snd_config_update_free_global();
}

bool alsa_open(const char *device, struct speaker_sink *out)
{
    struct alsa *a = calloc(1, sizeof *a);

    if (a == NULL)
        return false;
    a->device = strdup(device);
    if (a->device == NULL) {
        free(a);
        return false;
    }
    snd_lib_error_set_handler(say_nothing);
    *out = (struct speaker_sink){a, begin, play, end, close_alsa};
    return true;
}
