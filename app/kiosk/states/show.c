#include "app/kiosk/states/states.h"

typedef void (*shower)(const struct kiosk *, const struct visit *, struct screen_view *);

static const shower showers[] = {
#define STATE_ENTRY(name, seconds, groups) state_##name,
    FLOW_STATES(STATE_ENTRY)
#undef STATE_ENTRY
};

void state_show(const struct kiosk *kiosk, const struct visit *visit, enum flow_state state,
                struct screen_view *view)
{
    view->state = flow_state_name(state);
    showers[state](kiosk, visit, view);
}
