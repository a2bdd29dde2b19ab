#include "app/kiosk/perform.h"

#include "app/kiosk/judge.h"
#include "app/paper/paper.h"
#include "app/wire/sheet.h"
#include "crypto/base/secret.h"

enum { PRINT_MS = 120000 };

enum err perform_draw_and_look(struct kiosk *kiosk, struct visit *visit)
{
    char digest[SHEET_DIGEST_LEN + 1];
    struct look *seen = secret_new(sizeof *seen);
    enum err code = ERR_OK;

    if (seen == NULL || !sheet_digest(bytes_view(&visit->sheet), digest))
        code = perform_bug();
    if (code == ERR_OK)
        code = paper_draw(&visit->certificate, digest, visit->dpi, &visit->stream, &visit->pages);
    if (code == ERR_OK)
        code = look_at_raster(bytes_view(&visit->stream), seen);
    if (code == ERR_OK)
        code = judge_pages(kiosk, visit, seen);
    secret_free(seen, sizeof *seen);
    return code;
}

enum err perform_print(struct kiosk *kiosk, struct visit *visit)
{
    struct printer_result result = {0};

    kiosk->printer.print(kiosk->printer.self, bytes_view(&visit->stream), visit->pages, PRINT_MS,
                         &result);
    visit->sheets = result.sheets > 0 ? result.sheets : 0;
    visit->reminders = 0;
    return result.code;
}
