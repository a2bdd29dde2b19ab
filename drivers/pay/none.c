#include "drivers/pay/none.h"

#include <stddef.h>

static enum err ready(void *self)
{
    (void)self;
    return pay_failure(PAY_ABSENT);
}

static enum err reserve(void *self, const char *key, int yen, int deadline_ms,
                        const atomic_bool *halt)
{
    (void)self, (void)key, (void)yen, (void)deadline_ms, (void)halt;
    return pay_failure(PAY_ABSENT);
}

static int paid(void *self)
{
    (void)self;
    return 0;
}

static enum err capture(void *self, const char *key)
{
    (void)self, (void)key;
    return pay_failure(PAY_ABSENT);
}

static enum err give_back(void *self, const char *key)
{
    (void)self, (void)key;
    return ERR_OK;
}

static void close_box(void *self)
{
    (void)self;
}

struct pay_port pay_none(void)
{
    return (struct pay_port){NULL, ready, reserve, paid, capture, give_back, close_box};
}
