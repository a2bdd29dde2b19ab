/* akashi-admin incident list: what residents told a kiosk that staff must follow up. */
#ifndef APP_ADMIN_INCIDENTS_H
#define APP_ADMIN_INCIDENTS_H

#include "drivers/store/store.h"

/* Runs `incident list …` from the word after `incident` on; an exit status: EXIT_CANNOT_TELL when
 * an area's ledger cannot be read. */
int incidents_command(store_opener *open, int argc, char **argv);

#endif
