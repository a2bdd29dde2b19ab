/* The areas this signer holds: a folder each, named by the municipality's code. */
#ifndef APP_SIGNER_AREAS_H
#define APP_SIGNER_AREAS_H

#include "app/area/ledger.h"
#include "app/area/records.h"
#include "app/wire/wire.h"

struct signer_area {
    char code[AREA_CODE_SIZE];
    struct area_records *records;
    struct ledger *ledger;
    enum err stopped; /* why nothing is issued from it; ERR_OK: it is in service */
};

struct signer_areas {
    size_t count;
    struct signer_area at[WIRE_AREAS_MAX];
};

/* Opens every area folder under `folder`. Before an area goes into service, what was only reserved
 * becomes void, what was never confirmed is withdrawn, and its book is audited (R19); one that does
 * not pass is held, but stopped. False when there is no area at all, or too many. */
MUST_USE bool areas_open(const struct area_ports *ports, const char *folder, int64_t now,
                         struct signer_areas *out);
void areas_close(struct signer_areas *areas);

/* The area, in service; AK-R68 when it is not held, or why it is stopped. */
MUST_USE enum err areas_find(struct signer_areas *areas, const char *code,
                             struct signer_area **out);

/* AK-R68. */
enum err areas_not_held(void);

/* Withdraws in every area what has had no report for too long (VRS-58). */
void areas_withdraw_overdue(struct signer_areas *areas, int64_t now);

#endif
