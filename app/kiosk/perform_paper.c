#include "app/kiosk/perform.h"

#include "app/kiosk/judge.h"
#include "app/paper/paper.h"
#include "app/wire/sheet.h"
#include "crypto/base/secret.h"
#include "print/urf.h"

enum { PRINT_MS = 120000, SPECIMEN_DPI = 150 };

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
    code = paper_preview(sheet, PAPER_USUAL, SPECIMEN_DPI, 0, &visit->specimen, &pages);
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
        return paper_pdf(sheet, PAPER_USUAL, digest, &visit->stream, &visit->pages);
    if (visit->format != PRINTER_URF)
        return paper_draw(sheet, PAPER_USUAL, digest, visit->dpi, &visit->stream, &visit->pages);
    code = paper_draw(sheet, PAPER_USUAL, digest, visit->dpi, &raster, &visit->pages);
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
            paper_look(&visit->certificate, PAPER_USUAL, digest, bytes_view(&visit->stream), seen);
    if (code == ERR_OK)
        code = judge_pages(kiosk, visit, seen);
    secret_free(seen, sizeof *seen);
    return code;
}

enum err perform_print(struct kiosk *kiosk, struct visit *visit)
{
    struct printer_result result = {0};
    enum err code = perform_record(kiosk, visit, JOURNAL_print);

    if (code != ERR_OK)
        return code;
    kiosk->printer.print(kiosk->printer.self, bytes_view(&visit->stream), visit->pages, PRINT_MS,
                         &result);
    visit->sheets = result.sheets > 0 ? result.sheets : 0;
    code = perform_record(kiosk, visit, JOURNAL_printed);
    return result.code != ERR_OK ? result.code : code;
}
