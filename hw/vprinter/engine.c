#include "hw/vprinter/engine.h"

#include "hw/vprinter/sheets.h"
#include "hw/vprinter/tray.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { PATH_SIZE = 4096 };

struct engine {
    struct printer *printer;
    char paper[PATH_SIZE];
    pthread_t thread;
};

/* How a run over the sheets ended. */
enum outcome { NEXT_SHEET, ALL_SHEETS, INTERRUPTED, BAD_DOCUMENT, BROKEN };

/* Before a sheet leaves is where a printer fails: here a run can be cancelled, or anything else. */
static enum outcome lay_one(struct engine *e, int id, int page, const struct sheet *sheet,
                            struct tray *tray)
{
    enum page_fate fate = printer_page(e->printer, id, page);

    if (fate == PAGE_INTERRUPTED)
        return INTERRUPTED;
    if (fate == PAGE_AND_REST_CLAIMED)
        return ALL_SHEETS;
    if (fate == PAGE_COMES && !tray_add(tray, sheet))
        return BROKEN;
    printer_count(e->printer, id, fate == PAGE_COMES);
    return NEXT_SHEET;
}

static enum outcome lay_sheets(struct engine *e, int id, struct sheets *sheets, struct tray *tray)
{
    enum outcome outcome = NEXT_SHEET;

    for (int page = 1; outcome == NEXT_SHEET; page++) {
        struct sheet sheet;
        enum sheets_next next = sheets_next(sheets, &sheet);

        if (next != SHEETS_ONE)
            return next == SHEETS_END ? ALL_SHEETS : BAD_DOCUMENT;
        outcome = lay_one(e, id, page, &sheet, tray);
        sheet_free(&sheet);
    }
    return outcome;
}

static enum outcome lay(struct engine *e, int id, struct view document)
{
    char path[PATH_SIZE + 32];
    struct sheets *sheets = sheets_open(document);
    struct tray *tray = NULL;
    enum outcome outcome = BAD_DOCUMENT;

    (void)snprintf(path, sizeof path, "%s/job-%d.pdf", e->paper, id);
    tray = tray_open(path);
    if (sheets != NULL && tray != NULL)
        outcome = lay_sheets(e, id, sheets, tray);
    sheets_close(&sheets);
    if (!tray_close(&tray))
        outcome = BROKEN;
    return outcome;
}

static void end(struct engine *e, int id, enum outcome outcome)
{
    static const struct {
        ipp_jstate_t state;
        const char *reason;
    } ends[] = {
        [ALL_SHEETS] = {IPP_JSTATE_COMPLETED, "job-completed-successfully"},
        [INTERRUPTED] = {IPP_JSTATE_CANCELED, "job-canceled-by-user"},
        [BAD_DOCUMENT] = {IPP_JSTATE_ABORTED, "document-format-error"},
        [BROKEN] = {IPP_JSTATE_ABORTED, "aborted-by-system"},
    };

    printer_end(e->printer, id, ends[outcome].state, ends[outcome].reason);
}

static void *run(void *context)
{
    struct engine *e = context;
    struct bytes document = {0};
    int id = 0;

    while (printer_take(e->printer, &id, &document)) {
        end(e, id, lay(e, id, bytes_view(&document)));
        bytes_free(&document);
    }
    return NULL;
}

struct engine *engine_start(struct printer *printer, const char *paper)
{
    struct engine *e = calloc(1, sizeof *e);
    int len = 0;

    if (e == NULL)
        return NULL;
    e->printer = printer;
    len = snprintf(e->paper, sizeof e->paper, "%s", paper);
    if (len <= 0 || len >= (int)sizeof e->paper || pthread_create(&e->thread, NULL, run, e) != 0) {
        free(e);
        return NULL;
    }
    return e;
}

void engine_stop(struct engine **engine)
{
    if (*engine == NULL)
        return;
    printer_stop((*engine)->printer);
    pthread_join((*engine)->thread, NULL);
    free(*engine);
    *engine = NULL;
}
