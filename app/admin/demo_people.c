#include "app/admin/demo_people.h"

/* clang-format off */

static const struct area areas[] = {
    {DEMO_AREA_1, "目黒区", "Meguro City", "目黒区長", "Mayor of Meguro City"},
    {DEMO_AREA_2, "渋谷区", "Shibuya City", "渋谷区長", "Mayor of Shibuya City"},
};

/* --- Doses ---------------------------------------------------------------------------------- */

static const struct demo_dose none[] = {{{0}, NULL, NULL}};

static const struct demo_dose one[] = {
    {{2022, 6, 30}, "jcovden", "DEMO-J1"},
    {{0}, NULL, NULL}};

static const struct demo_dose two[] = {
    {{2021, 6, 15}, "comirnaty", "DEMO-C1"},
    {{2021, 7, 6}, "comirnaty", "DEMO-C2"},
    {{0}, NULL, NULL}};

static const struct demo_dose two_spikevax[] = {
    {{2021, 7, 3}, "spikevax", "DEMO-S1"},
    {{2021, 7, 31}, "spikevax", "DEMO-S2"},
    {{0}, NULL, NULL}};

static const struct demo_dose two_vaxzevria[] = {
    {{2021, 9, 1}, "vaxzevria", "DEMO-V1"},
    {{2021, 11, 3}, "vaxzevria", "DEMO-V1"},
    {{0}, NULL, NULL}};

static const struct demo_dose child[] = {
    {{2022, 3, 19}, "comirnaty-5-11", "DEMO-K1"},
    {{2022, 4, 9}, "comirnaty-5-11", "DEMO-K2"},
    {{0}, NULL, NULL}};

static const struct demo_dose three[] = {
    {{2021, 6, 22}, "comirnaty", "DEMO-C3"},
    {{2021, 7, 13}, "comirnaty", "DEMO-C4"},
    {{2022, 3, 5}, "spikevax-50", "DEMO-S5"},
    {{0}, NULL, NULL}};

static const struct demo_dose four[] = {
    {{2021, 6, 1}, "comirnaty", "DEMO-C1"},
    {{2021, 6, 22}, "comirnaty", "DEMO-C2"},
    {{2022, 2, 5}, "comirnaty", "DEMO-C5"},
    {{2022, 11, 12}, "comirnaty-ba45", "DEMO-B1"},
    {{0}, NULL, NULL}};

static const struct demo_dose five[] = {
    {{2021, 5, 25}, "comirnaty", "DEMO-C1"},
    {{2021, 6, 15}, "comirnaty", "DEMO-C2"},
    {{2022, 1, 29}, "spikevax-50", "DEMO-S4"},
    {{2022, 7, 2}, "nuvaxovid", "DEMO-N1"},
    {{2022, 12, 3}, "spikevax-ba45", "DEMO-T1"},
    {{0}, NULL, NULL}};

static const struct demo_dose six[] = {
    {{2021, 5, 18}, "comirnaty", "DEMO-C1"},
    {{2021, 6, 8}, "comirnaty", "DEMO-C2"},
    {{2022, 1, 22}, "comirnaty", "DEMO-C5"},
    {{2022, 6, 25}, "comirnaty", "DEMO-C6"},
    {{2022, 11, 19}, "comirnaty-ba45", "DEMO-B1"},
    {{2023, 6, 10}, "comirnaty-ba45", "DEMO-B2"},
    {{0}, NULL, NULL}};

static const struct demo_dose ten[] = {
    {{2021, 3, 9}, "comirnaty", "DEMO-C1"},
    {{2021, 3, 30}, "comirnaty", "DEMO-C1"},
    {{2021, 12, 18}, "comirnaty", "DEMO-C5"},
    {{2022, 5, 28}, "spikevax-50", "DEMO-S5"},
    {{2022, 9, 24}, "spikevax-ba1", "DEMO-A1"},
    {{2022, 12, 24}, "comirnaty-ba45", "DEMO-B1"},
    {{2023, 5, 13}, "comirnaty-ba45", "DEMO-B2"},
    {{2023, 9, 23}, "nuvaxovid", "DEMO-N2"},
    {{2024, 1, 13}, "comirnaty-ba45", "DEMO-B3"},
    {{2024, 3, 23}, "spikevax-ba45", "DEMO-T2"},
    {{0}, NULL, NULL}};

/* --- Residents: nobody of them lives --------------------------------------------------------- */

#define ADULT       "900000000010", "架空　花子",   {1985, 4, 12}
#define CHILD       "900000000028", "架空　こはる", {2015, 8, 30}
#define FOREIGN     "900000000036", "AKASHI TESTER MARIA", {1990, 12, 1}
#define LONG_NAME   "900000000044", \
    "AKASHI TESTER MARIA ISABELLA CONSTANZA DE LAS FUENTE MONTERO", {1978, 2, 28}
#define RARE_KANJI  "900000000052", "髙﨑　𠮷音",   {1969, 10, 31}
#define THREE_DOSES "900000000060", "見本　三郎",   {1954, 1, 3}
#define TEN_DOSES   "900000000079", "見本　十和子", {1941, 11, 20}
#define NO_RECORD   "900000000087", "架空　未明",   {2001, 5, 5}
#define STRANGER    "900000000303", "架空　遠方",   {1993, 3, 3}

static const struct demo_passport of_adult = {
    "KAKU HANAKO", "XX0000010", "JPN", {2032, 5, 31}};
static const struct demo_passport of_ten_doses = {
    "MIHON TOWAKO", "XX0000079", "JPN", {2031, 9, 30}};
static const struct demo_passport of_foreign = { /* run out since */
    "AKASHI TESTER MARIA", "X0000036", "UTO", {2024, 12, 31}};

static const struct demo_resident residents[] = {
    {DEMO_AREA_1, ADULT, two, &of_adult},
    {DEMO_AREA_1, CHILD, child, NULL},
    {DEMO_AREA_1, FOREIGN, two_spikevax, &of_foreign},
    {DEMO_AREA_1, LONG_NAME, three, NULL},
    {DEMO_AREA_1, RARE_KANJI, four, NULL},
    {DEMO_AREA_1, THREE_DOSES, three, NULL},
    {DEMO_AREA_1, TEN_DOSES, ten, &of_ten_doses},
    {DEMO_AREA_1, NO_RECORD, none, NULL},
    {DEMO_AREA_1, "900000000095", "泉　一", {1972, 9, 9}, five, NULL},
    {DEMO_AREA_1, "900000000109", "明石スミス　真理ANNA", {1988, 6, 17}, two, NULL},
    {DEMO_AREA_1, "900000000117", "見本　四方太", {1936, 3, 21}, six, NULL},
    {DEMO_AREA_1, "900000000125", "架空　五月", {1999, 5, 31}, one, NULL},
    {DEMO_AREA_1, "900000000133", "架空　六花", {2009, 12, 24}, two, NULL},
    {DEMO_AREA_1, "900000000141", "見本　七海", {1996, 7, 7}, two_vaxzevria, NULL},
    {DEMO_AREA_1, "900000000150", "見本　八重子", {1948, 2, 29}, six, NULL},
    {DEMO_AREA_1, "900000000168", "架空　久遠", {1963, 4, 30}, five, NULL},
    {DEMO_AREA_2, "900000000176", "渡邉　架空子", {1981, 1, 11}, two, NULL},
    {DEMO_AREA_2, "900000000184", "齋藤　見本", {1975, 10, 10}, four, NULL},
    {DEMO_AREA_2, "900000000192", "TEST PERSON ONLY", {1994, 8, 8}, three, NULL},
    {DEMO_AREA_2, "900000000206", "架空　十四郎", {1958, 12, 31}, six, NULL},
    {DEMO_AREA_2, "900000000214", "見本　文", {2016, 2, 2}, child, NULL},
    {DEMO_AREA_2, "900000000222", "架空　空", {2003, 3, 14}, none, NULL},
    {DEMO_AREA_2, "900000000230", "見本　遙", {1967, 6, 1}, five, NULL},
    {DEMO_AREA_2, "900000000249", "辻　架空太", {1989, 1, 8}, two_spikevax, NULL},
};

/* --- Cards: PIN 1234 each --------------------------------------------------------------------- */

#define MEGURO  "東京都目黒区架空町一丁目２番３号"
#define SHIBUYA "東京都渋谷区見本町四丁目５番６号"
#define VALID   "20351231"
#define WELL    "none", "normal", false, false

static const struct demo_card cards[] = {
    {"adult",           ADULT,       MEGURO,  '2', VALID, WELL},
    {"child",           CHILD,       MEGURO,  '2', VALID, WELL},
    {"foreign",         FOREIGN,     MEGURO,  '2', VALID, WELL},
    {"longname",        LONG_NAME,   MEGURO,  '2', VALID, WELL},
    {"rare-kanji",      RARE_KANJI,  MEGURO,  '1', VALID, WELL},
    {"three-doses",     THREE_DOSES, MEGURO,  '1', VALID, WELL},
    {"ten-doses",       TEN_DOSES,   MEGURO,  '2', VALID, WELL},
    {"no-record",       NO_RECORD,   MEGURO,  '1', VALID, WELL},
    {"stranger-number", STRANGER,    SHIBUYA, '1', VALID, WELL},
    {"altered",         ADULT,       MEGURO,  '2', VALID, "name", "normal", false, false},
    {"unknown-issuer",  ADULT,       MEGURO,  '2', VALID, "none", "normal", false, true},
    {"blocked",         ADULT,       MEGURO,  '2', VALID, "none", "normal", true, false},
    {"expired",         ADULT,       MEGURO,  '2', "20240331", WELL},
    {"nextgen",         ADULT,       MEGURO,  '2', VALID, "none", "nextgen", false, false},
};

/* clang-format on */

const struct area *demo_area_at(size_t i)
{
    return i < sizeof areas / sizeof *areas ? &areas[i] : NULL;
}

const struct demo_resident *demo_resident_at(size_t i)
{
    return i < sizeof residents / sizeof *residents ? &residents[i] : NULL;
}

const struct demo_card *demo_card_at(size_t i)
{
    return i < sizeof cards / sizeof *cards ? &cards[i] : NULL;
}
