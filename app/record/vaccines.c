#include "app/record/vaccines.h"

#include <string.h>

#define MRNA      "mRNAワクチン", "mRNA vaccine"
#define VECTOR    "ウイルスベクターワクチン", "viral vector vaccine"
#define PROTEIN   "組換えタンパクワクチン", "recombinant protein vaccine"
#define PFIZER    "ファイザー", "Pfizer"
#define MODERNA   "武田／モデルナ", "Takeda/Moderna"
#define ASTRA     "アストラゼネカ", "AstraZeneca"
#define NOVAVAX   "武田／ノババックス", "Takeda/Novavax"
#define JANSSEN   "ヤンセンファーマ", "Janssen"
#define COMIRNATY "コミナティ"
#define SPIKEVAX  "スパイクバックス"

/* Approved: the day of the approval in Japan; where a variant's own day is not public, the day of
 * the product it came from. */
/* clang-format off */
static const struct vaccine vaccines[] = {
    {"comirnaty", MRNA, PFIZER, COMIRNATY,
     "COMIRNATY", "208", {2021, 2, 14}},
    {"comirnaty-tris", MRNA, PFIZER, COMIRNATY,
     "COMIRNATY", "217", {2021, 2, 14}},
    {"comirnaty-5-11", MRNA, PFIZER, COMIRNATY "5～11歳用",
     "COMIRNATY 5-11 years", "218", {2022, 1, 21}},
    {"comirnaty-6m-4y", MRNA, PFIZER, COMIRNATY "6か月～4歳用",
     "COMIRNATY 6 months-4 years", "219", {2022, 10, 5}},
    {"comirnaty-ba1", MRNA, PFIZER, COMIRNATY "（BA.1）",
     "COMIRNATY BA.1", "520", {2022, 9, 12}},
    {"comirnaty-ba45", MRNA, PFIZER, COMIRNATY "（BA.4-5）",
     "COMIRNATY BA.4-5", "300", {2022, 10, 5}},
    {"comirnaty-5-11-ba45", MRNA, PFIZER, COMIRNATY "5～11歳用（BA.4-5）",
     "COMIRNATY 5-11 years BA.4-5", "301", {2022, 10, 5}},
    {"comirnaty-6m-4y-ba45", MRNA, PFIZER, COMIRNATY "6か月～4歳用（BA.4-5）",
     "COMIRNATY 6 months-4 years BA.4-5", "302", {2022, 10, 5}},
    {"spikevax", MRNA, MODERNA, SPIKEVAX,
     "Spikevax", "207", {2021, 5, 21}},
    {"spikevax-50", MRNA, MODERNA, SPIKEVAX,
     "Spikevax", "221", {2021, 5, 21}},
    {"spikevax-ba1", MRNA, MODERNA, SPIKEVAX "（BA.1）",
     "Spikevax BA.1", "519", {2022, 9, 12}},
    {"spikevax-ba45", MRNA, MODERNA, SPIKEVAX "（BA.4-5）",
     "Spikevax BA.4-5", "229", {2022, 11, 1}},
    {"vaxzevria", VECTOR, ASTRA, "バキスゼブリア",
     "Vaxzevria", "210", {2021, 5, 21}},
    {"nuvaxovid", PROTEIN, NOVAVAX, "ヌバキソビッド",
     "Nuvaxovid", "211", {2022, 4, 19}},
    {"jcovden", VECTOR, JANSSEN, "ジェコビデン",
     "Jcovden", "212", {2022, 6, 20}},
};
/* clang-format on */

const struct vaccine *vaccine_at(size_t i)
{
    return i < sizeof vaccines / sizeof *vaccines ? &vaccines[i] : NULL;
}

const struct vaccine *vaccine_by_key(const char *key)
{
    for (size_t i = 0; i < sizeof vaccines / sizeof *vaccines; i++)
        if (strcmp(vaccines[i].key, key) == 0)
            return &vaccines[i];
    return NULL;
}

const struct vaccine *vaccine_by_cvx(const char *cvx)
{
    for (size_t i = 0; i < sizeof vaccines / sizeof *vaccines; i++)
        if (strcmp(vaccines[i].cvx, cvx) == 0)
            return &vaccines[i];
    return NULL;
}
