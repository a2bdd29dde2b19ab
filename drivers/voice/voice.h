/* The voice port: says prepared prompts, one at a time. It knows prompts by their ids only, so no
 * name, number or digit of a person can ever be spoken. */
#ifndef DRIVERS_VOICE_VOICE_H
#define DRIVERS_VOICE_VOICE_H

#include "crypto/base/must.h"

#include <stdbool.h>

enum {
    VOICE_SAID_SIZE = 256,
    VOICE_LOUDEST = 3
}; /* 0: quiet, as one asks; 3: as one
    * calls after somebody */

struct voice_port {
    void *self;

    /* Begins prompts, said one after the other, and ends at once what is being said. Never waits. A
     * prompt that cannot be had is silence. `language` is "ja", "en", "zh" or "ko"; `ids` are
     * parted by blanks, in less than VOICE_SAID_SIZE. */
    void (*say)(void *self, const char *language, const char *ids, int loudness);

    /* Silence, at once. */
    void (*hush)(void *self);

    /* A descriptor that is readable when `ended` has news; -1: nothing is ever heard here. */
    int (*fd)(void *self);

    /* True once for each `say` that came to its end. One that was cut short is not told of. */
    bool (*ended)(void *self);

    /* False after a prompt that could not be found or played; true again after one that was. */
    bool (*working)(void *self);

    void (*close)(void *self);
};

/* Where prompts are looked for: FOLDER/LANGUAGE/ID.wav, 16-bit mono. */
struct voice_folders {
    const char *recordings; /* a person's voice goes before the machine's; NULL or "": none */
    const char *made;       /* what the build made */
};

/* Opens the voice that `port` names: "none"; "alsa" or "alsa:DEVICE"; "record:PATH", which appends
 * to PATH what would be heard, a line each: "say LANGUAGE ID LOUDNESS", then "end ID" or "cut ID".
 * The folders are copied. False when `port` is none of these, or cannot be had. */
MUST_USE bool voice_open(const char *port, const struct voice_folders *folders,
                         struct voice_port *out);

#endif
