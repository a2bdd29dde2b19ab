#include "app/seal/shc_bundle.h"

#include "app/seal/shc_dose.h"
#include "app/seal/shc_patient.h"

static bool turns_meaning(const struct json *element)
{
    return json_member(element, "implicitRules") != NULL ||
           json_member(element, "modifierExtension") != NULL;
}

static bool is_full(const struct json *bundle)
{
    const struct json *at = NULL;

    while ((at = json_walk(bundle, at)) != NULL)
        if (json_is_empty(at) || json_kind(at) == JSON_KIND_NULL || turns_meaning(at))
            return false;
    return true;
}

static bool has_only_label(const struct json *resource)
{
    const struct json *meta = json_member(resource, "meta");

    if (json_member(resource, "id") != NULL || json_member(resource, "text") != NULL)
        return false;
    return meta == NULL ||
           (json_count(meta) == 1 && json_first(json_member(meta, "security")) != NULL);
}

bool shc_bundle_is_minimal(const struct json *bundle)
{
    const struct json *entries = json_member(bundle, "entry");

    if (bundle != NULL && !is_full(bundle))
        return false;
    for (const struct json *at = json_first(entries); at != NULL; at = json_next(entries, at))
        if (!has_only_label(json_member(at, "resource")))
            return false;
    return has_only_label(bundle);
}

static const struct json *type_of(const struct json *entry)
{
    return json_member(json_member(entry, "resource"), "resourceType");
}

/* The entry of the only patient, or NULL; also where one does not say what it holds and where. */
static const struct json *find_patient(const struct json *entries)
{
    const struct json *found = NULL;

    for (const struct json *at = json_first(entries); at != NULL; at = json_next(entries, at)) {
        const struct json *type = type_of(at);

        if (json_kind(type) != JSON_KIND_TEXT ||
            json_kind(json_member(at, "fullUrl")) != JSON_KIND_TEXT)
            return NULL;
        if (!json_is(type, "Patient"))
            continue;
        if (found != NULL)
            return NULL;
        found = at;
    }
    return found;
}

/* The patient's address is nobody else's: what refers to it means her. */
static bool read_doses(const struct json *entries, const struct json *patient, struct opened *out)
{
    const struct json *url = json_member(patient, "fullUrl");

    for (const struct json *at = json_first(entries); at != NULL; at = json_next(entries, at)) {
        struct opened_dose dose = {.dose.number = (int)out->count + 1};

        if (at != patient && json_same_text(json_member(at, "fullUrl"), url))
            return false;
        if (!json_is(type_of(at), "Immunization"))
            continue;
        if (out->count == DOSES_MAX || !shc_dose_read(json_member(at, "resource"), url, &dose))
            return false;
        out->doses[out->count++] = dose;
    }
    return out->count > 0;
}

bool shc_bundle_read(const struct json *bundle, struct opened *out)
{
    const struct json *entries = json_member(bundle, "entry");
    const struct json *patient = find_patient(entries);

    return json_is(json_member(bundle, "resourceType"), "Bundle") && patient != NULL &&
           shc_patient_read(json_member(patient, "resource"), &out->holder) &&
           read_doses(entries, patient, out);
}
