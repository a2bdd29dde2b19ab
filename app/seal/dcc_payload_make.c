#include "app/seal/dcc_payload.h"

#include "app/record/vaccines.h"
#include "app/seal/dcc_countries.h"
#include "app/seal/dcc_id.h"

#include <stdio.h>
#include <string.h>

#define VERSION "1.3.0"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { SIGNS_MAX = 80, ID_SIZE = SIGNS_MAX + 1 };

/* Doses of the primary series, where they are not two. */
static const struct series {
    const char *product;
    int doses;
} series[] = {{"jcovden", 1}, {"comirnaty-6m-4y", 3}, {"comirnaty-6m-4y-ba45", 3}};

static int series_of(const char *product)
{
    for (size_t i = 0; i < sizeof series / sizeof *series; i++)
        if (strcmp(series[i].product, product) == 0)
            return series[i].doses;
    return 2;
}

/* Which series it was, the first dose tells; where it is not on record, the dose itself. */
static int total(const struct history *history, const struct dose *dose)
{
    const struct dose *first = dose;
    int doses = 0;

    for (size_t i = 0; i < history->count; i++)
        if (history->doses[i].number == 1)
            first = &history->doses[i];
    doses = series_of(first->product);
    return doses > 1 && dose->number > doses ? dose->number : doses;
}

static bool is_name(const char *name)
{
    size_t len = strlen(name);

    return len > 0 && strspn(name, LETTERS " ") == len && name[0] != ' ' && name[len - 1] != ' ' &&
           strstr(name, "  ") == NULL;
}

static void close_spaces(char *text)
{
    for (; *text != 0; text++)
        if (*text == ' ')
            *text = '<';
}

static json_t *make_name(const char *name)
{
    const char *space = strchr(name, ' ');
    char standard[TRAVELLER_NAME_SIZE];

    if (!is_name(name))
        return NULL;
    if (space != NULL && strchr(space + 1, ' ') == NULL)
        return json_pack("{s:s%,s:s%,s:s,s:s}", "fn", name, (size_t)(space - name), "fnt", name,
                         (size_t)(space - name), "gn", space + 1, "gnt", space + 1);
    snprintf(standard, sizeof standard, "%s", name);
    close_spaces(standard);
    return json_pack("{s:s,s:s}", "fn", name, "fnt", standard);
}

static bool write_birth(struct date birth, char out[DATE_SIZE])
{
    out[0] = 0;
    if (birth.year == 0)
        return true;
    date_format(birth, out);
    return date_is_birth(birth) && birth.year >= 1900 && birth.year <= 2099;
}

static json_t *make_dose(const struct certificate *certificate, const struct dose *dose,
                         const char *authority)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);
    char country[DCC_COUNTRY_SIZE], date[DATE_SIZE], id[ID_SIZE];

    if (vaccine == NULL || dose->number < 1 || !date_is_day(dose->date) || authority[0] == 0 ||
        strlen(authority) > SIGNS_MAX || !dcc_country_short(dose->country, country) ||
        !serial_is(certificate->serial) || !dcc_id_write("JP", certificate->serial, id, sizeof id))
        return NULL;
    date_format(dose->date, date);
    return json_pack("{s:s,s:s,s:s,s:s,s:i,s:i,s:s,s:s,s:s,s:s}", "tg", VACCINE_DISEASE_SNOMED,
                     "vp", vaccine->codes.eu_kind, "mp", vaccine->codes.eu_product, "ma",
                     vaccine->codes.eu_maker, "dn", dose->number, "sd",
                     total(&certificate->history, dose), "dt", date, "co", country, "is", authority,
                     "ci", id);
}

json_t *dcc_payload_make(const struct certificate *certificate, size_t dose, const char *authority)
{
    const struct history *history = &certificate->history;
    char birth[DATE_SIZE];

    if (history->found != FOUND_SOME || history->count > DOSES_MAX || dose >= history->count ||
        !write_birth(certificate->holder.birth, birth))
        return NULL;
    return json_pack("{s:s,s:o,s:s,s:[o]}", "ver", VERSION, "nam",
                     make_name(certificate->traveller.name), "dob", birth, "v",
                     make_dose(certificate, &history->doses[dose], authority));
}
