#include "app/seal/shc_patient.h"

#include "app/seal/shc_fhir.h"
#include "app/seal/shc_shown.h"

#include <string.h>

static bool append_name(char name[HOLDER_NAME_SIZE], const struct json *part)
{
    size_t len = strlen(name), space = len > 0 ? strlen(SHC_NAME_SPACE) : 0;

    if (!shc_shown(part) || space >= HOLDER_NAME_SIZE - len ||
        !json_text(part, name + len + space, HOLDER_NAME_SIZE - len - space))
        return false;
    memcpy(name + len, SHC_NAME_SPACE, space);
    return true;
}

static bool append_parts(char name[HOLDER_NAME_SIZE], const struct json *family,
                         const struct json *given)
{
    if (family != NULL && !append_name(name, family))
        return false;
    if (given != NULL && json_first(given) == NULL)
        return false;
    for (const struct json *at = json_first(given); at != NULL; at = json_next(given, at))
        if (!append_name(name, at))
            return false;
    return true;
}

/* Of several names the one that stands on papers, else the first. */
static const struct json *choose_name(const struct json *names)
{
    for (const struct json *at = json_first(names); at != NULL; at = json_next(names, at))
        if (json_is(json_member(at, "use"), "official"))
            return at;
    return json_first(names);
}

/* The parts of a name say more than its text, which stands alone where it does not part. */
static bool read_name(const struct json *name, char out[HOLDER_NAME_SIZE])
{
    const struct json *family = json_member(name, "family");
    const struct json *given = json_member(name, "given");

    if (family == NULL && given == NULL)
        return append_name(out, json_member(name, "text"));
    return append_parts(out, family, given);
}

/* It may be left out, as it may on the document that stood behind the card. */
static bool read_birth(const struct json *birth, struct date *out)
{
    char text[DATE_SIZE];

    return birth == NULL || (json_text(birth, text, sizeof text) && date_parse_birth(text, out));
}

/* What FHIR calls a modifier turns the meaning of all the rest; who does not know it must not read
 * on. (Status and isSubpotent, which a dose may have, are known.) */
static bool is_plain(const struct json *patient)
{
    static const char *const modifiers[] = {"active", "deceasedBoolean", "deceasedDateTime",
                                            "link"};

    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
        if (json_member(patient, modifiers[i]) != NULL)
            return false;
    return true;
}

bool shc_patient_read(const struct json *patient, struct holder *out)
{
    return is_plain(patient) && read_name(choose_name(json_member(patient, "name")), out->name) &&
           read_birth(json_member(patient, "birthDate"), &out->birth);
}
