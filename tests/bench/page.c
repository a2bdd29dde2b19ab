/* The page: drawn with two codes, encoded for the printer and looked at again, at 300 and 600 dpi,
 * warm; and whether memory grows while 3,000 pages are made. There is no peer that draws this page:
 * the peer's figure is the target of the design. */
#include "app/paper/paper.h"
#include "figure.h"
#include "print/look.h"

#include <string.h>
#include <unistd.h>

enum {
    ROUNDS = 15,
    ROUNDS_QUICK = 5,
    PAGES = 3000,
    PAGES_QUICK = 60,
    WARM_PAGES = 20,
    SHC_DIGITS = 1634,
    VDS_BYTES = 1380
};

#define PUT(to, text) ((void)snprintf(to, sizeof(to), "%s", text))

static const char digest[] = "3F9A61C207BED4A8";

struct work {
    struct certificate certificate;
    struct look look;
};

static void fill(struct certificate *c)
{
    *c = (struct certificate){.kind = KIND_TRAVEL, .issued = {2026, 11, 20}, .codes = 2};
    PUT(c->serial, "7K2M9QXA4TNC");
    PUT(c->area.name_ja, "明石野市");
    PUT(c->area.name_en, "Akashino City");
    PUT(c->area.head_ja, "明石野市長");
    PUT(c->area.head_en, "Mayor of Akashino City");
    PUT(c->holder.name, "渡邊　遥香");
    c->holder.birth = (struct date){1991, 2, 18};
    PUT(c->traveller.name, "WATANABE HARUKA");
    PUT(c->traveller.passport, "TK0000003");
    PUT(c->traveller.nationality, "JPN");
    PUT(c->verifier, "https://akashi.example/v");
    c->history = (struct history){.found = FOUND_SOME, .count = 3, .as_of = 184203};
    for (int i = 0; i < 3; i++)
        c->history.doses[i] = (struct dose){i + 1, {2021, 6 + i, 21}, "comirnaty", "EY4834", "JPN"};
    c->code[0] = (struct code){CODE_SHC, 1, 3, "shc:/"};
    for (size_t i = 0; i < SHC_DIGITS; i++)
        c->code[0].text[5 + i] = (char)('0' + (i * 7 + i * i / 13) % 10);
    c->code[1] = (struct code){CODE_VDS_NC, 1, 3, ""};
    for (size_t i = 0; i < VDS_BYTES; i++)
        c->code[1].text[i] = (char)('A' + (i * 7 + i * i / 13) % 57);
}

static bool says_all(const struct look_page *page)
{
    for (enum form_part part = 0; part < FORM_PARTS; part++)
        if (!page->says[part])
            return false;
    return true;
}

static bool make(struct work *work, unsigned dpi)
{
    struct bytes stream = bytes_new(PAPER_STREAM_MAX);
    int pages = 0;
    bool ok = paper_draw(&work->certificate, PAPER_USUAL, digest, dpi, &stream, &pages) == ERR_OK &&
              paper_look(&work->certificate, PAPER_USUAL, digest, bytes_view(&stream),
                         &work->look) == ERR_OK &&
              work->look.page[0].codes == work->certificate.codes + 1 &&
              says_all(&work->look.page[0]);

    bytes_free(&stream);
    return ok;
}

/* Median milliseconds of a page, after one that nobody counts; negative when it failed. */
static double measure(struct work *work, unsigned dpi, int rounds)
{
    double taken[ROUNDS];

    if (!make(work, dpi))
        return -1;
    for (int i = 0; i < rounds; i++) {
        double from = now_us();

        if (!make(work, dpi))
            return -1;
        taken[i] = (now_us() - from) / 1000;
    }
    return median(taken, (size_t)rounds);
}

static double resident_kb(void)
{
    long whole = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    if (file == NULL || fscanf(file, "%ld %ld", &whole, &resident) != 2)
        resident = 0;
    if (file != NULL)
        (void)fclose(file);
    return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1024;
}

/* 0 ok, 1 short, 2 could not measure. */
static int run(struct work *work, bool quick, bool json)
{
    double low = measure(work, 300, quick ? ROUNDS_QUICK : ROUNDS);
    double high = measure(work, 600, quick ? ROUNDS_QUICK : ROUNDS);
    double before = 0, after = 0;
    bool good = false;

    if (low < 0 || high < 0)
        return 2;
    for (int i = 0; i < (quick ? PAGES_QUICK : PAGES); i++) {
        if (i == WARM_PAGES)
            before = resident_kb();
        if (!make(work, 300))
            return 2;
    }
    after = resident_kb();
    good = figure_time("page.at_300_dpi", low, 150, 150, json);
    good = figure_time("page.at_600_dpi", high, 400, 400, json) && good;
    good = figure_size("page.memory", after, before, before * 1.05, json) && good;
    return good ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct work *work = calloc(1, sizeof *work);
    bool quick = false, json = false;
    int status = 2;

    for (int i = 1; i < argc; i++) {
        quick = quick || strcmp(argv[i], "--quick") == 0;
        json = json || strcmp(argv[i], "--json") == 0;
    }
    if (work != NULL) {
        fill(&work->certificate);
        status = run(work, quick, json);
    }
    if (status == 2)
        (void)fprintf(stderr, "page: could not measure\n");
    free(work);
    return status;
}
