#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "app/admin/demo_people.h"
#include "app/area/intake.h"
#include "app/area/ledger.h"

#include <stdio.h>
#include <string.h>

static bool fill_text(char *out, size_t size, const char *text)
{
    int len = snprintf(out, size, "%s", text);

    return len >= 0 && (size_t)len < size;
}

static bool add_doses(struct area_records *records, int64_t now, const struct demo_resident *who)
{
    bool added = true;

    for (int i = 0; added && who->doses[i].product != NULL; i++) {
        const struct demo_dose *from = &who->doses[i];
        struct dose dose = {.number = i + 1, .date = from->date, .country = "JPN"};

        added = fill_text(dose.product, sizeof dose.product, from->product) &&
                fill_text(dose.lot, sizeof dose.lot, from->lot) &&
                area_register_dose(records, now, who->number, &dose) == ERR_OK;
    }
    return added;
}

static bool add_passport(struct area_records *records, int64_t now, const struct demo_resident *who)
{
    const struct demo_passport *from = who->passport;
    struct area_passport passport = {0};
    struct traveller *to = &passport.traveller;

    if (from == NULL)
        return true;
    passport.until = from->until;
    return fill_text(to->name, sizeof to->name, from->name) &&
           fill_text(to->passport, sizeof to->passport, from->number) &&
           fill_text(to->nationality, sizeof to->nationality, from->nationality) &&
           area_register_passport(records, now, who->number, &passport) == ERR_OK;
}

static bool add_resident(struct area_records *records, int64_t now, const struct demo_resident *who)
{
    struct area_registration in = {.holder.birth = who->birth};
    int64_t person = 0;

    return fill_text(in.number, sizeof in.number, who->number) &&
           fill_text(in.holder.name, sizeof in.holder.name, who->name) &&
           area_register_person(records, now, &in, &person) == ERR_OK &&
           add_doses(records, now, who) && add_passport(records, now, who);
}

static bool add_residents(struct area_records *records, int64_t now, const char *code)
{
    const struct demo_resident *who = NULL;
    bool added = true;

    for (size_t i = 0; added && (who = demo_resident_at(i)) != NULL; i++) {
        if (strcmp(who->area, code) == 0)
            added = add_resident(records, now, who);
    }
    return added;
}

static bool make_ledger(const struct demo_ports *ports, const char *path, const char *code)
{
    struct ledger *ledger = NULL;
    bool made = ledger_open(ports->open, path, code, STORE_MAKE, &ledger) == ERR_OK;

    ledger_close(&ledger);
    return made;
}

static bool make_area(const struct demo_ports *ports, const struct key_port *keys,
                      const char *folder, const struct area *area)
{
    const struct area_ports from = {ports->open, keys};
    struct area_records *records = NULL;
    char name[PATH_MAX], path[PATH_MAX];
    bool made = demo_path(name, "areas", "%s", area->code) && demo_sub(folder, name) &&
                demo_path(path, folder, "%s", name) && area_make(&from, path, area) == ERR_OK &&
                area_open(&from, path, STORE_WRITE, &records) == ERR_OK &&
                add_residents(records, ports->now, area->code) &&
                make_ledger(ports, path, area->code);

    area_close(&records);
    return made;
}

bool demo_areas(const struct demo_ports *ports, const struct key_port *keys, const char *folder)
{
    const struct area *area = NULL;
    bool made = true;

    for (size_t i = 0; made && (area = demo_area_at(i)) != NULL; i++)
        made = make_area(ports, keys, folder, area);
    return made;
}
