/* Inside drivers/voice: writes down what would be heard, and takes the time it would take. */
#ifndef DRIVERS_VOICE_RECORDER_H
#define DRIVERS_VOICE_RECORDER_H

#include "drivers/voice/speaker.h"

/* Appends to `path`, which is made if it is not there. */
MUST_USE bool recorder_open(const char *path, struct speaker_sink *out);

#endif
