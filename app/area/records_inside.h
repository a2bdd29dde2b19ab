/* Inside app/area only: what an open area is made of. */
#ifndef APP_AREA_RECORDS_INSIDE_H
#define APP_AREA_RECORDS_INSIDE_H

#include "app/area/records.h"

/* The sealed columns of a person. */
#define COLUMN_NUMBER "number"
#define COLUMN_NAME   "name"
#define COLUMN_BIRTH  "birth"

enum { AREA_SEALED_MAX = HOLDER_NAME_SIZE + AEAD_OVERHEAD };

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

/* Raised here for every file of the records: not of the agreed form; not written; not read; a
 * sealed value does not open. */
enum err area_malformed(void);
enum err area_cannot_write(void);
enum err area_cannot_read(void);
enum err area_cannot_unseal(void);

/* The next event. Its number is the last one's successor: the writer is alone in its transaction.
 */
MUST_USE enum store_did area_write_event(struct area_records *records, int64_t now,
                                         const char *kind, int64_t person, int64_t *number);

/* area_look_up within a transaction that the caller has begun, but for the passport. */
MUST_USE enum err area_read(struct area_records *records, const char *number,
                            struct area_person *out);

/* The passport of person->id, within the same transaction. */
MUST_USE enum err area_read_passport(struct area_records *records, struct area_person *person);

#endif
