#include "app/kiosk/times.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 32, MS_MAX = 3600000 };

static int *place_of(struct times *times, const char *name)
{
    if (strcmp(name, "idle") == 0)
        return &times->idle;
    for (enum flow_state state = 0; state < FLOW_STATE_COUNT; state++)
        if (flow_seconds(state) > 0 && strcmp(name, flow_state_name(state)) == 0)
            return &times->state[state];
    return NULL;
}

/* One "STATE=MS"; `end` is what follows it. */
static bool take_time(const char *text, struct times *times, char **end)
{
    char name[NAME_SIZE] = "";
    size_t len = strcspn(text, "=");
    int *place = NULL;
    long ms = 0;

    if (len >= sizeof name || text[len] != '=')
        return false;
    memcpy(name, text, len);
    place = place_of(times, name);
    ms = strtol(text + len + 1, end, 10);
    if (place == NULL || *end == text + len + 1 || ms < 1 || ms > MS_MAX)
        return false;
    *place = (int)ms;
    return true;
}

bool times_parse(const char *text, struct times *out)
{
    char *end = NULL;

    *out = (struct times){0};
    while (*text != 0) {
        if (!take_time(text, out, &end) || (*end != ',' && *end != 0))
            return false;
        text = *end == ',' ? end + 1 : end;
    }
    return true;
}

int times_of(const struct times *times, enum flow_state state, bool idle)
{
    if (flow_seconds(state) == 0)
        return 0;
    if (idle)
        return times->idle != 0 ? times->idle : FLOW_IDLE_SECONDS * 1000;
    return times->state[state] != 0 ? times->state[state] : flow_seconds(state) * 1000;
}
