/* Papers of random invented residents, drawn and looked at by threads at once: what stands on a
 * page belongs together, whatever the others draw (R4, VRS-62).
 *
 * many_papers PAGES SEED DIR: at least so many pages. Writes each document as SEED-N.pdf and what
 * it says, a line each, as SEED-N.says. */
#include "app/paper/paper.h"
#include "tests/golden/cases.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    THREADS = 4,
    PATH_SIZE = 512,
    DIGEST_SIZE = 17,
    DOSES_OFTEN = 10,
    LARGE_CODES = 3,
    TEXT_EACH = 4,
    FINE_EACH = 7
};

#define PUT(to, text) ((void)snprintf(to, sizeof(to), "%s", text))

static const char *const families[] = {"見本", "架空", "渡邉\U000E0101", "長曾我部",
                                       "𠮷野", "髙瀨", "勅使河原",       "MONTEMAYOR DELA CRUZ"};
static const char *const given[] = {
    "花子", "太郎", "小夜左衛門太郎丸", "遥香", "一", "千明", "CHRISTIANNE ALEXANDRA ISABEL",
    "之介"};
static const char *const products[] = {"comirnaty", "spikevax", "nuvaxovid",
                                       "comirnaty-6m-4y-ba45"};

static struct {
    uint64_t seed;
    int pages;
    const char *folder;
    atomic_int drawn;
    atomic_uint next;
    atomic_bool bad;
} plan;

/* One thread's place to work in. */
struct desk {
    struct certificate certificate;
    char digest[DIGEST_SIZE];
    enum paper_size size;
    struct look look;
    struct bytes stream, pdf;
};

static unsigned roll(uint64_t *state, unsigned sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33) % sides;
}

static void roll_signs(uint64_t *state, const char *signs, size_t len, char *out)
{
    for (size_t i = 0; i < len; i++)
        out[i] = signs[roll(state, (unsigned)strlen(signs))];
    out[len] = '\0';
}

static void roll_doses(uint64_t *state, struct history *out)
{
    int first = roll(state, 6) == 0 ? 2 : 1;

    out->found = FOUND_SOME;
    out->as_of = 1 + roll(state, 900000);
    out->count = roll(state, 20) == 0 ? DOSES_MAX : 1 + roll(state, DOSES_OFTEN);
    for (size_t i = 0; i < out->count; i++) {
        struct dose *dose = &out->doses[i];

        dose->number = first + (int)i;
        dose->date = (struct date){2021 + (int)i / 8, 1 + (int)i % 12, 1 + (int)roll(state, 28)};
        PUT(dose->product, products[roll(state, 4)]);
        roll_signs(state, "ABCDEFGHJK0123456789", 3 + roll(state, 12), dose->lot);
        PUT(dose->country, roll(state, 5) == 0 ? "FRA" : "JPN");
    }
}

static void roll_person(uint64_t *state, struct certificate *out)
{
    (void)snprintf(out->holder.name, sizeof out->holder.name, "%s　%s", families[roll(state, 8)],
                   given[roll(state, 8)]);
    out->holder.birth = (struct date){1920 + (int)roll(state, 100), 1 + (int)roll(state, 12),
                                      1 + (int)roll(state, 28)};
    if (out->kind != KIND_TRAVEL)
        return;
    roll_signs(state, "AEIKMNORSTUY", 3 + roll(state, 30), out->traveller.name);
    out->traveller.name[2] = ' ';
    roll_signs(state, "0123456789", 9, out->traveller.passport);
    PUT(out->traveller.nationality, roll(state, 4) == 0 ? "PHL" : "JPN");
}

/* Resident number n of this seed, the same in every run. */
static void invent(unsigned n, struct desk *desk)
{
    struct certificate *c = &desk->certificate;
    uint64_t state = plan.seed * 1000003 + n;

    *c = (struct certificate){.issued = {2026, 11, 20}};
    (void)roll(&state, 2);
    c->kind = roll(&state, 2) == 0 ? KIND_DOMESTIC : KIND_TRAVEL;
    c->others_asked = roll(&state, 2) == 0;
    roll_signs(&state, SERIAL_SIGNS, SERIAL_LEN, c->serial);
    roll_signs(&state, "0123456789ABCDEF", DIGEST_SIZE - 1, desk->digest);
    PUT(c->area.name_ja, "明石野市");
    PUT(c->area.name_en, "Akashino City");
    PUT(c->area.head_ja, "明石野市長");
    PUT(c->area.head_en, "Mayor of Akashino City");
    PUT(c->verifier, "https://akashi.example/v");
    roll_person(&state, c);
    roll_doses(&state, &c->history);
    cases_fill_codes(c, CODE_SHC, CASES_SHC_DOSES, state);
    if (c->kind == KIND_TRAVEL)
        cases_fill_codes(c, CODE_VDS_NC, CASES_VDS_DOSES, state);
    desk->size = c->codes <= LARGE_CODES && roll(&state, 4) == 0 ? PAPER_LARGE : PAPER_USUAL;
}

static bool saw(const struct look *look, const char *text)
{
    size_t times = 0;

    for (size_t k = 0; k < look->pages; k++)
        for (size_t i = 0; i < look->page[k].codes; i++)
            times += strcmp(look->page[k].code[i].text, text) == 0;
    return times == 1;
}

static size_t says(const struct look *look)
{
    size_t parts = 0;

    for (size_t k = 0; k < look->pages; k++)
        for (enum form_part part = 0; part < FORM_PARTS; part++)
            parts += look->page[k].says[part];
    return parts;
}

/* Every part of every page says what this document should, every code is seen once, none else. */
static bool belongs_together(struct desk *desk, int pages)
{
    const struct certificate *c = &desk->certificate;
    size_t codes = 0;

    if (paper_look(c, desk->size, desk->digest, bytes_view(&desk->stream), &desk->look) != ERR_OK ||
        desk->look.pages != (size_t)pages || says(&desk->look) != FORM_PARTS * desk->look.pages ||
        !saw(&desk->look, c->verifier))
        return false;
    for (size_t k = 0; k < desk->look.pages; k++)
        codes += desk->look.page[k].codes;
    for (size_t i = 0; i < c->codes; i++)
        if (!saw(&desk->look, c->code[i].text))
            return false;
    return codes == c->codes + 1;
}

/* The very same pages are not those of a document that differs in one sign of its digest alone. */
static bool is_nobody_elses(struct desk *desk)
{
    desk->digest[7] = desk->digest[7] == '0' ? '1' : '0';
    if (paper_look(&desk->certificate, desk->size, desk->digest, bytes_view(&desk->stream),
                   &desk->look) != ERR_OK)
        return false;
    for (size_t k = 0; k < desk->look.pages; k++)
        if (desk->look.page[k].says[FORM_PART_DIGEST])
            return false;
    return says(&desk->look) == (FORM_PARTS - 1) * desk->look.pages;
}

static FILE *create(unsigned n, const char *end)
{
    char path[PATH_SIZE];

    (void)snprintf(path, sizeof path, "%s/%llu-%u.%s", plan.folder, (unsigned long long)plan.seed,
                   n, end);
    return fopen(path, "wb");
}

/* What a reader of the text has to find, as it is printed. */
static void write_says(const struct desk *desk, int pages, FILE *to)
{
    const struct certificate *c = &desk->certificate;
    const char *s = c->serial, *d = desk->digest;
    char iso[DATE_SIZE];

    (void)fprintf(to, "%.4s %.4s %.4s\n%.4s %.4s %.4s %.4s\n", s, s + 4, s + 8, d, d + 4, d + 8,
                  d + 12);
    for (int k = 1; k <= pages; k++)
        (void)fprintf(to, "%d / %d\n", k, pages);
    date_format(c->holder.birth, iso);
    (void)fprintf(to, "%s\n", iso);
    if (c->kind == KIND_TRAVEL)
        (void)fprintf(to, "%s\n%s\n", c->traveller.name, c->traveller.passport);
    for (size_t i = 0; i < c->history.count; i++) {
        date_format(c->history.doses[i].date, iso);
        (void)fprintf(to, "%s\n%d回目\n%.10s\n", iso, c->history.doses[i].number,
                      c->history.doses[i].lot);
    }
}

static bool write_text(struct desk *desk, unsigned n)
{
    FILE *pdf = create(n, "pdf"), *text = create(n, "says");
    int pages = 0;
    bool ok =
        pdf != NULL && text != NULL &&
        paper_pdf(&desk->certificate, desk->size, desk->digest, &desk->pdf, &pages) == ERR_OK &&
        fwrite(desk->pdf.at, 1, desk->pdf.len, pdf) == desk->pdf.len;

    if (ok)
        write_says(desk, pages, text);
    ok = pdf != NULL && fclose(pdf) == 0 && ok;
    ok = text != NULL && fclose(text) == 0 && ok;
    bytes_free(&desk->pdf);
    return ok;
}

static bool try_one(struct desk *desk, unsigned n)
{
    enum err code = ERR_OK;
    int pages = 0;
    bool good = false;

    invent(n, desk);
    code = paper_draw(&desk->certificate, desk->size, desk->digest, n % FINE_EACH == 0 ? 600 : 300,
                      &desk->stream, &pages);
    good = code == ERR_OK && belongs_together(desk, pages);
    if (good && n % TEXT_EACH == 0)
        good = write_text(desk, n) && is_nobody_elses(desk);
    if (!good)
        printf("seed=%llu resident=%u: %s\n", (unsigned long long)plan.seed, n,
               code == ERR_OK ? "the pages do not say what they should" : err_name(code));
    bytes_free(&desk->stream);
    atomic_fetch_add(&plan.drawn, pages);
    return good;
}

static void *work(void *unused)
{
    struct desk *desk = calloc(1, sizeof *desk);

    (void)unused;
    if (desk == NULL) {
        atomic_store(&plan.bad, true);
        return NULL;
    }
    desk->stream = bytes_new(PAPER_STREAM_MAX);
    desk->pdf = bytes_new(PAPER_STREAM_MAX);
    while (!atomic_load(&plan.bad) && atomic_load(&plan.drawn) < plan.pages)
        if (!try_one(desk, atomic_fetch_add(&plan.next, 1)))
            atomic_store(&plan.bad, true);
    free(desk);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t thread[THREADS];
    int started = 0;

    if (argc != 4)
        return 2;
    plan.pages = (int)strtol(argv[1], NULL, 10);
    plan.seed = strtoull(argv[2], NULL, 10);
    plan.folder = argv[3];
    while (started < THREADS && pthread_create(&thread[started], NULL, work, NULL) == 0)
        started++;
    for (int i = 0; i < started; i++)
        (void)pthread_join(thread[i], NULL);
    printf("seed=%llu pages=%d\n", (unsigned long long)plan.seed, atomic_load(&plan.drawn));
    return started > 0 && !atomic_load(&plan.bad) ? 0 : 1;
}
