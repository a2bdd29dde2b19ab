/* The command line of akashi-card. */
#ifndef APP_CARD_OPTIONS_H
#define APP_CARD_OPTIONS_H

#include "crypto/base/must.h"
#include "drivers/card/pin.h"

#define CARD_NAME "akashi-card"

enum action { ACTION_LIST, ACTION_CHECK, ACTION_READ };

struct options {
    enum action action;
    const char *reader; /* part of its name; "" for any */
    const char *roots;  /* NULL: no issuer is known */
    enum pin_kind with; /* what opens the card */
    int pin_fd;         /* -1: ask at the terminal */
    bool json, show, last_try;
};

/* NULL, or what is wrong. */
MUST_USE const char *options_read(int argc, char **argv, struct options *out);

#endif
