#include "app/seal/shc_dose.h"

#include "app/record/vaccines.h"
#include "app/seal/shc_fhir.h"
#include "app/seal/shc_shown.h"

#include <regex.h>
#include <stdio.h>
#include <string.h>

enum { MOMENT_SIZE = 64 };

/* May be missing. */
static bool read_text(const struct json *value, char *out, size_t size)
{
    if (value == NULL)
        return true;
    if (!shc_shown(value))
        return false;
    (void)!json_text(value, out, size);
    return true;
}

/* A CVX code stands alone; another code behind its system and a bar, as FHIR searches write it. */
static bool name_vaccine(const struct json *coding, char out[OPENED_VACCINE_SIZE])
{
    const struct json *system = json_member(coding, "system"), *code = json_member(coding, "code");
    size_t len = 0;

    if (json_is(system, SHC_CVX))
        return json_text(code, out, OPENED_VACCINE_SIZE);
    if (!json_text(system, out, OPENED_VACCINE_SIZE - 1))
        return false;
    len = strlen(out);
    out[len] = '|';
    return json_text(code, out + len + 1, OPENED_VACCINE_SIZE - len - 1);
}

/* One product, in the words of one system or of several. Of CVX there is one code: two would be two
 * products. */
static bool find_coding(const struct json *codings, const struct json **out)
{
    bool met = false;

    for (const struct json *at = json_first(codings); at != NULL; at = json_next(codings, at)) {
        const struct json *system = json_member(at, "system");
        bool cvx = json_is(system, SHC_CVX);

        if (!shc_shown(json_member(at, "code")) || !shc_shown(system) || (cvx && met))
            return false;
        if (cvx || *out == NULL)
            *out = at;
        met = met || cvx;
    }
    return *out != NULL;
}

/* A product that is not in our table leaves the key empty. */
static bool read_product(const struct json *concept, struct opened_dose *out)
{
    const struct vaccine *vaccine = NULL;
    const struct json *coding = NULL;

    if (!find_coding(json_member(concept, "coding"), &coding))
        return false;
    if (!name_vaccine(coding, out->vaccine))
        out->vaccine[0] = 0;
    if (json_is(json_member(coding, "system"), SHC_CVX))
        vaccine = vaccine_by_cvx(out->vaccine);
    if (vaccine != NULL)
        snprintf(out->dose.product, PRODUCT_SIZE, "%s", vaccine->key);
    return true;
}

static bool is_time(const char *text)
{
    static const char form[] = "^T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?"
                               "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$";
    regex_t time;
    bool is = false;

    if (regcomp(&time, form, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    is = regexec(&time, text, 0, NULL, 0) == 0;
    regfree(&time);
    return is;
}

/* A time may follow the day; what counts is the day as it stands there, where it was given. */
static bool read_day(const struct json *immunization, struct date *out)
{
    char text[MOMENT_SIZE];

    if (!json_text(json_member(immunization, "occurrenceDateTime"), text, sizeof text) ||
        json_member(immunization, "occurrenceString") != NULL ||
        (strlen(text) >= DATE_SIZE && !is_time(text + DATE_SIZE - 1)))
        return false;
    text[DATE_SIZE - 1] = 0;
    return date_parse(text, out);
}

static bool read_authority(const struct json *performers, char out[OPENED_AUTHORITY_SIZE])
{
    const struct json *actor = json_member(json_first(performers), "actor");

    return read_text(json_member(actor, "display"), out, OPENED_AUTHORITY_SIZE);
}

static bool read_subpotent(const struct json *value, bool *out)
{
    *out = json_kind(value) == JSON_KIND_TRUE;
    return value == NULL || *out || json_kind(value) == JSON_KIND_FALSE;
}

bool shc_dose_read(const struct json *immunization, const struct json *patient_url,
                   struct opened_dose *out)
{
    const struct json *patient = json_member(immunization, "patient");

    return json_is(json_member(immunization, "status"), "completed") &&
           json_same_text(json_member(patient, "reference"), patient_url) &&
           read_product(json_member(immunization, "vaccineCode"), out) &&
           read_day(immunization, &out->dose.date) &&
           read_text(json_member(immunization, "lotNumber"), out->dose.lot, LOT_SIZE) &&
           read_authority(json_member(immunization, "performer"), out->authority) &&
           read_subpotent(json_member(immunization, "isSubpotent"), &out->subpotent);
}
