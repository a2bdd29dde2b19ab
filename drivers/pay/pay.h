/* The pay port: a coin box that takes a fee, keeps it for good, or gives it back (R27). A key
 * stands for one visit. Each deed may be asked for again under the same key, also by another
 * process after a crash, and is done once. */
#ifndef DRIVERS_PAY_PAY_H
#define DRIVERS_PAY_PAY_H

#include "crypto/base/err.h"

#include <stdatomic.h>

struct pay_port {
    void *self;

    /* Whether a fee can be taken and given back now. */
    enum err (*ready)(void *self);

    /* Waits until `yen` lie in the box's hand, at most `deadline_ms` or until *halt. Whatever the
     * answer is, what was put in is held until it is captured or given back. */
    enum err (*reserve)(void *self, const char *key, int yen, int deadline_ms,
                        const atomic_bool *halt);

    /* Yen that were put in since reserve began. From any thread. */
    int (*paid)(void *self);

    /* Keeps what was reserved. */
    enum err (*capture)(void *self, const char *key);

    /* Pays out what was put in under this key, reserved or captured. Nothing: that is done too. */
    enum err (*give_back)(void *self, const char *key);

    void (*close)(void *self);
};

enum pay_trouble {
    PAY_ABSENT, /* a fee is asked and there is no coin box */
    PAY_UNPAID, /* the coins were not put in */
    PAY_BROKEN  /* the box does not do what it is told */
};

/* The code for a trouble, for every implementation of the port. */
MUST_USE enum err pay_failure(enum pay_trouble trouble);

#endif
