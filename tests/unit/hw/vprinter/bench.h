/* The kiosk's printer port at a virtual printer, in one process. */
#ifndef TESTS_UNIT_HW_VPRINTER_BENCH_H
#define TESTS_UNIT_HW_VPRINTER_BENCH_H

#include "hw/vprinter/engine.h"
#include "hw/vprinter/serve.h"
#include "print/printer_ipp.h"

#include <cups/raster.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BENCH_PAGES = 2, BENCH_DOTS = 64, BENCH_PAGE_MS = 300, BENCH_DEADLINE_MS = 8000 };

/* How the printer is fitted, but for a plain one. */
enum bench_fit { BENCH_SENSOR = 1, BENCH_URF = 2 };

struct bench {
    char folder[64];
    bool urf;
    atomic_bool halt; /* the document that prints */
    struct printer *printer;
    struct engine *engine;
    struct server *server;
    struct printer_port port;
};

static inline ssize_t bench_append(void *to, unsigned char *data, size_t len)
{
    return bytes_append(to, view_of(data, len)) ? (ssize_t)len : -1;
}

/* Two pages as small as stamps: what they show does not matter here. */
static inline bool bench_document(struct bytes *out, bool urf)
{
    cups_raster_t *raster =
        cupsRasterOpenIO(bench_append, out, urf ? CUPS_RASTER_WRITE_APPLE : CUPS_RASTER_WRITE_PWG);
    unsigned char row[BENCH_DOTS] = {0};
    bool ok = raster != NULL;

    for (int k = 0; ok && k < BENCH_PAGES; k++) {
        cups_page_header2_t h = {.cupsWidth = BENCH_DOTS,
                                 .cupsHeight = BENCH_DOTS,
                                 .cupsBitsPerColor = 8,
                                 .cupsBitsPerPixel = 8,
                                 .cupsBytesPerLine = BENCH_DOTS,
                                 .cupsNumColors = 1,
                                 .cupsColorSpace = CUPS_CSPACE_SW,
                                 .cupsInteger = {BENCH_PAGES},
                                 .HWResolution = {300, 300}};

        ok = cupsRasterWriteHeader2(raster, &h) != 0;
        for (int y = 0; ok && y < BENCH_DOTS; y++)
            ok = cupsRasterWritePixels(raster, row, sizeof row) == sizeof row;
    }
    cupsRasterClose(raster);
    return ok;
}

static inline bool bench_open(struct bench *b, const char *plan, unsigned fitted)
{
    struct plan parsed = {0};
    struct printer_fit fit = {.plan = &parsed,
                              .page_ms = BENCH_PAGE_MS,
                              .sensor = (fitted & BENCH_SENSOR) != 0,
                              .urf = (fitted & BENCH_URF) != 0};
    char uri[64], why[PLAN_WHY_SIZE];

    *b = (struct bench){.folder = "/tmp/akashi-port-XXXXXX", .urf = fit.urf};
    if (plan != NULL && !plan_parse_printer(plan, &parsed, why))
        return false;
    if (mkdtemp(b->folder) == NULL || (b->printer = printer_new(&fit)) == NULL)
        return false;
    b->engine = engine_start(b->printer, b->folder);
    b->server = serve_start(b->printer, 0, NULL);
    if (b->engine == NULL || b->server == NULL)
        return false;
    (void)snprintf(uri, sizeof uri, "ipp://127.0.0.1:%d/ipp/print", serve_port(b->server));
    return printer_ipp_open(uri, &b->port);
}

static inline void bench_empty(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry = NULL;
    char path[512];

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        (void)unlink(path);
    }
    if (dir != NULL)
        closedir(dir);
    (void)rmdir(folder);
}

static inline void bench_close(struct bench *b)
{
    if (b->port.close != NULL)
        b->port.close(b->port.self);
    serve_stop(&b->server);
    engine_stop(&b->engine);
    printer_free(&b->printer);
    bench_empty(b->folder);
}

static inline int bench_life(const struct bench *b)
{
    struct printer_status status;

    printer_status(b->printer, &status);
    return status.life;
}

static inline struct printer_result bench_print(const struct bench *b)
{
    struct bytes document = bytes_new(1024 * 1024);
    struct printer_result result = {.code = AK_P90};

    if (bench_document(&document, b->urf))
        b->port.print(b->port.self, bytes_view(&document), BENCH_PAGES, BENCH_DEADLINE_MS, &b->halt,
                      &result);
    bytes_free(&document);
    return result;
}

#endif
