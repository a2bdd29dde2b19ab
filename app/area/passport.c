/* What is kept of a passport, so that a certificate for travel can be made again. */
#include "app/area/intake.h"

#include "app/area/records_inside.h"

#include <string.h>

/* The sealed columns, in the order of the table. */
static const char *const columns[] = {"passport_name", "passport_number", "passport_nationality",
                                      "passport_until"};

enum { COLUMNS = sizeof columns / sizeof *columns };

/* A passport as the texts that are sealed. */
struct texts {
    char name[TRAVELLER_NAME_SIZE], number[PASSPORT_SIZE], nationality[COUNTRY_SIZE],
        until[DATE_SIZE];
};

/* A column's text in there, and its room. */
static char *text_at(struct texts *texts, size_t column, size_t *size)
{
    char *const at[COLUMNS] = {texts->name, texts->number, texts->nationality, texts->until};
    const size_t sizes[COLUMNS] = {sizeof texts->name, sizeof texts->number,
                                   sizeof texts->nationality, sizeof texts->until};

    *size = sizes[column];
    return at[column];
}

/* --- in ------------------------------------------------------------------------- */

#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* One or more signs, all of them among these. */
static bool is_of(const char *text, const char *signs)
{
    return text[0] != 0 && text[strspn(text, signs)] == 0;
}

/* Surname, one space, given names, as the machine-readable zone has them; some have one name. */
static bool is_name(const char *text)
{
    return is_of(text, CAPITALS " ") && text[0] != ' ' && text[strlen(text) - 1] != ' ' &&
           strstr(text, "  ") == NULL;
}

static bool is_passport(const struct area_passport *passport)
{
    const struct traveller *traveller = &passport->traveller;

    return is_name(traveller->name) && is_of(traveller->passport, CAPITALS "0123456789") &&
           is_of(traveller->nationality, CAPITALS) &&
           strlen(traveller->nationality) == COUNTRY_SIZE - 1 && date_is_day(passport->until);
}

static bool seal(const struct area_records *r, int64_t person, int64_t event,
                 const struct area_passport *passport, struct bytes sealed[COLUMNS])
{
    struct texts texts;
    bool good = true;

    memcpy(texts.name, passport->traveller.name, sizeof texts.name);
    memcpy(texts.number, passport->traveller.passport, sizeof texts.number);
    memcpy(texts.nationality, passport->traveller.nationality, sizeof texts.nationality);
    date_format(passport->until, texts.until);
    for (size_t i = 0; good && i < COLUMNS; i++) {
        const struct vault_place place = {person, columns[i], event};
        size_t size = 0;

        sealed[i] = bytes_new(AREA_SEALED_MAX);
        good = vault_seal(r->vault, &place, view_text(text_at(&texts, i, &size)), &sealed[i]);
    }
    wipe(&texts, sizeof texts);
    return good;
}

static enum store_did replace(struct area_records *r, int64_t person, int64_t event,
                              const struct bytes sealed[COLUMNS])
{
    const struct store_value id[] = {store_number(person)};
    enum store_did did =
        r->store.run(r->store.self, "DELETE FROM passport WHERE person = $1", id, 1, NULL, NULL);

    if (did != STORE_DONE)
        return did;
    return r->store.run(
        r->store.self,
        "INSERT INTO passport (person, event, name_sealed, number_sealed, nationality_sealed,"
        " until_sealed) VALUES ($1, $2, $3, $4, $5, $6)",
        STORE_VALUES(store_number(person), store_number(event), store_bytes(bytes_view(&sealed[0])),
                     store_bytes(bytes_view(&sealed[1])), store_bytes(bytes_view(&sealed[2])),
                     store_bytes(bytes_view(&sealed[3]))),
        NULL, NULL);
}

static bool write_passport(struct area_records *r, int64_t now, int64_t person,
                           const struct area_passport *passport)
{
    struct bytes sealed[COLUMNS] = {0};
    int64_t event = 0;
    bool written = area_write_event(r, now, "passport", person, &event) == STORE_DONE &&
                   seal(r, person, event, passport, sealed) &&
                   replace(r, person, event, sealed) == STORE_DONE;

    for (size_t i = 0; i < COLUMNS; i++)
        bytes_free(&sealed[i]);
    return written;
}

enum err area_register_passport(struct area_records *records, int64_t now, const char *number,
                                const struct area_passport *passport)
{
    struct store_port *store = &records->store;
    struct area_person person = {0};
    enum err code = area_cannot_write();

    if (!is_passport(passport))
        return area_malformed();
    if (store->begin(store->self, true))
        code = area_read(records, number, &person);
    if (code == ERR_OK &&
        (!write_passport(records, now, person.id, passport) || !store->commit(store->self)))
        code = area_cannot_write();
    store->rollback(store->self);
    area_person_wipe(&person);
    return code;
}

/* --- out ------------------------------------------------------------------------ */

/* A passport while it is read. */
struct reading {
    const struct area_records *records;
    int64_t person;
    struct texts texts;
    bool met, opened;
};

static bool unseal(struct reading *reading, size_t column, int64_t event,
                   const struct store_value *value)
{
    const struct vault_place place = {reading->person, columns[column], event};
    struct bytes plain = bytes_new_secret(AREA_SEALED_MAX);
    size_t size = 0;
    char *to = text_at(&reading->texts, column, &size);
    bool good = value->kind == STORE_BYTES &&
                vault_unseal(reading->records->vault, &place, value->view, &plain) &&
                plain.len < size;

    if (good) {
        memcpy(to, plain.at, plain.len);
        to[plain.len] = 0;
    }
    bytes_free(&plain);
    return good;
}

static bool take_passport(void *to, const struct store_value *column, size_t count)
{
    struct reading *reading = to;
    int64_t event = 0;

    if (count != 1 + COLUMNS || !store_get_number(&column[0], &event))
        return false;
    reading->met = true;
    reading->opened = true;
    for (size_t i = 0; reading->opened && i < COLUMNS; i++)
        reading->opened = unseal(reading, i, event, &column[1 + i]);
    return true;
}

static enum err keep(const struct reading *reading, struct area_passport *out)
{
    if (!reading->met)
        return ERR_OK;
    if (!reading->opened || !date_parse(reading->texts.until, &out->until))
        return area_cannot_unseal();
    memcpy(out->traveller.name, reading->texts.name, sizeof out->traveller.name);
    memcpy(out->traveller.passport, reading->texts.number, sizeof out->traveller.passport);
    memcpy(out->traveller.nationality, reading->texts.nationality,
           sizeof out->traveller.nationality);
    return ERR_OK;
}

enum err area_read_passport(struct area_records *records, struct area_person *person)
{
    struct reading reading = {.records = records, .person = person->id};
    enum err code = area_cannot_read();

    if (records->store.run(records->store.self,
                           "SELECT event, name_sealed, number_sealed, nationality_sealed,"
                           " until_sealed FROM passport WHERE person = $1",
                           STORE_VALUES(store_number(person->id)), take_passport,
                           &reading) == STORE_DONE)
        code = keep(&reading, &person->passport);
    wipe(&reading, sizeof reading);
    return code;
}
