#include "app/seal/shc_bundle.h"

#include "app/record/vaccines.h"
#include "app/seal/shc_fhir.h"

#include <stdio.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static bool text_is(const json_t *object, const char *name, const char *expected)
{
    const char *text = text_of(object, name);

    return text != NULL && strcmp(text, expected) == 0;
}

/* A minimised resource has no id, no text, and no metadata but its security label. */
static bool is_minimal(const json_t *resource)
{
    const json_t *meta = json_object_get(resource, "meta");

    if (json_object_get(resource, "id") != NULL || json_object_get(resource, "text") != NULL)
        return false;
    return meta == NULL ||
           (json_object_size(meta) == 1 && json_object_get(meta, "security") != NULL);
}

static bool append_name(char name[HOLDER_NAME_SIZE], const json_t *part)
{
    size_t len = strlen(name);
    const char *text = json_string_value(part);
    int more = 0;

    if (text == NULL || text[0] == 0)
        return false;
    more =
        snprintf(name + len, HOLDER_NAME_SIZE - len, "%s%s", len > 0 ? SHC_NAME_SPACE : "", text);
    return more > 0 && (size_t)more < HOLDER_NAME_SIZE - len;
}

/* The first name: as the card's chip has it, or the text where it does not part. */
static bool read_name(const json_t *patient, char name[HOLDER_NAME_SIZE])
{
    const json_t *names = json_object_get(patient, "name");
    const json_t *first = json_array_get(names, 0);
    const json_t *family = json_object_get(first, "family");
    const json_t *given = json_object_get(first, "given");

    name[0] = 0;
    if (family == NULL && given == NULL)
        return append_name(name, json_object_get(first, "text"));
    if (family != NULL && !append_name(name, family))
        return false;
    for (size_t i = 0; i < json_array_size(given); i++)
        if (!append_name(name, json_array_get(given, i)))
            return false;
    return name[0] != 0;
}

/* A birth date may be left out, or be only a year or a month: then there is none in `out`. */
static bool read_birth(const json_t *patient, struct date *out)
{
    const json_t *birth = json_object_get(patient, "birthDate");
    const char *text = json_string_value(birth);
    char whole[DATE_SIZE + 8];
    struct date unused;

    if (birth == NULL)
        return true;
    if (text == NULL || (strlen(text) != 4 && strlen(text) != 7 && strlen(text) != 10))
        return false;
    if (date_parse(text, out))
        return true;
    snprintf(whole, sizeof whole, "%s%s", text, strlen(text) == 4 ? "-01-01" : "-01");
    return strlen(text) < 10 && date_parse(whole, &unused);
}

static bool read_patient(const json_t *patient, struct holder *out)
{
    return read_name(patient, out->name) && read_birth(patient, &out->birth);
}

/* Codes of other systems and products may stand beside or instead; they leave `out` empty. */
static bool read_product(const json_t *immunization, char out[PRODUCT_SIZE])
{
    const json_t *codings = json_object_get(json_object_get(immunization, "vaccineCode"), "coding");

    for (size_t i = 0; i < json_array_size(codings); i++) {
        const json_t *coding = json_array_get(codings, i);
        const char *code = text_of(coding, "code");
        const struct vaccine *vaccine = NULL;

        if (code == NULL || text_of(coding, "system") == NULL)
            return false;
        if (out[0] == 0 && text_is(coding, "system", SHC_CVX))
            vaccine = vaccine_by_cvx(code);
        if (vaccine != NULL)
            snprintf(out, PRODUCT_SIZE, "%s", vaccine->key);
    }
    return json_array_size(codings) > 0;
}

/* A time may follow the day; what counts is the day. */
static bool read_day(const json_t *immunization, struct date *out)
{
    const char *text = text_of(immunization, "occurrenceDateTime");
    char day[DATE_SIZE];

    if (text == NULL || (strlen(text) >= DATE_SIZE && text[DATE_SIZE - 1] != 'T'))
        return false;
    snprintf(day, sizeof day, "%s", text);
    return date_parse(day, out);
}

/* The lot is optional; one longer than any of ours is left out rather than cut. */
static bool read_lot(const json_t *immunization, char out[LOT_SIZE])
{
    const json_t *lot = json_object_get(immunization, "lotNumber");
    const char *text = json_string_value(lot);

    if (lot == NULL)
        return true;
    if (text == NULL || text[0] == 0)
        return false;
    if (strlen(text) < LOT_SIZE)
        snprintf(out, LOT_SIZE, "%s", text);
    return true;
}

static bool read_dose(const json_t *immunization, const char *patient_url, struct dose *out)
{
    return text_is(immunization, "status", "completed") &&
           text_is(json_object_get(immunization, "patient"), "reference", patient_url) &&
           read_product(immunization, out->product) && read_day(immunization, &out->date) &&
           read_lot(immunization, out->lot);
}

static bool read_doses(const json_t *entries, const char *patient_url, struct opened *out)
{
    for (size_t i = 0; i < json_array_size(entries); i++) {
        const json_t *resource = json_object_get(json_array_get(entries, i), "resource");
        struct dose dose = {.number = (int)out->count + 1};

        if (!is_minimal(resource))
            return false;
        if (!text_is(resource, "resourceType", "Immunization"))
            continue;
        if (out->count == DOSES_MAX || !read_dose(resource, patient_url, &dose))
            return false;
        out->doses[out->count++].dose = dose;
    }
    return out->count > 0;
}

/* The entry of the only patient, or NULL. */
static const json_t *find_patient(const json_t *entries)
{
    const json_t *found = NULL;

    for (size_t i = 0; i < json_array_size(entries); i++) {
        const json_t *entry = json_array_get(entries, i);

        if (!text_is(json_object_get(entry, "resource"), "resourceType", "Patient"))
            continue;
        if (found != NULL)
            return NULL;
        found = entry;
    }
    return found;
}

bool shc_bundle_read(const json_t *bundle, struct opened *out)
{
    const json_t *entries = json_object_get(bundle, "entry");
    const json_t *patient = find_patient(entries);
    const char *url = text_of(patient, "fullUrl");

    if (!text_is(bundle, "resourceType", "Bundle") || !is_minimal(bundle) || url == NULL)
        return false;
    return read_patient(json_object_get(patient, "resource"), &out->holder) &&
           read_doses(entries, url, out);
}
