/* Inside the tour only: what is shown at each stop. */
#ifndef APP_KIOSK_TOUR_STOPS_H
#define APP_KIOSK_TOUR_STOPS_H

#include "app/kiosk/session.h"

struct tour_stop {
    enum flow_state state;
    const char *name; /* what is special about it; NULL: nothing */
    enum err code;
    int doses; /* 0: three */
    bool travel, long_name, large, idle, staff, reference;
    bool early;     /* before the card was read */
    bool closed;    /* by the operator, who says why */
    bool unchecked; /* the card was read, the records were not */
    unsigned tries;
    int reminders, fee, paid, printing, sheets; /* sheets 0: one */
    enum visit_fee money;
    uint64_t done;
};

extern const struct tour_stop tour_stops[];
extern const size_t tour_count;

/* Fills an empty visit with the invented resident of a stop. */
void tour_fill(const struct tour_stop *stop, struct visit *visit);

#endif
