/* What enters the records of an area: persons and doses, each a numbered event in one transaction
 * with what it changes. */
#ifndef APP_AREA_INTAKE_H
#define APP_AREA_INTAKE_H

#include "app/area/records.h"

/* A person as the municipality registers one. */
struct area_registration {
    char number[NUMBER_SIZE];
    struct holder holder;
    bool dead, moved, pending;
};

/* Registers a person; *person is its id. AK-R84 when the number is registered already. */
MUST_USE enum err area_register_person(struct area_records *records, int64_t now,
                                       const struct area_registration *in, int64_t *person);

/* Keeps what a passport says of the person with this number, in the place of what was kept before.
 */
MUST_USE enum err area_register_passport(struct area_records *records, int64_t now,
                                         const char *number, const struct area_passport *passport);

/* Registers a dose of the person with this number. The same dose again changes nothing and is no
 * failure (VRS-15); an implausible one is refused (VRS-14), and so is one that contradicts what
 * stands there. `now` is seconds since 1970. */
MUST_USE enum err area_register_dose(struct area_records *records, int64_t now, const char *number,
                                     const struct dose *dose);

#endif
