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

/* ICD-11 brand and class; EU product, holder of the authorisation, kind (adapted versions share the
 * codes of the product they came from). */
/* clang-format off */
#define CODES_COMIRNATY \
    {"XM8NQ0", "XM0GQ8", "COMIRNATY", "EU/1/20/1528", "ORG-100030215", "1119349007"}
#define CODES_SPIKEVAX \
    {"XM3DT5", "XM0GQ8", "Spikevax", "EU/1/20/1507", "ORG-100031184", "1119349007"}
#define CODES_VAXZEVRIA \
    {"XM4YL8", "XM9QW8", "Vaxzevria", "EU/1/21/1529", "ORG-100001699", "29061000087103"}
#define CODES_NUVAXOVID \
    {"XM9T65", "XM5JC5", "Nuvaxovid", "EU/1/21/1618", "ORG-100032020", "1162643001"}
#define CODES_JCOVDEN \
    {"XM6QV1", "XM9QW8", "Jcovden", "EU/1/20/1525", "ORG-100001417", "29061000087103"}
/* clang-format on */

/* Approved: the day of the approval in Japan; where a variant's own day is not public, the day of
 * the product it came from. */
/* clang-format off */
static const struct vaccine vaccines[] = {
    {"comirnaty", MRNA, PFIZER, COMIRNATY,
     "COMIRNATY", "208", CODES_COMIRNATY, {2021, 2, 14}},
    {"comirnaty-tris", MRNA, PFIZER, COMIRNATY,
     "COMIRNATY", "217", CODES_COMIRNATY, {2021, 2, 14}},
    {"comirnaty-5-11", MRNA, PFIZER, COMIRNATY "5～11歳用",
     "COMIRNATY 5-11 years", "218", CODES_COMIRNATY, {2022, 1, 21}},
    {"comirnaty-6m-4y", MRNA, PFIZER, COMIRNATY "6か月～4歳用",
     "COMIRNATY 6 months-4 years", "219", CODES_COMIRNATY, {2022, 10, 5}},
    {"comirnaty-ba1", MRNA, PFIZER, COMIRNATY "（BA.1）",
     "COMIRNATY BA.1", "520", CODES_COMIRNATY, {2022, 9, 12}},
    {"comirnaty-ba45", MRNA, PFIZER, COMIRNATY "（BA.4-5）",
     "COMIRNATY BA.4-5", "300", CODES_COMIRNATY, {2022, 10, 5}},
    {"comirnaty-5-11-ba45", MRNA, PFIZER, COMIRNATY "5～11歳用（BA.4-5）",
     "COMIRNATY 5-11 years BA.4-5", "301", CODES_COMIRNATY, {2022, 10, 5}},
    {"comirnaty-6m-4y-ba45", MRNA, PFIZER, COMIRNATY "6か月～4歳用（BA.4-5）",
     "COMIRNATY 6 months-4 years BA.4-5", "302", CODES_COMIRNATY, {2022, 10, 5}},
    {"spikevax", MRNA, MODERNA, SPIKEVAX,
     "Spikevax", "207", CODES_SPIKEVAX, {2021, 5, 21}},
    {"spikevax-50", MRNA, MODERNA, SPIKEVAX,
     "Spikevax", "221", CODES_SPIKEVAX, {2021, 5, 21}},
    {"spikevax-ba1", MRNA, MODERNA, SPIKEVAX "（BA.1）",
     "Spikevax BA.1", "519", CODES_SPIKEVAX, {2022, 9, 12}},
    {"spikevax-ba45", MRNA, MODERNA, SPIKEVAX "（BA.4-5）",
     "Spikevax BA.4-5", "229", CODES_SPIKEVAX, {2022, 11, 1}},
    {"vaxzevria", VECTOR, ASTRA, "バキスゼブリア",
     "Vaxzevria", "210", CODES_VAXZEVRIA, {2021, 5, 21}},
    {"nuvaxovid", PROTEIN, NOVAVAX, "ヌバキソビッド",
     "Nuvaxovid", "211", CODES_NUVAXOVID, {2022, 4, 19}},
    {"jcovden", VECTOR, JANSSEN, "ジェコビデン",
     "Jcovden", "212", CODES_JCOVDEN, {2022, 6, 20}},
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
