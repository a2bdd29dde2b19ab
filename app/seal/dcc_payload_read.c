#include "app/seal/dcc_payload.h"

#include "app/record/vaccines.h"
#include "app/seal/dcc_countries.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SPACE   "\xE3\x80\x80" /* between family and given names, as in holder.name */

enum { SIGNS_MAX = 80, NAME_BYTES_MAX = 2 * SIGNS_MAX * 4 + sizeof SPACE };

static bool is_short(const char *text)
{
    size_t signs = 0;

    for (; *text != 0; text++)
        signs += ((unsigned char)*text & 0xC0) != 0x80;
    return signs <= SIGNS_MAX;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* Left out rather than cut. */
static void keep(char *out, size_t size, const char *text)
{
    if (strlen(text) < size)
        snprintf(out, size, "%s", text);
}

/* A name's part: empty where there is none. Writers that fill every member put null there. */
static bool read_part(const json_t *nam, const char *name, const char **out)
{
    const json_t *part = json_object_get(nam, name);

    *out = json_is_string(part) ? json_string_value(part) : "";
    return (part == NULL || json_is_null(part) || json_is_string(part)) && is_short(*out);
}

static bool is_standard(const char *text)
{
    return strspn(text, LETTERS "<") == strlen(text);
}

static void join(char out[NAME_BYTES_MAX], const char *family, const char *space, const char *given)
{
    bool both = family[0] != 0 && given[0] != 0;

    snprintf(out, NAME_BYTES_MAX, "%s%s%s", family, both ? space : "", given);
}

static void open_spaces(char *text)
{
    for (; *text != 0; text++)
        if (*text == '<')
            *text = ' ';
}

/* The name as it is written; its transliteration where there is no other or no room for it. */
static bool read_name(const json_t *nam, struct opened *out)
{
    const char *fn = NULL, *gn = NULL, *fnt = NULL, *gnt = NULL;
    char name[NAME_BYTES_MAX], standard[NAME_BYTES_MAX];

    if (!read_part(nam, "fn", &fn) || !read_part(nam, "gn", &gn) || !read_part(nam, "fnt", &fnt) ||
        !read_part(nam, "gnt", &gnt) || !is_standard(fnt) || !is_standard(gnt) ||
        (text_of(nam, "fnt") == NULL && text_of(nam, "gnt") == NULL))
        return false;
    join(name, fn, SPACE, gn);
    join(standard, fnt, " ", gnt);
    open_spaces(standard);
    keep(out->traveller.name, sizeof out->traveller.name, standard);
    keep(out->holder.name, sizeof out->holder.name, name);
    if (out->holder.name[0] == 0)
        keep(out->holder.name, sizeof out->holder.name, standard);
    wipe(name, sizeof name);
    wipe(standard, sizeof standard);
    return out->holder.name[0] != 0;
}

/* A time may follow the day; what counts is the day. */
static bool cut_time(const char *text, char out[DATE_SIZE])
{
    size_t len = text != NULL ? strcspn(text, "T") : DATE_SIZE;

    if (len >= DATE_SIZE || (text[len] == 'T' && len != DATE_SIZE - 1))
        return false;
    snprintf(out, DATE_SIZE, "%.*s", (int)len, text);
    return true;
}

/* 1900 to 2099; month and day, or all of it, may be unknown, which some write as 00. */
static bool read_birth(const json_t *json, struct date *out)
{
    char text[DATE_SIZE];
    size_t len = 0;

    if (!cut_time(text_of(json, "dob"), text))
        return false;
    for (len = strlen(text); len > 4 && strcmp(text + len - 3, "-00") == 0; len -= 3)
        text[len - 3] = 0;
    return text[0] == 0 || (date_parse_birth(text, out) && out->year >= 1900 && out->year <= 2099);
}

static bool is_version(const char *text)
{
    unsigned major = 0, minor = 0, patch = 0;
    int end = 0;

    return text != NULL && strspn(text, "0123456789.") == strlen(text) &&
           sscanf(text, "%3u.%3u.%3u%n", &major, &minor, &patch, &end) == 3 &&
           (size_t)end == strlen(text) && major == 1;
}

static bool is_count(const json_t *number)
{
    return json_is_integer(number) && json_integer_value(number) >= 1 &&
           json_integer_value(number) <= INT_MAX;
}

/* Variants share a code; the first of them has the plain name. */
static const char *product_of(const char *mp)
{
    const struct vaccine *vaccine = NULL;

    for (size_t i = 0; (vaccine = vaccine_at(i)) != NULL; i++)
        if (strcmp(vaccine->codes.eu_product, mp) == 0)
            return vaccine->key;
    return "";
}

static bool read_dose(const json_t *entry, struct opened *out)
{
    const json_t *number = json_object_get(entry, "dn"), *of = json_object_get(entry, "sd");
    const char *mp = text_of(entry, "mp");
    struct opened_dose *dose = &out->doses[0];
    char day[DATE_SIZE];

    if (text_of(entry, "vp") == NULL || mp == NULL || text_of(entry, "ma") == NULL ||
        !is_count(number) || !is_count(of) || !cut_time(text_of(entry, "dt"), day) ||
        !date_parse(day, &dose->dose.date) || date_compare(dose->dose.date, out->holder.birth) < 0)
        return false;
    dose->dose.number = (int)json_integer_value(number);
    dose->of = (int)json_integer_value(of);
    keep(dose->dose.product, sizeof dose->dose.product, product_of(mp));
    keep(dose->vaccine, sizeof dose->vaccine, mp);
    keep(dose->authority, sizeof dose->authority, text_of(entry, "is"));
    (void)!dcc_country_long(text_of(entry, "co"), dose->dose.country);
    out->count = 1;
    return true;
}

/* What entries of all kinds have. */
static bool read_entry(const json_t *entry, struct opened *out, struct dcc_subject *subject)
{
    const char *tg = text_of(entry, "tg"), *is = text_of(entry, "is"), *ci = text_of(entry, "ci");

    if (tg == NULL || text_of(entry, "co") == NULL || is == NULL || !is_short(is) || ci == NULL ||
        ci[0] == 0 || strlen(ci) > SIGNS_MAX)
        return false;
    subject->covid = strcmp(tg, VACCINE_DISEASE_SNOMED) == 0;
    keep(out->id, sizeof out->id, ci);
    return subject->kind != DCC_VACCINATION || read_dose(entry, out);
}

/* The only entry of the only kind, or NULL. */
static const json_t *find_entry(const json_t *json, enum dcc_kind *kind)
{
    static const char *const names[] = {
        [DCC_TEST] = "t", [DCC_VACCINATION] = "v", [DCC_RECOVERY] = "r"};
    const json_t *found = NULL;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *group = json_object_get(json, names[i]);

        if (group == NULL || json_is_null(group))
            continue;
        if (found != NULL || json_array_size(group) != 1)
            return NULL;
        found = json_array_get(group, 0);
        *kind = (enum dcc_kind)i;
    }
    return found;
}

bool dcc_payload_read(const json_t *json, struct opened *out, struct dcc_subject *subject)
{
    const json_t *entry = find_entry(json, &subject->kind);

    return is_version(text_of(json, "ver")) && read_name(json_object_get(json, "nam"), out) &&
           read_birth(json, &out->holder.birth) && entry != NULL && read_entry(entry, out, subject);
}
