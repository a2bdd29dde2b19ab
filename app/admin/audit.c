#include "app/admin/audit.h"

#include "app/area/ledger.h"
#include "app/record/municipalities.h"
#include "drivers/host/command.h"

#include <dirent.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>

struct finding {
    const char *area;
    struct ledger_counts counts;
    enum err code;
};

static const char *verdict(enum err code)
{
    if (code == ERR_OK)
        return "agree";
    return code == AK_R65 ? "differ" : "unreadable";
}

static void print_text(const struct finding *f, FILE *out)
{
    const struct ledger_counts *c = &f->counts;

    (void)fprintf(out,
                  "area=%s signatures=%lld issues=%lld entries=%lld delivered=%lld withdrawn=%lld"
                  " verdict=%s\n",
                  f->area, (long long)c->signatures, (long long)c->issues, (long long)c->entries,
                  (long long)c->delivered, (long long)c->withdrawn, verdict(f->code));
}

static void print_json(const struct finding *f, FILE *out)
{
    const struct ledger_counts *c = &f->counts;
    json_t *line = json_pack("{ss sI sI sI sI sI ss}", "area", f->area, "signatures",
                             (json_int_t)c->signatures, "issues", (json_int_t)c->issues, "entries",
                             (json_int_t)c->entries, "delivered", (json_int_t)c->delivered,
                             "withdrawn", (json_int_t)c->withdrawn, "verdict", verdict(f->code));

    if (line != NULL && json_dumpf(line, out, JSON_COMPACT) == 0)
        (void)fputc('\n', out);
    json_decref(line);
}

static struct finding look(store_opener *open, const char *areas, const char *name)
{
    struct finding f = {.area = name, .code = AK_R71};
    struct ledger *ledger = NULL;
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s", areas, name);

    if (len > 0 && (size_t)len < sizeof path)
        f.code = ledger_open(open, path, name, STORE_READ, &ledger);
    if (f.code == ERR_OK)
        f.code = ledger_audit(ledger, &f.counts);
    ledger_close(&ledger);
    return f;
}

/* The worse of what was found so far and this one. */
static int add_up(int status, enum err code)
{
    if (code == ERR_OK)
        return status;
    if (code == AK_R65)
        return EXIT_NO;
    return status == EXIT_NO ? EXIT_NO : EXIT_CANNOT_TELL;
}

static int is_area(const struct dirent *entry)
{
    return municipality_by_code(entry->d_name) != NULL;
}

int audit_check(store_opener *open, const char *areas, bool json, FILE *out)
{
    struct dirent **entries = NULL;
    int count = scandir(areas, &entries, is_area, alphasort);
    int status = count > 0 ? EXIT_YES : EXIT_CANNOT_TELL;

    for (int i = 0; i < count; i++) {
        struct finding f = look(open, areas, entries[i]->d_name);

        if (json)
            print_json(&f, out);
        else
            print_text(&f, out);
        status = add_up(status, f.code);
        free(entries[i]);
    }
    free(entries);
    return status;
}
