/* Inside drivers/voice: the thread that says one prompt at a time, through whatever makes it
 * heard. */
#ifndef DRIVERS_VOICE_SPEAKER_H
#define DRIVERS_VOICE_SPEAKER_H

#include "drivers/voice/prompt.h"

struct utterance {
    char language[PROMPT_LANGUAGE_SIZE];
    char id[PROMPT_ID_SIZE];
    int loudness;
};

/* What makes it heard. Called from the speaker's thread only. */
struct speaker_sink {
    void *self;
    bool (*begin)(void *self, const struct utterance *what, unsigned rate);

    /* Takes as long as the samples last, give or take a buffer. */
    bool (*play)(void *self, const int16_t *samples, size_t count);

    /* `whole`: all of it was played, and may sound to its end; else it is cut off at once. */
    void (*end)(void *self, bool whole);

    void (*close)(void *self);
};

/* Takes the sink over, also when it fails: without memory, descriptor or thread. */
MUST_USE bool speaker_open(const struct voice_folders *folders, const struct speaker_sink *sink,
                           struct voice_port *out);

#endif
