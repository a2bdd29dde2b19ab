#include "tests/golden/cases.h"

#include <stdio.h>
#include <string.h>

enum { SHC_SIGNS = 753, SHC_SIGNS_DOSE = 29, VDS_BYTES = 970, VDS_BYTES_DOSE = 140 };

#define PUT(to, text) ((void)snprintf(to, sizeof(to), "%s", text))

const char cases_digest[] = "3F9A61C207BED4A8";

struct sample {
    const char *name, *serial;
    enum kind kind;
    const char *holder, *roman, *passport, *nationality;
    struct date birth;
    int doses, first;
    bool asked;
    enum paper_size size;
};

static const char kanji_60[] = "壱弐参肆伍陸漆捌玖拾壱弐参肆伍陸漆捌玖拾壱弐参肆伍陸漆捌玖拾　"
                               "壱弐参肆伍陸漆捌玖拾壱弐参肆伍陸漆捌玖拾壱弐参肆伍陸漆捌玖";

static const struct sample samples[] = {
    {"domestic-1",
     "7K2M9QXA4TNC",
     KIND_DOMESTIC,
     "見本　花子",
     "",
     "",
     "",
     {1991, 2, 18},
     1,
     1,
     false,
     PAPER_USUAL},
    {"domestic-6-rare",
     "Q8VH3RDM6WPE",
     KIND_DOMESTIC,
     "渡邉\U000E0101　𠮷之介",
     "",
     "",
     "",
     {1945, 0, 0},
     6,
     1,
     true,
     PAPER_USUAL},
    {"travel-2",
     "B6XWQ4ZJ8FRN",
     KIND_TRAVEL,
     "渡邊　遥香",
     "WATANABE HARUKA",
     "TK0000003",
     "JPN",
     {1991, 2, 18},
     2,
     1,
     false,
     PAPER_USUAL},
    {"travel-10",
     "M4XE7TJY9KHR",
     KIND_TRAVEL,
     "吉岡　健太郎",
     "YOSHIOKA KENTARO",
     "TZ1234567",
     "JPN",
     {1926, 12, 25},
     10,
     1,
     true,
     PAPER_USUAL},
    {"travel-32",
     "H9DGV5SLA2KU",
     KIND_TRAVEL,
     kanji_60,
     "MIHONNONAGAINAMAE WATASHINONAMAEHANAGAI",
     "TK0000009",
     "JPN",
     {2019, 5, 1},
     32,
     1,
     false,
     PAPER_USUAL},
    {"travel-long-latin",
     "W5NRC2E8UYJ6",
     KIND_TRAVEL,
     "MONTEMAYOR DELA CRUZ　CHRISTIANNE ALEXANDRA ISABEL MARGARITA",
     "MONTEMAYOR DELA CRUZ CHRISTIANNE ALEXAN",
     "P0000000A",
     "PHL",
     {1984, 2, 29},
     2,
     3,
     false,
     PAPER_USUAL},
    {"large-3",
     "Q8VH3RDM6WPE",
     KIND_DOMESTIC,
     "髙瀨　千明",
     "",
     "",
     "",
     {1978, 9, 3},
     3,
     1,
     false,
     PAPER_LARGE},
    {"large-travel-5",
     "X3JT8LQW9RAB",
     KIND_TRAVEL,
     "長曾我部　小夜左衛門太郎丸",
     "CHOSOKABE SAYOZAEMONTAROMARU",
     "TK0000003",
     "JPN",
     {1945, 8, 0},
     5,
     2,
     true,
     PAPER_LARGE},
};

const char *cases_name(size_t i)
{
    return i < sizeof samples / sizeof samples[0] ? samples[i].name : NULL;
}

enum paper_size cases_size(size_t i)
{
    return samples[i].size;
}

static void fill_doses(const struct sample *sample, struct history *out)
{
    static const struct {
        const char *product, *lot;
    } given[] = {{"comirnaty", "EY4834"},
                 {"comirnaty", "FC3661"},
                 {"spikevax", "000058A"},
                 {"comirnaty", "FM3289"},
                 {"comirnaty-6m-4y-ba45", "GJ7139"},
                 {"nuvaxovid", "TN0042"}};

    *out = (struct history){.found = FOUND_SOME, .count = (size_t)sample->doses, .as_of = 184203};
    for (int i = 0; i < sample->doses; i++) {
        struct dose *dose = &out->doses[i];

        dose->number = sample->first + i;
        dose->date = (struct date){2021 + i / 4, 1 + 3 * (i % 4), 10 + i % 18};
        PUT(dose->product, given[i % 6].product);
        PUT(dose->lot, given[i % 6].lot);
        PUT(dose->country, i == 3 ? "KOR" : "JPN");
    }
}

static char next_sign(uint64_t *state, char first, uint64_t signs)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (char)(first + (int)((*state >> 33) % signs));
}

void cases_fill_codes(struct certificate *c, enum code_format format, int most, uint64_t seed)
{
    uint64_t state = seed + (uint64_t)format;
    int doses = (int)c->history.count, parts = (doses + most - 1) / most;

    for (int k = 0; k < parts; k++) {
        struct code *code = &c->code[c->codes++];
        int from = doses * k / parts, until = doses * (k + 1) / parts;
        int len = format == CODE_SHC ? 2 * (SHC_SIGNS + SHC_SIGNS_DOSE * (until - from - 1))
                                     : VDS_BYTES + VDS_BYTES_DOSE * (until - from);

        *code = (struct code){format, c->history.doses[from].number,
                              c->history.doses[until - 1].number, ""};
        PUT(code->text, format == CODE_SHC ? "shc:/" : "{\"data\":");
        for (int n = 0, i = (int)strlen(code->text); n < len; n++)
            code->text[i + n] =
                format == CODE_SHC ? next_sign(&state, '0', 10) : next_sign(&state, 'A', 57);
    }
}

void cases_fill(size_t i, struct certificate *out)
{
    const struct sample *sample = &samples[i];

    *out = (struct certificate){
        .kind = sample->kind, .others_asked = sample->asked, .issued = {2026, 11, 20}};
    PUT(out->serial, sample->serial);
    PUT(out->area.name_ja, "明石野市");
    PUT(out->area.name_en, "Akashino City");
    PUT(out->area.head_ja, "明石野市長");
    PUT(out->area.head_en, "Mayor of Akashino City");
    PUT(out->holder.name, sample->holder);
    out->holder.birth = sample->birth;
    PUT(out->traveller.name, sample->roman);
    PUT(out->traveller.passport, sample->passport);
    PUT(out->traveller.nationality, sample->nationality);
    PUT(out->verifier, "https://akashi.example/v");
    fill_doses(sample, &out->history);
    cases_fill_codes(out, CODE_SHC, CASES_SHC_DOSES, 0);
    if (sample->kind == KIND_TRAVEL)
        cases_fill_codes(out, CODE_VDS_NC, CASES_VDS_DOSES, 0);
}
