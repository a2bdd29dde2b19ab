/* What residents told a kiosk that staff of the area must follow up: "this dose differs" (KSK-22,
 * R15), "this is not mine" (KSK-23). An incident is an entry of the ledger: transaction, code,
 * dose; the person as the blind index, never a name. */
#ifndef APP_AREA_INCIDENTS_H
#define APP_AREA_INCIDENTS_H

#include "app/area/ledger.h"

/* Notes it, within a ledger transaction. `dose`: which one differs, or 0. Told again it is not
 * noted again. */
MUST_USE enum err ledger_note_incident(struct ledger *ledger, int64_t now, const char *transaction,
                                       enum err code, int dose);

struct incident {
    char transaction[RANDOM_ID_SIZE];
    char serial[SERIAL_SIZE]; /* "" where nothing was issued */
    char why[32];             /* "AK-S61 dose 2", "AK-S62" */
    int64_t as_of;            /* last event of the records that were shown */
    int64_t at;
};

/* Tells each incident in the order they came. `take` returning false is a failure. */
MUST_USE enum err ledger_incidents(struct ledger *ledger,
                                   bool (*take)(void *self, const struct incident *incident),
                                   void *self);

#endif
