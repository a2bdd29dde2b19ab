/* Inside app/area only: what an open area is made of. */
#ifndef APP_AREA_RECORDS_INSIDE_H
#define APP_AREA_RECORDS_INSIDE_H

#include "app/area/records.h"

/* The sealed columns of a person. */
#define COLUMN_NUMBER "number"
#define COLUMN_NAME   "name"
#define COLUMN_BIRTH  "birth"

struct area_records {
    struct store_port store;
    struct vault *vault;
    struct area area;
    int64_t version;
    struct bytes wrapped; /* the data key, as it stands in the database */
};

/* "<folder>/<name>"; false when it does not fit. */
MUST_USE bool area_path(const char *folder, const char *name, char out[AREA_PATH_SIZE]);

/* Raised here for records and ledger: no database of this form and area can be opened there. */
enum err area_cannot_open(void);

/* area_look_up within a transaction that the caller has begun. */
MUST_USE enum err area_read(struct area_records *records, const char *number,
                            struct area_person *out);

#endif
