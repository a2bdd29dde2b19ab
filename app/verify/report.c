#include "app/verify/report.h"

#include "app/record/vaccines.h"
#include "app/verify/safe.h"
#include "app/words/sentences.h"

enum { NUMBER_SIZE = 24 };

/* Everything the answer says, by language. */
static const struct words {
    const char *verdict[3]; /* by enum seal_verdict */
    const char *code, *unconfirmed;
    const char *format, *name, *roman, *birth, *passport, *dose, *issuer, *key, *since, *id;
    const char *unknown_product, *lot, *authority, *subpotent;
    const char *bundle, *number, *number_end, *age;
} words_of[] = {
    [LANGUAGE_EN] = {{"cannot tell", "not valid", "valid"},
                     "code",
                     "What follows is not confirmed.",
                     "Format         ",
                     "Name           ",
                     "Roman name     ",
                     "Date of birth  ",
                     "Passport       ",
                     "Dose",
                     "Signed by      ",
                     "Key            ",
                     "Signed on      ",
                     "Certificate ID ",
                     "product not in the table",
                     "lot",
                     "by",
                     "not a full dose",
                     "Trust bundle   ",
                     "no. ",
                     "",
                     "age in days"},
    [LANGUAGE_JA] = {{"確かめられません", "正しいコードと認められません", "正しいコードです"},
                     "コード",
                     "次の内容は確かめられていません。",
                     "形式      ",
                     "氏名      ",
                     "ローマ字  ",
                     "生年月日  ",
                     "旅券番号  ",
                     "接種",
                     "発行者    ",
                     "署名の鍵  ",
                     "署名した日",
                     "証明書ID  ",
                     "表にない製品",
                     "製造番号",
                     "機関",
                     "効力の足りない接種",
                     "信頼の一覧",
                     "第",
                     "号",
                     "作られてからの日数"},
    [LANGUAGE_ZH] = {{"无法确认", "不能认定为有效的二维码", "二维码有效"},
                     "二维码",
                     "以下内容未经确认。",
                     "格式      ",
                     "姓名      ",
                     "罗马字姓名",
                     "出生日期  ",
                     "护照号码  ",
                     "接种",
                     "签发者    ",
                     "签名密钥  ",
                     "签名日期  ",
                     "证明书ID  ",
                     "表中没有的产品",
                     "批号",
                     "机构",
                     "效力不足",
                     "信任名单  ",
                     "第",
                     "号",
                     "制作后天数"},
    [LANGUAGE_KO] = {{"확인할 수 없습니다", "올바른 코드로 인정되지 않습니다", "올바른 코드입니다"},
                     "코드",
                     "아래 내용은 확인되지 않았습니다.",
                     "형식      ",
                     "이름      ",
                     "로마자    ",
                     "생년월일  ",
                     "여권 번호 ",
                     "접종",
                     "발급자    ",
                     "서명 키   ",
                     "서명한 날 ",
                     "증명서 ID ",
                     "표에 없는 제품",
                     "제조번호",
                     "기관",
                     "효력 부족",
                     "신뢰 목록 ",
                     "제",
                     "호",
                     "만든 후 지난 날수"},
};

/* Nothing where the code says nothing. */
static void print_line(FILE *to, const char *label, const char *text)
{
    if (text[0] == 0)
        return;
    fprintf(to, "  %s ", label);
    safe_print(to, text);
    fputc('\n', to);
}

static void print_reason(FILE *to, enum err code, enum language language)
{
    struct sentence sentence = sentence_of(code, language);

    fprintf(to, "  %s: %s %s\n", err_name(code), sentence.what, sentence.advice);
}

static void print_birth(FILE *to, struct date day, const struct words *words,
                        enum language language)
{
    char birth[DATE_SIZE], era[ERA_DATE_SIZE];

    if (day.year == 0)
        return;
    date_format(day, birth);
    date_era(day, era);
    fprintf(to, "  %s %s%s%s%s\n", words->birth, birth, language == LANGUAGE_JA ? "（" : "",
            language == LANGUAGE_JA ? era : "", language == LANGUAGE_JA ? "）" : "");
    wipe(birth, sizeof birth);
    wipe(era, sizeof era);
}

/* Both spellings side by side where both are told (W10). */
static void print_holder(FILE *to, const struct opened *opened, const struct words *words,
                         enum language language)
{
    print_line(to, words->name, opened->holder.name);
    print_line(to, words->roman, opened->traveller.name);
    print_birth(to, opened->holder.birth, words, language);
    print_line(to, words->passport, opened->traveller.passport);
}

static void print_product(FILE *to, const struct opened_dose *dose, const struct words *words,
                          bool japanese)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->dose.product);

    if (vaccine != NULL)
        fprintf(to, "%s (%s)", japanese ? vaccine->name_ja : vaccine->name_en,
                japanese ? vaccine->maker_ja : vaccine->maker_en);
    else if (dose->vaccine[0] != 0)
        safe_print(to, dose->vaccine);
    else
        fputs(words->unknown_product, to);
}

static void print_more(FILE *to, const char *label, const char *text)
{
    if (text[0] == 0)
        return;
    fprintf(to, "  %s ", label);
    safe_print(to, text);
}

/* "2", or "2/3" where the series is told. */
static void format_number(const struct opened_dose *dose, char out[NUMBER_SIZE])
{
    if (dose->of == 0)
        (void)snprintf(out, NUMBER_SIZE, "%d", dose->dose.number);
    else
        (void)snprintf(out, NUMBER_SIZE, "%d/%d", dose->dose.number, dose->of);
}

static void print_dose(FILE *to, const struct opened_dose *dose, const struct words *words,
                       enum language language)
{
    char date[DATE_SIZE], number[NUMBER_SIZE];

    date_format(dose->dose.date, date);
    format_number(dose, number);
    fprintf(to, "  %s %-*s %s  ", words->dose, language == LANGUAGE_EN ? 10 : 5, number, date);
    print_product(to, dose, words, language == LANGUAGE_JA);
    print_more(to, words->lot, dose->dose.lot);
    print_more(to, words->authority, dose->authority);
    if (dose->subpotent)
        fprintf(to, "  (%s)", words->subpotent);
    fputc('\n', to);
}

/* As on the paper: in fours. */
static void print_id(FILE *to, const char *id, const struct words *words)
{
    if (serial_is(id))
        fprintf(to, "  %s %.4s-%.4s-%.4s\n", words->id, id, id + 4, id + 8);
    else
        print_line(to, words->id, id);
}

static const char *name_of(enum code_format format)
{
    if (format == CODE_SHC)
        return "SMART Health Card";
    return format == CODE_VDS_NC ? "ICAO VDS-NC" : "EU DCC";
}

static void print_content(FILE *to, const struct opened *opened, const struct words *words,
                          enum language language)
{
    char since[DATE_SIZE] = "";

    if (opened->not_before != 0)
        date_format(date_of_unix(opened->not_before), since);
    if (opened->verdict != SEAL_VALID)
        fprintf(to, "  %s\n", words->unconfirmed);
    print_line(to, words->format, name_of(opened->format));
    print_holder(to, opened, words, language);
    for (size_t i = 0; i < opened->count; i++)
        print_dose(to, &opened->doses[i], words, language);
    print_line(to, words->issuer, opened->issuer);
    print_line(to, words->key, opened->signer);
    print_line(to, words->since, since);
    print_id(to, opened->id, words);
}

static void print_code(FILE *to, const struct opened *opened, const struct words *words,
                       enum language language)
{
    fprintf(to, ": %s\n", words->verdict[opened->verdict]);
    if (opened->code != ERR_OK)
        print_reason(to, opened->code, language);
    if (opened->holder.name[0] != 0 || opened->traveller.name[0] != 0)
        print_content(to, opened, words, language);
}

static void print_bundle(FILE *to, const struct basis *basis, const struct words *words)
{
    struct trust_edition edition = {0};
    char made[DATE_SIZE];

    if (basis->trust == NULL)
        return;
    edition = trust_edition(basis->trust);
    date_format(date_of_unix(edition.made), made);
    fprintf(to, "  %s %s%lld%s  %s  %s %lld\n", words->bundle, words->number,
            (long long)edition.number, words->number_end, made, words->age,
            (long long)basis_age_days(basis));
}

void report_text(FILE *to, const char *file, const struct check *check, const struct basis *basis,
                 enum language language)
{
    const struct words *words = &words_of[language];

    for (size_t i = 0; i < check->count; i++) {
        safe_print(to, file);
        if (check->count > 1)
            fprintf(to, ", %s %zu/%zu", words->code, i + 1, check->count);
        print_code(to, &check->opened[i], words, language);
    }
    if (check->code != ERR_OK) {
        safe_print(to, file);
        fprintf(to, ": %s\n", words->verdict[check->verdict]);
        print_reason(to, check->code, language);
    }
    print_bundle(to, basis, words);
}

bool report_raw(FILE *to, const struct codes *codes)
{
    bool good = true;

    for (size_t i = 0; i < codes->count; i++) {
        struct bytes payload = bytes_new(1 << 16);

        if (code_raw(bytes_view(&codes->text[i]), &payload)) {
            fwrite(payload.at, 1, payload.len, to);
            fputc('\n', to);
        } else {
            good = false;
        }
        bytes_free(&payload);
    }
    return good;
}
