#include "app/area/records.h"

#include "app/area/records_inside.h"

#include <string.h>

enum { SEALED_MAX = 64 };

/* A person while it is read: sealed values with the event they were sealed under. */
struct reading {
    const struct area_records *records;
    const char *number;
    struct area_person *person;
    int64_t event;
    bool met;    /* there is such a person */
    bool sealed; /* a value did not open */
    bool excess; /* more doses than a history holds */
};

enum err area_cannot_read(void)
{
    return ERR_RAISE(AK_R03);
}

enum err area_cannot_unseal(void)
{
    return ERR_RAISE(AK_K61);
}

static bool unseal(struct reading *reading, const char *column, const struct store_value *value,
                   struct bytes *out)
{
    struct vault_place place = {reading->person->id, column, reading->event};

    return value->kind == STORE_BYTES &&
           vault_unseal(reading->records->vault, &place, value->view, out);
}

/* The row speaks of the number that was asked for only if the number sealed in it is that one. */
static bool is_asked(struct reading *reading, const struct store_value *value)
{
    struct bytes number = bytes_new_secret(SEALED_MAX);
    bool is = unseal(reading, COLUMN_NUMBER, value, &number) &&
              view_equal(bytes_view(&number), view_text(reading->number));

    bytes_free(&number);
    return is;
}

static bool read_birth(struct reading *reading, const struct store_value *value)
{
    struct bytes birth = bytes_new_secret(SEALED_MAX);
    const char *text = unseal(reading, COLUMN_BIRTH, value, &birth) ? bytes_text(&birth) : NULL;
    bool read = text != NULL && strlen(text) == birth.len &&
                date_parse_birth(text, &reading->person->birth);

    bytes_free(&birth);
    return read;
}

static bool take_person(void *to, const struct store_value *column, size_t count)
{
    struct reading *reading = to;
    struct area_person *person = reading->person;
    int64_t dead = 0, moved = 0, pending = 0;

    if (count != 7 || !store_get_number(&column[0], &person->id) ||
        !store_get_number(&column[1], &reading->event) || !store_get_number(&column[4], &dead) ||
        !store_get_number(&column[5], &moved) || !store_get_number(&column[6], &pending))
        return false;
    reading->met = true;
    person->dead = dead != 0;
    person->moved = moved != 0;
    person->pending = pending != 0;
    reading->sealed = !is_asked(reading, &column[2]) || !read_birth(reading, &column[3]);
    return true;
}

static bool take_dose(void *to, const struct store_value *column, size_t count)
{
    struct reading *reading = to;
    struct history *history = &reading->person->history;
    struct dose *dose = &history->doses[history->count];
    int64_t number = 0;
    char date[DATE_SIZE];

    if (history->count == DOSES_MAX) {
        reading->excess = true;
        return true;
    }
    if (count != 5 || !store_get_number(&column[0], &number) || number < 1 || number > INT32_MAX ||
        !store_get_text(&column[1], date, sizeof date) || !date_parse(date, &dose->date) ||
        !store_get_text(&column[2], dose->product, sizeof dose->product) ||
        !store_get_text(&column[3], dose->lot, sizeof dose->lot) ||
        !store_get_text(&column[4], dose->country, sizeof dose->country))
        return false;
    dose->number = (int)number;
    history->count++;
    return true;
}

static enum err read_person(struct reading *reading)
{
    const struct store_port *store = &reading->records->store;

    if (store->run(store->self,
                   "SELECT id, event, number_sealed, birth_sealed, dead, moved, pending"
                   " FROM person WHERE number_index = $1",
                   STORE_VALUES(store_bytes(view_of(reading->person->index, SHA256_LEN))),
                   take_person, reading) != STORE_DONE)
        return area_cannot_read();
    if (!reading->met)
        return ERR_RAISE(AK_R30);
    return reading->sealed ? area_cannot_unseal() : ERR_OK;
}

static enum err read_history(struct reading *reading)
{
    const struct store_port *store = &reading->records->store;
    struct area_person *person = reading->person;
    struct history *history = &person->history;
    const struct store_value id[] = {store_number(person->id)};

    if (store->run(store->self,
                   "SELECT number, date, product, lot, country FROM dose WHERE person = $1"
                   " ORDER BY number",
                   id, 1, take_dose, reading) != STORE_DONE ||
        store->run(store->self, "SELECT coalesce(max(number), 0) FROM event WHERE person = $1", id,
                   1, store_take_number, &person->touched) != STORE_DONE ||
        store->run(store->self, "SELECT coalesce(max(number), 0) FROM event", NULL, 0,
                   store_take_number, &history->as_of) != STORE_DONE)
        return area_cannot_read();
    if (reading->excess)
        return ERR_RAISE(AK_R69);
    history->found = history->count > 0 ? FOUND_SOME : FOUND_NONE;
    return ERR_OK;
}

enum err area_read(struct area_records *records, const char *number, struct area_person *out)
{
    struct reading reading = {.records = records, .number = number, .person = out};
    enum err code = ERR_OK;

    *out = (struct area_person){0};
    if (!vault_index(records->vault, COLUMN_NUMBER, view_text(number), out->index))
        code = ERR_RAISE(AK_K63);
    if (code == ERR_OK)
        code = read_person(&reading);
    if (code == ERR_OK)
        code = read_history(&reading);
    return code;
}

enum err area_look_up(struct area_records *records, const char *number, enum kind kind,
                      struct area_person *out)
{
    struct store_port *store = &records->store;
    enum err code = ERR_OK;

    *out = (struct area_person){0};
    code = store->begin(store->self, false) ? area_read(records, number, out) : area_cannot_read();
    if (code == ERR_OK && kind == KIND_TRAVEL)
        code = area_read_passport(records, out);
    store->rollback(store->self);
    if (code != ERR_OK)
        area_person_wipe(out);
    return code;
}

void area_person_wipe(struct area_person *person)
{
    wipe(person, sizeof *person);
}
