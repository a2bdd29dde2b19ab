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

static json_t *time_or_null(int64_t seconds)
{
    return seconds != 0 ? json_integer((json_int_t)seconds) : json_null();
}

static json_t *number_or_null(int number)
{
    return number != 0 ? json_integer(number) : json_null();
}

static json_t *make_dose(const struct opened_dose *dose)
{
    return json_pack("{s:i,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:b}", "number", dose->dose.number, "of",
                     number_or_null(dose->of), "date", date_or_null(dose->dose.date), "product",
                     text_or_null(dose->dose.product), "vaccine", text_or_null(dose->vaccine),
                     "lot", text_or_null(dose->dose.lot), "country",
                     text_or_null(dose->dose.country), "authority", text_or_null(dose->authority),
                     "subpotent", dose->subpotent);
}

static json_t *make_doses(const struct opened *opened)
{
    json_t *doses = json_array();

    for (size_t i = 0; i < opened->count; i++)
        json_array_append_new(doses, make_dose(&opened->doses[i]));
    return doses;
}

static json_t *make_trust(const struct basis *basis)
{
    struct trust_edition edition = {0};

    if (basis->trust == NULL)
        return json_null();
    edition = trust_edition(basis->trust);
    return json_pack("{s:I,s:I,s:I}", "number", (json_int_t)edition.number, "made",
                     (json_int_t)edition.made, "age_days", (json_int_t)basis_age_days(basis));
}

/* What every line begins with. */
static json_t *make_verdict(const char *file, enum seal_verdict verdict, enum err code,
                            const struct basis *basis)
{
    static const char *verdicts[] = {"cannot-tell", "not-valid", "valid"};

    return json_pack(
        "{s:o,s:s,s:o,s:o,s:o}", "file", text_or_null(file), "verdict", verdicts[verdict], "code",
        code == ERR_OK ? json_null() : json_string(err_name(code)), "meaning",
        code == ERR_OK ? json_null() : json_string(err_meaning(code)), "trust", make_trust(basis));
}

static const char *name_of(enum code_format format)
{
    if (format == CODE_SHC)
        return "shc";
    return format == CODE_VDS_NC ? "vds-nc" : "dcc";
}

static json_t *make_code(const char *file, const struct opened *opened, const struct basis *basis)
{
    const struct traveller *traveller = &opened->traveller;
    json_t *line = make_verdict(file, opened->verdict, opened->code, basis);
    json_t *content = json_pack(
        "{s:s,s:o,s:o,s:o,s:o,s:o,s:{s:o,s:o,s:o,s:o,s:o},s:o}", "format", name_of(opened->format),
        "issuer", text_or_null(opened->issuer), "signer", text_or_null(opened->signer), "id",
        text_or_null(opened->id), "signed", time_or_null(opened->not_before), "expires",
        time_or_null(opened->expires), "holder", "name", text_or_null(opened->holder.name), "roman",
        text_or_null(traveller->name), "birth", date_or_null(opened->holder.birth), "passport",
        text_or_null(traveller->passport), "reference", text_or_null(traveller->reference), "doses",
        make_doses(opened));

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

bool report_json(FILE *to, const char *file, const struct check *check, const struct basis *basis)
{
    bool good = true;

    for (size_t i = 0; i < check->count; i++)
        good = print_line(to, make_code(file, &check->opened[i], basis)) && good;
    if (check->code != ERR_OK)
        good = print_line(to, make_verdict(file, check->verdict, check->code, basis)) && good;
    return good;
}
