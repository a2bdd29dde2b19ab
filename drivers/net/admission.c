#include "drivers/net/admission.h"

/* One answer in eight: a burst of slow ones is believed, a single one is not. */
enum { MEMORY = 8 };

bool admission_enter(struct admission *admission, int64_t now_us, int left_ms)
{
    int64_t wait_us = (int64_t)admission->waits * admission->interval_us;

    if (wait_us >= (int64_t)left_ms * 1000)
        return false;
    if (admission->waits == 0)
        admission->last_us = now_us;
    admission->waits++;
    return true;
}

void admission_stand_aside(struct admission *admission)
{
    admission->waits--;
}

void admission_leave(struct admission *admission, int64_t now_us)
{
    int64_t interval = now_us - admission->last_us;

    admission->interval_us += (interval - admission->interval_us) / MEMORY;
    admission->last_us = now_us;
    admission->waits--;
}
