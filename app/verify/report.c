#include "app/verify/report.h"

#include "app/record/vaccines.h"
#include "app/verify/safe.h"
#include "app/words/sentences.h"

#include <string.h>

/* Everything the answer says, by language. */
static const struct words {
    const char *verdict[3]; /* by enum seal_verdict */
    const char *code, *unconfirmed;
    const char *name, *birth, *dose, *issuer, *key, *since, *id;
    const char *unknown_product, *lot;
} words_of[] = {
    [LANGUAGE_EN] = {{"cannot tell", "not valid", "valid"},
                     "code",
                     "What follows is not confirmed.",
                     "Name           ",
                     "Date of birth  ",
                     "Dose",
                     "Signed by      ",
                     "Key            ",
                     "Signed on      ",
                     "Certificate ID ",
                     "product not in the table",
                     "lot"},
    [LANGUAGE_JA] = {{"確かめられません", "正しいコードと認められません", "正しいコードです"},
                     "コード",
                     "次の内容は確かめられていません。",
                     "氏名      ",
                     "生年月日  ",
                     "接種",
                     "発行者    ",
                     "署名の鍵  ",
                     "署名した日",
                     "証明書ID  ",
                     "表にない製品",
                     "製造番号"},
    [LANGUAGE_ZH] = {{"无法确认", "不能认定为有效的二维码", "二维码有效"},
                     "二维码",
                     "以下内容未经确认。",
                     "姓名      ",
                     "出生日期  ",
                     "接种",
                     "签发者    ",
                     "签名密钥  ",
                     "签名日期  ",
                     "证明书ID  ",
                     "表中没有的产品",
                     "批号"},
    [LANGUAGE_KO] = {{"확인할 수 없습니다", "올바른 코드로 인정되지 않습니다", "올바른 코드입니다"},
                     "코드",
                     "아래 내용은 확인되지 않았습니다.",
                     "이름      ",
                     "생년월일  ",
                     "접종",
                     "발급자    ",
                     "서명 키   ",
                     "서명한 날 ",
                     "증명서 ID ",
                     "표에 없는 제품",
                     "제조번호"},
};

static void print_line(FILE *to, const char *label, const char *text)
{
    fprintf(to, "  %s ", label);
    safe_print(to, text);
    fputc('\n', to);
}

static void print_reason(FILE *to, enum err code, enum language language)
{
    struct sentence sentence = sentence_of(code, language);

    fprintf(to, "  %s: %s %s\n", err_name(code), sentence.what, sentence.advice);
}

static void print_holder(FILE *to, const struct holder *holder, const struct words *words,
                         enum language language)
{
    char birth[DATE_SIZE], era[ERA_DATE_SIZE];

    print_line(to, words->name, holder->name);
    if (holder->birth.year == 0)
        return;
    date_format(holder->birth, birth);
    date_era(holder->birth, era);
    fprintf(to, "  %s %s%s%s%s\n", words->birth, birth, language == LANGUAGE_JA ? "（" : "",
            language == LANGUAGE_JA ? era : "", language == LANGUAGE_JA ? "）" : "");
    wipe(birth, sizeof birth);
    wipe(era, sizeof era);
}

static void print_dose(FILE *to, const struct dose *dose, const struct words *words,
                       enum language language)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);
    bool japanese = language == LANGUAGE_JA;
    char date[DATE_SIZE];

    date_format(dose->date, date);
    fprintf(to, "  %s %-2d %s %s  ", words->dose, dose->number,
            language == LANGUAGE_EN ? "       " : "  ", date);
    if (vaccine == NULL)
        fputs(words->unknown_product, to);
    else
        fprintf(to, "%s (%s)", japanese ? vaccine->name_ja : vaccine->name_en,
                japanese ? vaccine->maker_ja : vaccine->maker_en);
    if (dose->lot[0] != 0) {
        fprintf(to, "  %s ", words->lot);
        safe_print(to, dose->lot);
    }
    fputc('\n', to);
}

/* As on the paper: in fours. */
static void print_id(FILE *to, const char *rid, const struct words *words)
{
    if (rid[0] == 0)
        return;
    if (serial_is(rid))
        fprintf(to, "  %s %.4s-%.4s-%.4s\n", words->id, rid, rid + 4, rid + 8);
    else
        print_line(to, words->id, rid);
}

static void print_content(FILE *to, const struct opened *opened, const struct words *words,
                          enum language language)
{
    char since[DATE_SIZE];

    date_format(date_of_unix(opened->not_before), since);
    if (opened->verdict != SEAL_VALID)
        fprintf(to, "  %s\n", words->unconfirmed);
    print_holder(to, &opened->holder, words, language);
    for (size_t i = 0; i < opened->count; i++)
        print_dose(to, &opened->doses[i].dose, words, language);
    print_line(to, words->issuer, opened->issuer);
    print_line(to, words->key, opened->signer);
    fprintf(to, "  %s %s\n", words->since, since);
    print_id(to, opened->id, words);
}

static void print_code(FILE *to, const struct opened *opened, const struct words *words,
                       enum language language)
{
    fprintf(to, ": %s\n", words->verdict[opened->verdict]);
    if (opened->code != ERR_OK)
        print_reason(to, opened->code, language);
    if (opened->holder.name[0] != 0)
        print_content(to, opened, words, language);
}

void report_text(FILE *to, const char *file, const struct check *check, enum language language)
{
    const struct words *words = &words_of[language];

    for (size_t i = 0; i < check->count; i++) {
        safe_print(to, file);
        if (check->count > 1)
            fprintf(to, ", %s %zu/%zu", words->code, i + 1, check->count);
        print_code(to, &check->opened[i], words, language);
    }
    if (check->code == ERR_OK)
        return;
    safe_print(to, file);
    fprintf(to, ": %s\n", words->verdict[check->verdict]);
    print_reason(to, check->code, language);
}

bool report_raw(FILE *to, const struct codes *codes)
{
    bool good = true;

    for (size_t i = 0; i < codes->count; i++) {
        struct bytes payload = bytes_new(1 << 16);

        if (shc_raw(bytes_view(&codes->text[i]), &payload)) {
            fwrite(payload.at, 1, payload.len, to);
            fputc('\n', to);
        } else {
            good = false;
        }
        bytes_free(&payload);
    }
    return good;
}
