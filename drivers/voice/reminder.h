/* How a reminder of a card or a paper grows until it is taken (KSK-12, KSK-13): pure, so that the
 * same steps hold for screen, voice and lamp. */
#ifndef DRIVERS_VOICE_REMINDER_H
#define DRIVERS_VOICE_REMINDER_H

#include <stdbool.h>
#include <stdint.h>

enum { REMINDER_STAGE_2_MS = 10000, REMINDER_STAGE_3_MS = 30000, REMINDER_EVERY_MS = 5000 };

/* 1 at first, 2 after ten seconds, 3 after thirty: then staff is told as well. It is the stage of
 * the picture and the loudness of the voice. */
int reminder_stage(int64_t waited_ms);

/* When the voice speaks next: once at first, then every five seconds from stage 2 on. Always later
 * than `waited_ms`; below zero stands for "not yet". */
int64_t reminder_next_ms(int64_t waited_ms);

#endif
