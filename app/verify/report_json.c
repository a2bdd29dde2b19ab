#include "app/verify/report.h"

#include <jansson.h>

static json_t *date_or_null(struct date date)
{
    char text[DATE_SIZE];

    if (date.year == 0)
        return json_null();
    date_format(date, text);
    return json_string(text);
}

static json_t *text_or_null(const char *text)
{
    return text[0] != 0 ? json_string(text) : json_null();
}

static json_t *make_doses(const struct opened *opened)
{
    json_t *doses = json_array();

    for (size_t i = 0; i < opened->count; i++) {
        const struct dose *dose = &opened->doses[i].dose;
        json_t *one =
            json_pack("{s:i,s:o,s:o,s:o}", "number", dose->number, "date", date_or_null(dose->date),
                      "product", text_or_null(dose->product), "lot", text_or_null(dose->lot));

        json_array_append_new(doses, one);
    }
    return doses;
}

/* What every line begins with. */
static json_t *make_verdict(const char *file, enum seal_verdict verdict, enum err code)
{
    static const char *verdicts[] = {"cannot-tell", "not-valid", "valid"};

    return json_pack("{s:o,s:s,s:o,s:o}", "file", text_or_null(file), "verdict", verdicts[verdict],
                     "code", code == ERR_OK ? json_null() : json_string(err_name(code)), "meaning",
                     code == ERR_OK ? json_null() : json_string(err_meaning(code)));
}

static json_t *make_code(const char *file, const struct opened *opened)
{
    json_t *line = make_verdict(file, opened->verdict, opened->code);
    json_t *content = json_pack(
        "{s:o,s:o,s:o,s:I,s:{s:o,s:o},s:o}", "issuer", text_or_null(opened->issuer), "kid",
        text_or_null(opened->signer), "id", text_or_null(opened->id), "signed",
        (json_int_t)opened->not_before, "holder", "name", text_or_null(opened->holder.name),
        "birth", date_or_null(opened->holder.birth), "doses", make_doses(opened));

    json_object_update(line, content);
    json_decref(content);
    return line;
}

static bool print_line(FILE *to, json_t *line)
{
    bool good = line != NULL && json_dumpf(line, to, JSON_COMPACT) == 0 && fputc('\n', to) != EOF;

    json_decref(line);
    return good;
}

bool report_json(FILE *to, const char *file, const struct check *check)
{
    bool good = true;

    for (size_t i = 0; i < check->count; i++)
        good = print_line(to, make_code(file, &check->opened[i])) && good;
    if (check->code != ERR_OK)
        good = print_line(to, make_verdict(file, check->verdict, check->code)) && good;
    return good;
}
