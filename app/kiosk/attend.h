/* What calls a person beside the screen: the voice, the lights at the card's and the paper's place,
 * the light for staff and the buzzer. They follow the state as the screen does, and grow with a
 * reminder (KSK-12, KSK-13). */
#ifndef APP_KIOSK_ATTEND_H
#define APP_KIOSK_ATTEND_H

#include "app/kiosk/session.h"

/* Zero before the first state. */
struct attend {
    enum flow_state state;
    int64_t since;              /* when that began, in steady milliseconds */
    int64_t again;              /* when its prompt is said again; 0: never */
    char said[VOICE_SAID_SIZE]; /* the prompts said last, how and in which language */
    bool spoken;                /* whether all of a screen is spoken since then */
    int loudness;
    enum language language;
    enum lamp_light light[LAMPS];
};

/* The state, its language or its reminder has changed: says its prompt, unless that was the last
 * one said, and sets the lights. */
void attend_show(struct attend *attend, const struct kiosk *kiosk, const struct visit *visit,
                 enum flow_state state, int64_t now);

/* What the keys of a spoken screen came to (SCREEN_AT, SCREEN_TYPES): says it. */
void attend_follow(const struct attend *attend, const struct kiosk *kiosk,
                   const struct visit *visit, const struct screen_event *touch);

/* Says the prompt again when it is time. */
void attend_remind(struct attend *attend, const struct kiosk *kiosk, const struct visit *visit,
                   int64_t now);

#endif
