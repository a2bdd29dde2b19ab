/* Inside drivers/voice: sound through ALSA. */
#ifndef DRIVERS_VOICE_ALSA_H
#define DRIVERS_VOICE_ALSA_H

#include "drivers/voice/speaker.h"

/* `device` is a name of ALSA's: "default", "plughw:CARD=Device". It is opened for each prompt
 * anew, so a loudspeaker that was plugged out and in again speaks again. */
MUST_USE bool alsa_open(const char *device, struct speaker_sink *out);

#endif
