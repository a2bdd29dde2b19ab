#include "app/kiosk/session.h"

#include "app/paper/paper.h"
#include "app/wire/sheet.h"
#include "crypto/base/secret.h"

#include <string.h>

enum { SPECIMEN_MAX = 8 * 1024 * 1024 };

struct visit *visit_new(void)
{
    struct visit *visit = secret_new(sizeof *visit);

    if (visit == NULL)
        return NULL;
    visit->files = card_files_new();
    visit->sealed = bytes_new(WIRE_SEALED_MAX);
    visit->sheet = bytes_new(SHEET_MAX);
    visit->specimen = bytes_new(SPECIMEN_MAX);
    visit->stream = bytes_new(PAPER_STREAM_MAX);
    if (!random_id(visit->transaction))
        visit_free(&visit);
    return visit;
}

void visit_forget(struct visit *visit)
{
    struct visit kept = {0};

    pin_wipe(&visit->pin);
    card_files_free(&visit->files);
    bytes_free(&visit->sealed);
    bytes_free(&visit->sheet);
    bytes_free(&visit->specimen);
    bytes_free(&visit->stream);
    kept.code = visit->code;
    kept.pages = visit->pages;
    kept.sheets = visit->sheets;
    memcpy(kept.certificate.serial, visit->certificate.serial, sizeof kept.certificate.serial);
    wipe(visit, sizeof *visit);
    *visit = kept;
}

void visit_free(struct visit **visit)
{
    if (*visit == NULL)
        return;
    visit_forget(*visit);
    secret_free(*visit, sizeof **visit);
    *visit = NULL;
}
