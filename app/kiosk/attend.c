#include "app/kiosk/attend.h"

#include "app/kiosk/states/spoken.h"
#include "app/kiosk/states/states.h"
#include "app/kiosk/touch.h"
#include "drivers/voice/reminder.h"

#include <stdio.h>
#include <string.h>

enum { CALM = 1 }; /* the loudness of a prompt that is no reminder */

static void say(const struct attend *attend, const struct kiosk *kiosk, enum language language,
                const char *ids)
{
    const struct voice_port *voice = &kiosk->voice;

    if (voice->say == NULL)
        return;
    if (ids[0] == 0)
        voice->hush(voice->self);
    else
        voice->say(voice->self, language_name(language), ids, attend->loudness);
}

/* Whoever has just asked for it is told the keys first; whoever wants it no longer, that alone. */
static void say_state(struct attend *attend, const struct kiosk *kiosk)
{
    bool first = kiosk->spoken && !attend->spoken, last = !kiosk->spoken && attend->spoken;
    char ids[2 * VOICE_SAID_SIZE];

    snprintf(ids, sizeof ids, "%s%s", first ? "spoken_on " : "", attend->said);
    attend->spoken = kiosk->spoken;
    say(attend, kiosk, attend->language, last ? "spoken_off" : ids);
}

/* Whether there is something else to be said than the last time. */
static bool choose(struct attend *attend, const struct kiosk *kiosk, const struct visit *visit)
{
    const struct attend last = *attend;
    int stage = state_stage(visit, attend->state);

    spoken_state(kiosk, visit, attend->state, attend->said);
    attend->loudness = stage > CALM ? stage : CALM;
    attend->language = kiosk->language;
    return strcmp(attend->said, last.said) != 0 || kiosk->spoken != last.spoken ||
           attend->loudness != last.loudness || attend->language != last.language;
}

static enum lamp_light light_of(enum lamp lamp, const struct visit *visit, enum flow_state state)
{
    bool card = state == FLOW_lay_card || state == FLOW_take_card || state == FLOW_clear_deck;
    bool loudest = state_stage(visit, state) == VOICE_LOUDEST;

    switch (lamp) {
    case LAMP_CARD:
        return card ? LAMP_PULSE : LAMP_OFF;
    case LAMP_PAPER:
        if (state == FLOW_printing || state == FLOW_stop_printing)
            return LAMP_ON;
        return state == FLOW_take_paper ? LAMP_PULSE : LAMP_OFF;
    case LAMP_STAFF:
        return visit->staff_called || loudest ? LAMP_ON : LAMP_OFF;
    default:
        return loudest ? LAMP_PULSE : LAMP_OFF;
    }
}

static void set_lights(struct attend *attend, const struct kiosk *kiosk, const struct visit *visit)
{
    for (int i = 0; kiosk->lamp.set != NULL && i < LAMPS; i++) {
        enum lamp_light light = light_of((enum lamp)i, visit, attend->state);

        if (light != attend->light[i] && kiosk->lamp.set(kiosk->lamp.self, (enum lamp)i, light))
            attend->light[i] = light;
    }
}

static void plan_again(struct attend *attend, const struct visit *visit, int64_t now)
{
    bool reminds = state_stage(visit, attend->state) > 0;

    attend->again = reminds ? attend->since + reminder_next_ms(now - attend->since) : 0;
}

void attend_show(struct attend *attend, const struct kiosk *kiosk, const struct visit *visit,
                 enum flow_state state, int64_t now)
{
    bool moved = state != attend->state;

    if (moved)
        attend->since = now;
    attend->state = state;
    set_lights(attend, kiosk, visit);
    if (choose(attend, kiosk, visit))
        say_state(attend, kiosk);
    else if (!moved)
        return;
    plan_again(attend, visit, now);
}

void attend_follow(const struct attend *attend, const struct kiosk *kiosk,
                   const struct visit *visit, const struct screen_event *touch)
{
    enum language language = attend->language;
    char ids[VOICE_SAID_SIZE];

    if (touch->did == SCREEN_TYPES)
        spoken_digits(touch->digits, ids);
    else if (touch->id[0] != 0)
        spoken_choice(kiosk, visit, attend->state, touch->id, ids);
    else
        memcpy(ids, attend->said, sizeof ids);
    /* A language names itself. */
    (void)touch_language(touch->id, &language);
    say(attend, kiosk, language, ids);
}

void attend_remind(struct attend *attend, const struct kiosk *kiosk, const struct visit *visit,
                   int64_t now)
{
    if (attend->again == 0 || now < attend->again)
        return;
    say_state(attend, kiosk);
    plan_again(attend, visit, now);
}
