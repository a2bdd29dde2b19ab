#include "app/kiosk/touch.h"

#include <string.h>

bool touch_language(const char *id, enum language *out)
{
    static const char prefix[] = "language.";

    return strncmp(id, prefix, strlen(prefix)) == 0 && language_from_name(id + strlen(prefix), out);
}

static enum flow_event event_of(const char *id)
{
    static const enum flow_event named[] = {FLOW_ON_yes,     FLOW_ON_no,    FLOW_ON_stop,
                                            FLOW_ON_here,    FLOW_ON_staff, FLOW_ON_differs,
                                            FLOW_ON_not_mine};
    enum language language = LANGUAGE_JA;

    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(id, flow_event_name(named[i])) == 0)
            return named[i];
    return touch_language(id, &language) ? FLOW_ON_language : FLOW_ON_chose;
}

bool touch_is_aside(const struct screen_event *touch)
{
    return touch->did == SCREEN_AT || touch->did == SCREEN_TYPES ||
           (touch->did == SCREEN_CHOSE && strcmp(touch->id, "voice") == 0);
}

bool touch_event(const struct screen_event *touch, enum flow_event *out)
{
    switch (touch->did) {
    case SCREEN_CHOSE:
        *out = event_of(touch->id);
        return true;
    case SCREEN_TYPED_PIN:
        *out = FLOW_ON_typed_pin;
        return true;
    default:
        return false;
    }
}

void touch_keep(struct kiosk *kiosk, struct visit *visit, struct screen_event *touch)
{
    if (touch->did == SCREEN_TYPED_PIN)
        pin_move(&visit->pin, &touch->pin);
    else if (touch->did == SCREEN_CHOSE && !touch_language(touch->id, &kiosk->language))
        memcpy(visit->choice, touch->id, sizeof visit->choice);
    wipe(touch, sizeof *touch);
}
