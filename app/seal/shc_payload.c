#include "app/seal/shc_payload.h"

#include "app/record/vaccines.h"
#include "app/seal/shc_fhir.h"

#include <jansson.h>
#include <string.h>

enum { SPACE_LEN = sizeof SHC_NAME_SPACE - 1, URL_SIZE = 32 };

/* Each sets `failed` instead of answering, so that a tree is built without a check in every line.
 */
static void put(json_t *object, const char *name, json_t *value, bool *failed)
{
    if (value == NULL || json_object_set_new(object, name, value) != 0)
        *failed = true;
}

static void add(json_t *array, json_t *value, bool *failed)
{
    if (value == NULL || json_array_append_new(array, value) != 0)
        *failed = true;
}

/* Family and given names, when the spaces of the card's chip part them cleanly; else false. */
static bool parts_cleanly(const char *name)
{
    const char *space = strstr(name, SHC_NAME_SPACE);
    bool clean = space != NULL && space != name;

    while (clean && space != NULL) {
        const char *next = space + SPACE_LEN;

        space = strstr(next, SHC_NAME_SPACE);
        clean = *next != 0 && space != next;
    }
    return clean;
}

static json_t *make_name(const char *name, bool *failed)
{
    json_t *out = json_object(), *given = NULL;
    const char *space = strstr(name, SHC_NAME_SPACE);

    if (!parts_cleanly(name)) {
        put(out, "text", json_string(name), failed);
        return out;
    }
    put(out, "family", json_stringn(name, (size_t)(space - name)), failed);
    given = json_array();
    while (space != NULL) {
        const char *from = space + SPACE_LEN;

        space = strstr(from, SHC_NAME_SPACE);
        add(given, space == NULL ? json_string(from) : json_stringn(from, (size_t)(space - from)),
            failed);
    }
    put(out, "given", given, failed);
    return out;
}

static json_t *make_patient(const struct holder *holder, bool *failed)
{
    json_t *out = json_object();
    char birth[DATE_SIZE];

    date_format(holder->birth, birth);
    put(out, "resourceType", json_string("Patient"), failed);
    put(out, "name", json_pack("[o]", make_name(holder->name, failed)), failed);
    put(out, "birthDate", json_string(birth), failed);
    return out;
}

static json_t *make_immunization(const struct dose *dose, bool *failed)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);
    json_t *out = json_object();
    char date[DATE_SIZE];

    if (vaccine == NULL || dose->date.year == 0) {
        *failed = true;
        return out;
    }
    date_format(dose->date, date);
    put(out, "resourceType", json_string("Immunization"), failed);
    put(out, "status", json_string("completed"), failed);
    put(out, "vaccineCode",
        json_pack("{s:[{s:s,s:s}]}", "coding", "system", SHC_CVX, "code", vaccine->cvx), failed);
    put(out, "patient", json_pack("{s:s}", "reference", "resource:0"), failed);
    put(out, "occurrenceDateTime", json_string(date), failed);
    /* Empty strings are not allowed in a card. */
    if (dose->lot[0] != 0)
        put(out, "lotNumber", json_string(dose->lot), failed);
    put(out, "performer", json_pack("[{s:{s:s}}]", "actor", "display", SHC_PERFORMER), failed);
    return out;
}

static void add_resource(json_t *entries, json_t *resource, bool *failed)
{
    json_t *url = json_sprintf("resource:%zu", json_array_size(entries));

    add(entries, json_pack("{s:o,s:o}", "fullUrl", url, "resource", resource), failed);
}

static json_t *make_bundle(const struct certificate *certificate, struct shc_part part,
                           bool *failed)
{
    json_t *entries = json_array();

    add_resource(entries, make_patient(&certificate->holder, failed), failed);
    for (size_t i = part.from; i < part.until; i++)
        add_resource(entries, make_immunization(&certificate->history.doses[i], failed), failed);
    return json_pack("{s:s,s:s,s:o}", "resourceType", "Bundle", "type", "collection", "entry",
                     entries);
}

static int append_text(const char *text, size_t len, void *to)
{
    return bytes_append(to, view_of(text, len)) ? 0 : -1;
}

static bool write_json(const json_t *json, struct bytes *out)
{
    return json != NULL && json_dump_callback(json, append_text, out, JSON_COMPACT) == 0;
}

bool shc_payload_write(const struct certificate *certificate, struct shc_part part, const char *iss,
                       int64_t now, struct bytes *out)
{
    bool failed = false, good = false;
    json_t *bundle = make_bundle(certificate, part, &failed);
    json_t *claims =
        json_pack("{s:s,s:I,s:{s:[s],s:{s:s,s:o},s:s}}", "iss", iss, "nbf", (json_int_t)now, "vc",
                  "type", SHC_TYPE, "credentialSubject", "fhirVersion", SHC_FHIR_VERSION,
                  "fhirBundle", bundle, "rid", certificate->serial);

    good = !failed && write_json(claims, out);
    json_decref(claims);
    return good;
}

bool shc_header_write(const char *kid, struct bytes *out)
{
    json_t *header = json_pack("{s:s,s:s,s:s}", "alg", "ES256", "zip", "DEF", "kid", kid);
    bool good = write_json(header, out);

    json_decref(header);
    return good;
}
