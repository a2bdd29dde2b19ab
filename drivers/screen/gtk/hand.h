/* What a part of the screen tells when the person does something. */
#ifndef DRIVERS_SCREEN_GTK_HAND_H
#define DRIVERS_SCREEN_GTK_HAND_H

#include "drivers/card/pin.h"

/* What can lie over a screen. */
enum over { OVER_NOTHING, OVER_LANGUAGE, OVER_DISPLAY, OVER_IDLE };

/* What can be switched for a person's eyes and reach. */
enum aid { AID_CONTRAST, AID_LARGE, AID_LOW, AID_STILL, AIDS };

struct hand {
    void *self;
    void (*chose)(void *self, const char *id);
    void (*typed)(void *self, struct pin *pin); /* takes the PIN over */
    void (*at)(void *self, const char *id);     /* where the keys of a spoken view are */
    void (*count)(void *self, int digits);      /* how many of the PIN there are now */
    void (*why)(void *self, const char *text);  /* a resting button was touched */
    void (*open)(void *self, enum over over);
    void (*turn)(void *self, enum aid aid);
};

#endif
