#include "app/kiosk/perform.h"

#include "app/kiosk/judge.h"
#include "app/paper/paper.h"
#include "app/wire/sheet.h"
#include "crypto/base/secret.h"
#include "print/urf.h"

enum { PRINT_MS = 120000, SPECIMEN_DPI = 150 };

enum err perform_ask_printer(struct kiosk *kiosk, struct visit *visit)
{
    struct printer_state printer = {0};

    kiosk->printer.state(kiosk->printer.self, &printer);
    visit->dpi = printer.dpi;
    visit->format = printer.format;
    return printer.ready ? ERR_OK : printer.code;
}

/* The first page, for the resident's yes; whatever cannot be printed is refused here, before
 * anything is signed (KSK-15, R29). */
enum err perform_draw_specimen(struct kiosk *kiosk, struct visit *visit)
{
    struct certificate *sheet = secret_new(sizeof *sheet);
    int pages = 0;
    enum err code = ERR_OK;

    (void)kiosk;
    if (sheet == NULL)
        return perform_bug();
    sheet->kind = visit->kind;
    sheet->area = visit->area;
    sheet->holder = visit->person.holder;
    sheet->traveller = visit->traveller;
    sheet->history = visit->history;
    code = paper_preview(sheet, visit->paper, SPECIMEN_DPI, 0, &visit->specimen, &pages);
    secret_free(sheet, sizeof *sheet);
    return code;
}

/* In the format that the printer takes. */
static enum err draw(struct visit *visit, const char *digest)
{
    const struct certificate *sheet = &visit->certificate;
    struct bytes raster = bytes_new(PAPER_STREAM_MAX);
    enum err code = ERR_OK;

    if (visit->format == PRINTER_PDF)
        return paper_pdf(sheet, visit->paper, digest, &visit->stream, &visit->pages);
    if (visit->format != PRINTER_URF)
        return paper_draw(sheet, visit->paper, digest, visit->dpi, &visit->stream, &visit->pages);
    code = paper_draw(sheet, visit->paper, digest, visit->dpi, &raster, &visit->pages);
    if (code == ERR_OK && !urf_of_raster(bytes_view(&raster), &visit->stream))
        code = perform_bug();
    bytes_free(&raster);
    return code;
}

enum err perform_draw_and_look(struct kiosk *kiosk, struct visit *visit)
{
    char digest[SHEET_DIGEST_LEN + 1];
    struct look *seen = secret_new(sizeof *seen);
    enum err code = ERR_OK;

    if (seen == NULL || !sheet_digest(bytes_view(&visit->sheet), digest))
        code = perform_bug();
    if (code == ERR_OK)
        code = draw(visit, digest);
    if (code == ERR_OK)
        code =
            paper_look(&visit->certificate, visit->paper, digest, bytes_view(&visit->stream), seen);
    if (code == ERR_OK)
        code = judge_pages(kiosk, visit, seen);
    secret_free(seen, sizeof *seen);
    return code;
}

/* A document that was halted is cancelled, and nothing is wrong with it when its sheets are known.
 */
static enum err code_of(const struct visit *visit, const struct printer_result *result)
{
    bool halted = atomic_load(&visit->halt) && result->code == AK_P69;

    if (halted && result->sheets < 0)
        return AK_P70;
    return halted ? ERR_OK : result->code;
}

enum err perform_print(struct kiosk *kiosk, struct visit *visit)
{
    struct printer_result result = {0};
    enum err code = perform_record(kiosk, visit, JOURNAL_print);

    if (code != ERR_OK)
        return code;
    kiosk->printer.print(kiosk->printer.self, bytes_view(&visit->stream), visit->pages, PRINT_MS,
                         &visit->halt, &result);
    visit->sheets = result.sheets > 0 ? result.sheets : 0;
    code = perform_record(kiosk, visit, JOURNAL_printed);
    return result.code != ERR_OK ? code_of(visit, &result) : code;
}
