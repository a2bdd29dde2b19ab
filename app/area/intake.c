#include "app/area/intake.h"

#include "app/area/records_inside.h"
#include "app/record/vaccines.h"

#include <string.h>

enum err area_malformed(void)
{
    return ERR_RAISE(AK_R83);
}

enum err area_cannot_write(void)
{
    return ERR_RAISE(AK_R07);
}

enum store_did area_write_event(struct area_records *r, int64_t now, const char *kind,
                                int64_t person, int64_t *number)
{
    return r->store.run(r->store.self,
                        "INSERT INTO event (number, kind, person, at)"
                        " SELECT coalesce(max(number), 0) + 1, $1, $2, $3 FROM event"
                        " RETURNING number",
                        STORE_VALUES(store_text(kind), store_number(person), store_number(now)),
                        store_take_number, number);
}

/* The sealed columns of a person, on the way into the database. */
struct sealed_person {
    uint8_t index[SHA256_LEN];
    struct bytes number, name, birth;
};

static bool seal_one(const struct area_records *r, int64_t person, int64_t event,
                     const char *column, const char *text, struct bytes *out)
{
    struct vault_place place = {person, column, event};

    return vault_seal(r->vault, &place, view_text(text), out);
}

static bool seal_person(const struct area_records *r, int64_t id, int64_t event,
                        const struct area_registration *in, struct sealed_person *out)
{
    char birth[DATE_SIZE];
    bool good = false;

    date_format(in->holder.birth, birth);
    out->number = bytes_new(AREA_SEALED_MAX);
    out->name = bytes_new(AREA_SEALED_MAX);
    out->birth = bytes_new(AREA_SEALED_MAX);
    good = vault_index(r->vault, COLUMN_NUMBER, view_text(in->number), out->index) &&
           seal_one(r, id, event, COLUMN_NUMBER, in->number, &out->number) &&
           seal_one(r, id, event, COLUMN_NAME, in->holder.name, &out->name) &&
           seal_one(r, id, event, COLUMN_BIRTH, birth, &out->birth);
    wipe(birth, sizeof birth);
    return good;
}

static void free_sealed(struct sealed_person *sealed)
{
    bytes_free(&sealed->number);
    bytes_free(&sealed->name);
    bytes_free(&sealed->birth);
}

static enum store_did insert_person(struct area_records *r, int64_t id, int64_t event,
                                    const struct area_registration *in,
                                    const struct sealed_person *sealed)
{
    return r->store.run(
        r->store.self,
        "INSERT INTO person (id, event, number_index, number_sealed, name_sealed, birth_sealed,"
        " dead, moved, pending) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        STORE_VALUES(store_number(id), store_number(event),
                     store_bytes(view_of(sealed->index, sizeof sealed->index)),
                     store_bytes(bytes_view(&sealed->number)),
                     store_bytes(bytes_view(&sealed->name)),
                     store_bytes(bytes_view(&sealed->birth)), store_number(in->dead),
                     store_number(in->moved), store_number(in->pending)),
        NULL, NULL);
}

static enum store_did write_person(struct area_records *r, int64_t now,
                                   const struct area_registration *in, int64_t *id)
{
    struct sealed_person sealed = {0};
    enum store_did did = STORE_FAILED;
    int64_t event = 0;

    did = r->store.run(r->store.self, "SELECT coalesce(max(id), 0) + 1 FROM person", NULL, 0,
                       store_take_number, id);
    if (did == STORE_DONE)
        did = area_write_event(r, now, "person", *id, &event);
    if (did == STORE_DONE)
        did = seal_person(r, *id, event, in, &sealed) ? insert_person(r, *id, event, in, &sealed)
                                                      : STORE_FAILED;
    free_sealed(&sealed);
    return did;
}

enum err area_register_person(struct area_records *records, int64_t now,
                              const struct area_registration *in, int64_t *person)
{
    struct store_port *store = &records->store;
    enum store_did did = STORE_FAILED;
    bool kept = false;

    if (!number_is(in->number) || in->holder.name[0] == 0 || !date_is_birth(in->holder.birth))
        return area_malformed();
    if (store->begin(store->self, true))
        did = write_person(records, now, in, person);
    kept = did == STORE_DONE && store->commit(store->self);
    store->rollback(store->self);
    if (did == STORE_CONFLICT)
        return ERR_RAISE(AK_R84);
    return kept ? ERR_OK : area_cannot_write();
}

static bool is_country(const char *text)
{
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static enum err judge_dose(const struct dose *dose, struct date birth, struct date today)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);

    if (dose->number < 1 || !date_is_day(dose->date) || vaccine == NULL || dose->lot[0] == 0 ||
        !is_country(dose->country))
        return area_malformed();
    if (date_compare(dose->date, today) > 0)
        return ERR_RAISE(AK_R80);
    if (date_compare(dose->date, birth) < 0)
        return ERR_RAISE(AK_R81);
    if (date_compare(dose->date, vaccine->approved) < 0)
        return ERR_RAISE(AK_R82);
    return ERR_OK;
}

enum meeting { MET_NOTHING, MET_SAME, MET_OTHER };

/* What the records say of the day, product or dose number already. */
static enum meeting meet(const struct history *history, const struct dose *dose)
{
    for (size_t i = 0; i < history->count; i++) {
        const struct dose *had = &history->doses[i];

        if (dose_equal(had, dose))
            return MET_SAME;
        if (had->number == dose->number ||
            (date_compare(had->date, dose->date) == 0 && strcmp(had->product, dose->product) == 0))
            return MET_OTHER;
    }
    return MET_NOTHING;
}

static enum store_did write_dose(struct area_records *r, int64_t now, int64_t person,
                                 const struct dose *dose)
{
    char date[DATE_SIZE];
    int64_t event = 0;
    enum store_did did = area_write_event(r, now, "dose", person, &event);

    date_format(dose->date, date);
    if (did != STORE_DONE)
        return did;
    return r->store.run(r->store.self,
                        "INSERT INTO dose (person, number, event, date, product, lot, country)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        STORE_VALUES(store_number(person), store_number(dose->number),
                                     store_number(event), store_text(date),
                                     store_text(dose->product), store_text(dose->lot),
                                     store_text(dose->country)),
                        NULL, NULL);
}

/* Within a transaction: nothing changes between what was read and what is written. */
static enum err enter_dose(struct area_records *records, int64_t now, const char *number,
                           const struct dose *dose)
{
    struct area_person person = {0};
    enum meeting met = MET_NOTHING;
    enum err code = area_read(records, number, &person);

    if (code == ERR_OK)
        code = judge_dose(dose, person.birth, date_of_unix(now));
    if (code == ERR_OK)
        met = meet(&person.history, dose);
    if (code == ERR_OK && met == MET_OTHER)
        code = ERR_RAISE(AK_R85);
    if (code == ERR_OK && met == MET_NOTHING &&
        write_dose(records, now, person.id, dose) != STORE_DONE)
        code = area_cannot_write();
    area_person_wipe(&person);
    return code;
}

enum err area_register_dose(struct area_records *records, int64_t now, const char *number,
                            const struct dose *dose)
{
    struct store_port *store = &records->store;
    enum err code = area_cannot_write();

    if (store->begin(store->self, true))
        code = enter_dose(records, now, number, dose);
    if (code == ERR_OK && !store->commit(store->self))
        code = area_cannot_write();
    store->rollback(store->self);
    return code;
}
