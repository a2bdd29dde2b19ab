#include "app/signer/areas.h"

#include "app/area/issues.h"
#include "app/record/municipalities.h"
#include "drivers/host/log.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum err areas_not_held(void)
{
    return ERR_RAISE(AK_R68);
}

static void note(const char *step, const struct signer_area *area, enum err code)
{
    log_write(&(struct log_entry){.step = step, .area = area->code, .code = code});
}

static enum err withdraw_overdue(struct ledger *ledger, int64_t now)
{
    enum err code = ledger_begin(ledger);

    if (code == ERR_OK)
        code = ledger_withdraw_overdue(ledger, now);
    if (code == ERR_OK)
        code = ledger_commit(ledger);
    ledger_rollback(ledger);
    return code;
}

static enum err recover(struct ledger *ledger, int64_t now)
{
    enum err code = ledger_begin(ledger);

    if (code == ERR_OK)
        code = ledger_recover(ledger, now);
    if (code == ERR_OK)
        code = ledger_commit(ledger);
    ledger_rollback(ledger);
    return code;
}

static enum err start(const struct area_ports *ports, const char *folder, int64_t now,
                      struct signer_area *area)
{
    struct ledger_counts counts;
    enum err code = area_open(ports, folder, STORE_READ, &area->records);

    if (code == ERR_OK && strcmp(area_of(area->records)->code, area->code) != 0)
        code = areas_not_held();
    if (code == ERR_OK)
        code = ledger_open(ports->open, folder, area->code, STORE_WRITE, &area->ledger);
    if (code == ERR_OK)
        code = ledger_audit(area->ledger, &counts);
    if (code == ERR_OK)
        code = recover(area->ledger, now);
    if (code == ERR_OK)
        code = withdraw_overdue(area->ledger, now);
    return code;
}

static bool add(const struct area_ports *ports, const char *folder, const char *name, int64_t now,
                struct signer_areas *out)
{
    struct signer_area *area = &out->at[out->count];
    char path[AREA_PATH_SIZE];
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);

    if (out->count == WIRE_AREAS_MAX || len < 0 || (size_t)len >= sizeof path)
        return false;
    *area = (struct signer_area){0};
    memcpy(area->code, name, sizeof area->code);
    area->stopped = start(ports, path, now, area);
    note("start", area, area->stopped);
    out->count++;
    return true;
}

bool areas_open(const struct area_ports *ports, const char *folder, int64_t now,
                struct signer_areas *out)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry = NULL;
    bool good = dir != NULL;

    out->count = 0;
    while (good && (entry = readdir(dir)) != NULL) {
        if (municipality_by_code(entry->d_name) != NULL)
            good = add(ports, folder, entry->d_name, now, out);
    }
    if (dir != NULL)
        closedir(dir);
    good = good && out->count > 0;
    if (!good)
        areas_close(out);
    return good;
}

void areas_close(struct signer_areas *areas)
{
    for (size_t i = 0; i < areas->count; i++) {
        area_close(&areas->at[i].records);
        ledger_close(&areas->at[i].ledger);
    }
    areas->count = 0;
}

enum err areas_find(struct signer_areas *areas, const char *code, struct signer_area **out)
{
    for (size_t i = 0; i < areas->count; i++) {
        *out = &areas->at[i];
        if (strcmp(areas->at[i].code, code) == 0)
            return areas->at[i].stopped;
    }
    *out = NULL;
    return areas_not_held();
}

void areas_withdraw_overdue(struct signer_areas *areas, int64_t now)
{
    for (size_t i = 0; i < areas->count; i++) {
        enum err code = areas->at[i].stopped;

        if (code == ERR_OK)
            code = withdraw_overdue(areas->at[i].ledger, now);
        if (code != ERR_OK)
            note("overdue", &areas->at[i], code);
    }
}
