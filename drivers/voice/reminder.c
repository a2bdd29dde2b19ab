#include "drivers/voice/reminder.h"

int reminder_stage(int64_t waited_ms)
{
    if (waited_ms < REMINDER_STAGE_2_MS)
        return 1;
    return waited_ms < REMINDER_STAGE_3_MS ? 2 : 3;
}

int64_t reminder_next_ms(int64_t waited_ms)
{
    if (waited_ms < 0)
        return 0;
    if (waited_ms < REMINDER_STAGE_2_MS)
        return REMINDER_STAGE_2_MS;
    return (waited_ms / REMINDER_EVERY_MS + 1) * REMINDER_EVERY_MS;
}
