#include "app/paper/paper_form.h"

#include "app/paper/code_captions.h"
#include "app/record/vaccines.h"
#include "print/grid.h"

#include <string.h>

enum { DIGEST_LEN = 16 };

static const struct form words = {
    .title = {"新型コロナウイルス感染症予防接種証明書", NULL},
    .continued = {"（続き）", "continued"},
    .name_caption = {"氏名", "Name"},
    .columns = 7,
    .column = {{20, {"接種回数", "Dose"}, FORM_STRONG},
               {37, {"接種年月日", "Date"}, FORM_STRONG},
               {64, {"ワクチンの種類", "Vaccine type"}, FORM_PLAIN},
               {92, {"メーカー", "Manufacturer"}, FORM_PLAIN},
               {120, {"製品名", "Product"}, FORM_PLAIN},
               {157, {"製造番号", "Lot number"}, FORM_LOT},
               {177, {"接種国", "Country"}, FORM_PLAIN}},
    .end_of_rows = {"以下余白", "End of records"},
    .more = {"頁に続く", "Continued on page"},
    .attestation =
        {"上記の者が、記載のとおり新型コロナウイルス感染症の予防接種を受けたことを証明する。",
         "This is to certify that the person named above has received the vaccinations listed."},
    .issued = {{"発行年月日", "Date of issue"}, NULL, NULL, FORM_STRONG},
    .issuers = 2,
    .issuer = {{NULL, NULL},
               {"日本国厚生労働大臣", "Minister of Health, Labour and Welfare, Japan"}},
    .how_caption = {"確かめ方", "How to check"},
    .how = {"コードを検証アプリで読み、表示された氏名・生年月日・接種記録がこの紙面と同じか"
            "お確かめください。",
            "Read a code with a verifier app and compare name, date of birth and doses with this "
            "page."},
    .how_elsewhere = {"確かめ方は2頁", "How to check: page 2"},
    .rows_elsewhere = {"記録・確かめ方は2頁", "Doses, how to check: page 2"},
    .address_caption = {"検証ページ", "Verifier page"},
    .id_caption = {"証明書ID", "Certificate ID"},
    .digest_caption = {"文書要約値", "Digest"},
    .page_caption = {"頁", "Page"},
};

static struct form_field date_field(struct phrases *p, const char *ja, const char *en,
                                    struct date date)
{
    char iso[DATE_SIZE], era[ERA_DATE_SIZE];

    date_format(date, iso);
    date_era(date, era);
    return (struct form_field){{ja, en}, phrase(p, "%s", iso), phrase(p, "%s", era), FORM_STRONG};
}

/* Read by people without the scheme, which every browser adds. */
static const char *without_scheme(const char *address)
{
    const char *end = strstr(address, "://");

    return end != NULL ? end + 3 : address;
}

/* As the passport's machine-readable zone has them; of countries we name our own. */
static void fill_traveller(const struct traveller *traveller, struct phrases *p, struct form *out)
{
    const char *nationality = traveller->nationality;

    out->roman = traveller->name;
    if (strcmp(nationality, "JPN") == 0)
        nationality = phrase(p, "日本 JAPAN");
    out->field[out->fields++] =
        (struct form_field){{"国籍・地域", "Nationality"}, nationality, NULL, FORM_PLAIN};
    out->field[out->fields++] =
        (struct form_field){{"旅券番号", "Passport no."}, traveller->passport, NULL, FORM_LOT};
}

static void fill_head(const struct certificate *in, struct phrases *p, struct form *out)
{
    bool travel = in->kind == KIND_TRAVEL;

    out->title.en = travel ? "Vaccination Certificate of COVID-19 for use overseas and in Japan"
                           : "Vaccination Certificate of COVID-19 for use in Japan";
    out->purpose.ja = travel ? "（海外用及び日本国内用）" : "（日本国内用）";
    out->name = in->holder.name;
    out->field[out->fields++] = date_field(p, "生年月日", "Date of birth", in->holder.birth);
    if (travel)
        fill_traveller(&in->traveller, p, out);
}

static void fill_issue(const struct certificate *in, struct phrases *p, struct form *out)
{
    out->ground = in->serial;
    out->issued = date_field(p, out->issued.caption.ja, out->issued.caption.en, in->issued);
    out->issuer[0] = (struct words){in->area.head_ja, in->area.head_en};
    out->address = in->verifier[0] != 0 ? in->verifier : NULL;
    out->address_shown = without_scheme(in->verifier);
}

/* Doses that are not in these records are marked, not passed over (VRS-64). */
static struct form_row missing(const struct certificate *in, struct phrases *p, int from, int to)
{
    struct words dose = {phrase(p, "＊%d回目", from), phrase(p, "Dose %d", from)};

    if (to > from)
        dose = (struct words){phrase(p, "＊%d%s%d回目", from, to == from + 1 ? "・" : "〜", to),
                              phrase(p, "Doses %d–%d", from, to)};
    return (struct form_row){
        .cell = {dose},
        .note = {phrase(p, "＊ この回は%sの記録にありません", in->area.name_ja),
                 phrase(p, "* Not in the records of %s", in->area.name_en)}};
}

static bool fill_row(const struct dose *dose, struct phrases *p, struct form_row *out)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);
    struct form_field date = date_field(p, NULL, NULL, dose->date);
    bool japan = strcmp(dose->country, "JPN") == 0;

    if (vaccine == NULL)
        return false;
    *out = (struct form_row){
        .cell = {{phrase(p, "%d回目", dose->number), phrase(p, "Dose %d", dose->number)},
                 {date.value, date.beside},
                 {vaccine->kind_ja, vaccine->kind_en},
                 {vaccine->maker_ja, vaccine->maker_en},
                 {vaccine->name_ja, vaccine->name_en},
                 {dose->lot, NULL},
                 {japan ? "日本" : dose->country, japan ? "JAPAN" : NULL}}};
    return true;
}

static bool fill_rows(const struct certificate *in, struct phrases *p, struct form *out)
{
    int expected = 1;

    if (in->history.count > DOSES_MAX)
        return false;
    for (size_t i = 0; i < in->history.count; i++) {
        const struct dose *dose = &in->history.doses[i];

        if (dose->number > expected)
            out->row[out->rows++] = missing(in, p, expected, dose->number - 1);
        if (!fill_row(dose, p, &out->row[out->rows++]))
            return false;
        expected = dose->number + 1;
    }
    return true;
}

/* R14, VRS-64: whose records these are, as of which, and whether others were asked. */
static void fill_record(const struct certificate *in, struct phrases *p, struct form *out)
{
    long long as_of = in->history.as_of;

    out->record = (struct words){
        phrase(p, "%sの接種記録（記録番号 %lld の時点）を示します。%s", in->area.name_ja, as_of,
               in->others_asked ? "他の市町村にも照会しました。"
                                : "他の市町村には照会していません。"),
        phrase(p, "Records of %s as of record no. %lld. %s", in->area.name_en, as_of,
               in->others_asked ? "Other municipalities were asked as well."
                                : "Other municipalities were not asked.")};
}

/* Those for travel first, as their fields are the larger ones. More than the form has fields for is
 * refused by the form itself. */
static bool fill_codes(const struct certificate *in, struct phrases *p, struct form *out)
{
    if (in->codes > CODES_MAX)
        return false;
    for (int large = 1; large >= 0; large--)
        for (size_t i = 0; i < in->codes; i++) {
            const struct code *code = &in->code[i];

            if ((code->format == CODE_VDS_NC) == large && out->codes++ < FORM_CODES_MAX)
                out->code[out->codes - 1] =
                    (struct form_code){code_caption(in, code, p), code->text, large};
        }
    return true;
}

static bool fill_strip(const struct certificate *in, const char *digest, struct phrases *p,
                       struct form *out)
{
    const char *s = in->serial;

    if (!serial_is(s) || strlen(digest) != DIGEST_LEN ||
        strspn(digest, "0123456789ABCDEF") != DIGEST_LEN)
        return false;
    out->id = phrase(p, "%.4s %.4s %.4s", s, s + 4, s + 8);
    out->digest = phrase(p, "%.4s %.4s %.4s %.4s", digest, digest + 4, digest + 8, digest + 12);
    return true;
}

bool paper_words(const struct certificate *in, struct phrases *phrases, struct form *out)
{
    *out = words;
    fill_head(in, phrases, out);
    fill_record(in, phrases, out);
    return fill_rows(in, phrases, out) && !phrases->full;
}

bool paper_form(const struct certificate *in, const char *digest, struct phrases *phrases,
                struct form *out)
{
    if (!paper_words(in, phrases, out))
        return false;
    fill_issue(in, phrases, out);
    return fill_codes(in, phrases, out) && fill_strip(in, digest, phrases, out) && !phrases->full;
}

void paper_enlarge(struct form *form)
{
    bool one = form->rows <= GRID_LARGE_BLOCKS;

    form->large =
        (struct form_large){true, "新型コロナウイルス感染症", {"種類・メーカー", "Type, maker"}};
    form->title.ja = "予防接種証明書";
    form->how_elsewhere = (struct words){"確かめ方は最後の頁", "How to check: last page"};
    if (form->specimen.word != NULL)
        return;
    form->attestation = (struct words){
        one ? "上記の者が、2頁に記載のとおり新型コロナウイルス感染症の予防接種を受けたことを証明す"
              "る。"
            : "上記の者が、2頁から記載のとおり新型コロナウイルス感染症の予防接種を受けたことを証明"
              "する。",
        one ? "The person named above has received the vaccinations on page 2."
            : "The person named above has received the vaccinations from page 2 on."};
}
