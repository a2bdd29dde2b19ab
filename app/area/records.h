/* The records of one area: persons and doses in <folder>/records.db, every change a numbered event.
 * Names, numbers and birth dates stand sealed; a person is found by the blind index of the number.
 * No address has a place here (VRS-10). */
#ifndef APP_AREA_RECORDS_H
#define APP_AREA_RECORDS_H

#include "app/record/certificate.h"
#include "app/record/number.h"
#include "crypto/base/err.h"
#include "drivers/store/store.h"
#include "drivers/store/vault.h"

enum { AREA_VERSION = 2, AREA_PATH_SIZE = 512 };

struct area_records;

/* Where an area's databases and keys come from. Both outlive the area. */
struct area_ports {
    store_opener *open;
    const struct key_port *keys;
};

/* Makes the records of a new area in an existing folder, with a data key of its own. */
MUST_USE enum err area_make(const struct area_ports *ports, const char *folder,
                            const struct area *area);

/* Opens them. Refused when events are missing (VRS-57) or the data key does not open. */
MUST_USE enum err area_open(const struct area_ports *ports, const char *folder,
                            enum store_mode mode, struct area_records **out);
void area_close(struct area_records **records);

/* Its code and names. Borrowed. */
const struct area *area_of(const struct area_records *records);

/* What a passport said when a certificate for travel was first asked for at a counter
 * (旅券関係情報, KSK-08). */
struct area_passport {
    struct traveller traveller; /* without a reference; all empty: none is on file */
    struct date until;          /* its last day */
};

/* Who a person of the records is to the rest of the program, and what is known: one snapshot
 * (VRS-56). Never the number, never the name. */
struct area_person {
    int64_t id;
    uint8_t index[SHA256_LEN]; /* blind index of the number: the person in ledgers and logs */
    struct date birth;
    bool dead, moved, pending; /* flags of the register; pending: a change waits for a decision */
    int64_t touched;           /* the last event that concerns this person */
    struct history history;
    struct area_passport passport; /* read for a certificate for travel alone */
};

/* The person with this number and all that a certificate of this kind says, from one snapshot;
 * history.as_of is the last event in it. AK-R30 when the area has nobody with this number (which
 * says nothing about doses, VRS-45). On failure *out is wiped, its history FOUND_UNKNOWN (R13). */
MUST_USE enum err area_look_up(struct area_records *records, const char *number, enum kind kind,
                               struct area_person *out);
void area_person_wipe(struct area_person *person);

/* Whether a certificate may be made for the holder of this card from this person's record: birth
 * dates are the same (R10), not dead, nothing pending. */
MUST_USE enum err area_admit(const struct area_person *person, const struct holder *holder);

/* Whether one for travel may be made beyond that: a passport is on file, and good on this day. */
MUST_USE enum err area_admit_travel(const struct area_person *person, struct date today);

#endif
