#include "app/area/records.h"

#include "app/area/records_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "records.db"

enum { WRAPPED_MAX = 256 };

/* The tables of an area. Sealed columns say so; `event` is the number of the event that wrote a
 * row. */
static const char *const schema[] = {
    "CREATE TABLE area (one INTEGER PRIMARY KEY CHECK (one = 1), version BIGINT NOT NULL,"
    " code TEXT NOT NULL, name_ja TEXT NOT NULL, name_en TEXT NOT NULL, head_ja TEXT NOT NULL,"
    " head_en TEXT NOT NULL, data_key BLOB NOT NULL)",
    "CREATE TABLE event (number BIGINT PRIMARY KEY, kind TEXT NOT NULL, person BIGINT NOT NULL,"
    " at BIGINT NOT NULL)",
    "CREATE INDEX event_person ON event (person, number)",
    "CREATE TABLE person (id BIGINT PRIMARY KEY, event BIGINT NOT NULL REFERENCES event (number),"
    " number_index BLOB NOT NULL UNIQUE, number_sealed BLOB NOT NULL, name_sealed BLOB NOT NULL,"
    " birth_sealed BLOB NOT NULL, dead BIGINT NOT NULL, moved BIGINT NOT NULL,"
    " pending BIGINT NOT NULL)",
    "CREATE TABLE dose (person BIGINT NOT NULL REFERENCES person (id),"
    " number BIGINT NOT NULL CHECK (number > 0),"
    " event BIGINT NOT NULL REFERENCES event (number), date TEXT NOT NULL, product TEXT NOT NULL,"
    " lot TEXT NOT NULL, country TEXT NOT NULL, PRIMARY KEY (person, number),"
    " UNIQUE (person, date, product))",
    "CREATE TABLE passport (person BIGINT PRIMARY KEY REFERENCES person (id),"
    " event BIGINT NOT NULL REFERENCES event (number), name_sealed BLOB NOT NULL,"
    " number_sealed BLOB NOT NULL, nationality_sealed BLOB NOT NULL, until_sealed BLOB NOT NULL)",
    NULL};

bool area_path(const char *folder, const char *name, char out[AREA_PATH_SIZE])
{
    int len = snprintf(out, AREA_PATH_SIZE, "%s/%s", folder, name);

    return len > 0 && len < AREA_PATH_SIZE;
}

static bool write_area(const struct store_port *store, const struct area *area,
                       const struct bytes *wrapped)
{
    return store->run(store->self,
                      "INSERT INTO area (one, version, code, name_ja, name_en, head_ja, head_en,"
                      " data_key) VALUES (1, $1, $2, $3, $4, $5, $6, $7)",
                      STORE_VALUES(store_number(AREA_VERSION), store_text(area->code),
                                   store_text(area->name_ja), store_text(area->name_en),
                                   store_text(area->head_ja), store_text(area->head_en),
                                   store_bytes(bytes_view(wrapped))),
                      NULL, NULL) == STORE_DONE;
}

enum err area_cannot_open(void)
{
    return ERR_RAISE(AK_R71);
}

static enum err no_data_key(void)
{
    return ERR_RAISE(AK_K60);
}

enum err area_make(const struct area_ports *ports, const char *folder, const struct area *area)
{
    char path[AREA_PATH_SIZE];
    struct bytes wrapped = bytes_new(WRAPPED_MAX);
    struct store_port store = {0};
    enum err code = ERR_OK;

    if (!vault_make(ports->keys, area->code, &wrapped))
        code = no_data_key();
    else if (!area_path(folder, FILE_NAME, path) || !ports->open(path, STORE_MAKE, &store) ||
             !store_script(&store, schema) || !write_area(&store, area, &wrapped))
        code = area_cannot_open();
    if (store.close != NULL)
        store.close(store.self);
    bytes_free(&wrapped);
    return code;
}

static bool take_area(void *to, const struct store_value *column, size_t count)
{
    struct area_records *r = to;

    return count == 7 && store_get_number(&column[0], &r->version) &&
           store_get_text(&column[1], r->area.code, sizeof r->area.code) &&
           store_get_text(&column[2], r->area.name_ja, sizeof r->area.name_ja) &&
           store_get_text(&column[3], r->area.name_en, sizeof r->area.name_en) &&
           store_get_text(&column[4], r->area.head_ja, sizeof r->area.head_ja) &&
           store_get_text(&column[5], r->area.head_en, sizeof r->area.head_en) &&
           column[6].kind == STORE_BYTES && bytes_set(&r->wrapped, column[6].view);
}

static bool read_area(struct area_records *r)
{
    return r->store.run(r->store.self,
                        "SELECT version, code, name_ja, name_en, head_ja, head_en, data_key"
                        " FROM area WHERE one = 1",
                        NULL, 0, take_area, r) == STORE_DONE &&
           r->version == AREA_VERSION;
}

/* Events are numbered without gaps from 1, so that a lost one shows (VRS-57). */
static enum err check_events(const struct area_records *r)
{
    int64_t missing = -1;

    if (r->store.run(r->store.self,
                     "SELECT coalesce(max(number), 0) - count(*) FROM event"
                     " WHERE number > 0",
                     NULL, 0, store_take_number, &missing) != STORE_DONE)
        return area_cannot_open();
    return missing == 0 ? ERR_OK : ERR_RAISE(AK_R70);
}

enum err area_open(const struct area_ports *ports, const char *folder, enum store_mode mode,
                   struct area_records **out)
{
    char path[AREA_PATH_SIZE];
    struct area_records *r = calloc(1, sizeof *r);
    enum err code = area_cannot_open();

    *out = NULL;
    if (r == NULL)
        return code;
    r->wrapped = bytes_new(WRAPPED_MAX);
    if (!area_path(folder, FILE_NAME, path) || !ports->open(path, mode, &r->store) || !read_area(r))
        goto out;
    code = check_events(r);
    if (code != ERR_OK)
        goto out;
    r->vault = vault_open(ports->keys, r->area.code, bytes_view(&r->wrapped));
    if (r->vault == NULL) {
        code = no_data_key();
        goto out;
    }
    *out = r;
    r = NULL;

out:
    area_close(&r);
    return code;
}

void area_close(struct area_records **records)
{
    struct area_records *r = *records;

    if (r == NULL)
        return;
    vault_close(&r->vault);
    if (r->store.close != NULL)
        r->store.close(r->store.self);
    bytes_free(&r->wrapped);
    free(r);
    *records = NULL;
}

const struct area *area_of(const struct area_records *records)
{
    return &records->area;
}
