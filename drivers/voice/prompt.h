/* Inside drivers/voice: one prompt, as it lies in a file. */
#ifndef DRIVERS_VOICE_PROMPT_H
#define DRIVERS_VOICE_PROMPT_H

#include "crypto/base/bytes.h"
#include "drivers/voice/voice.h"

enum { PROMPT_ID_SIZE = 32, PROMPT_LANGUAGE_SIZE = 4 };

struct prompt {
    unsigned rate;     /* samples a second */
    struct view sound; /* 16-bit little-endian samples, inside `file` */
    struct bytes file;
};

/* Reads the prompt from the first folder that has it. False when there is none, or none that is
 * mono sound of 16 bits. Languages and ids are small letters, digits and "_": no path can be
 * smuggled in. */
MUST_USE bool prompt_load(const struct voice_folders *folders, const char *language, const char *id,
                          struct prompt *out);
void prompt_free(struct prompt *prompt);

/* How many samples there are, and one of them at a loudness. */
size_t prompt_samples(const struct prompt *prompt);
int16_t prompt_sample(const struct prompt *prompt, size_t at, int loudness);

#endif
