#include "app/seal/shc_payload.h"

#include "app/record/vaccines.h"
#include "app/seal/shc_fhir.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { SPACE_LEN = sizeof SHC_NAME_SPACE - 1, NUMBER_SIZE = 24 };

static bool add(struct bytes *out, const char *json)
{
    return bytes_append_text(out, json);
}

static bool add_number(struct bytes *out, int64_t value)
{
    char text[NUMBER_SIZE];

    snprintf(text, sizeof text, "%lld", (long long)value);
    return add(out, text);
}

static int append_part(const char *part, size_t len, void *to)
{
    return bytes_append(to, view_of(part, len)) ? 0 : -1;
}

/* Printed ASCII that means nothing to JSON. */
static bool is_plain(struct view text)
{
    bool plain = true;

    for (size_t i = 0; i < text.len; i++)
        plain = plain && text.at[i] >= ' ' && text.at[i] <= '~' && text.at[i] != '"' &&
                text.at[i] != '\\';
    return plain;
}

/* A card has one form, which stands below as it goes out: to build it as a tree first takes longer
 * than to sign it. But what people and records put in, unless it is as plain as a lot's number, is
 * quoted by the library, which refuses what is not UTF-8. */
static bool add_text(struct bytes *out, struct view text)
{
    json_t *json = NULL;
    bool good = false;

    if (is_plain(text))
        return add(out, "\"") && bytes_append(out, text) && add(out, "\"");
    json = json_stringn((const char *)text.at, text.len);
    good = json != NULL && json_dump_callback(json, append_part, out, JSON_ENCODE_ANY) == 0;
    json_decref(json);
    return good;
}

/* The text before the next space of the card's chip, or to the end. */
static struct view next_part(const char *from)
{
    const char *space = strstr(from, SHC_NAME_SPACE);

    return view_of(from, space != NULL ? (size_t)(space - from) : strlen(from));
}

/* Family and given names, when the spaces of the card's chip part them cleanly; else false. Then
 * the name goes out as text alone: to call a sole name a family name, or to cut at a space of
 * another kind, would be a guess, and what goes out must come back byte for byte. */
static bool parts_cleanly(const char *name)
{
    struct view part = next_part(name);
    bool several = name[part.len] != 0;

    while (part.len > 0 && name[part.len] != 0) {
        name += part.len + SPACE_LEN;
        part = next_part(name);
    }
    return several && part.len > 0;
}

static bool add_name(struct bytes *out, const char *name)
{
    struct view part = next_part(name);
    bool good = false;

    if (!parts_cleanly(name))
        return add(out, "{\"text\":") && add_text(out, view_text(name)) && add(out, "}");
    good = add(out, "{\"family\":") && add_text(out, part) && add(out, ",\"given\":");
    for (const char *mark = "["; good && name[part.len] != 0; mark = ",") {
        name += part.len + SPACE_LEN;
        part = next_part(name);
        good = add(out, mark) && add_text(out, part);
    }
    return good && add(out, "]}");
}

static bool add_patient(struct bytes *out, const struct holder *holder)
{
    char birth[DATE_SIZE];

    date_format(holder->birth, birth);
    return add(out, "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\","
                    "\"name\":[") &&
           add_name(out, holder->name) && add(out, "],\"birthDate\":\"") && add(out, birth) &&
           add(out, "\"}}");
}

/* Empty strings are not allowed in a card. */
static bool add_lot(struct bytes *out, const char *lot)
{
    return lot[0] == 0 ||
           (add(out, "\"lotNumber\":") && add_text(out, view_text(lot)) && add(out, ","));
}

static bool add_immunization(struct bytes *out, size_t place, const struct dose *dose)
{
    const struct vaccine *vaccine = vaccine_by_key(dose->product);
    char date[DATE_SIZE];

    if (vaccine == NULL || !date_is_day(dose->date))
        return false;
    date_format(dose->date, date);
    return add(out, ",{\"fullUrl\":\"resource:") && add_number(out, (int64_t)place) &&
           add(out, "\",\"resource\":{\"resourceType\":\"Immunization\",\"status\":\"completed\","
                    "\"vaccineCode\":{\"coding\":[{\"system\":\"" SHC_CVX "\",\"code\":\"") &&
           add(out, vaccine->cvx) &&
           add(out, "\"}]},\"patient\":{\"reference\":\"resource:0\"},\"occurrenceDateTime\":\"") &&
           add(out, date) && add(out, "\",") && add_lot(out, dose->lot) &&
           add(out, "\"performer\":[{\"actor\":{\"display\":\"" SHC_PERFORMER "\"}}]}}");
}

static bool add_bundle(struct bytes *out, const struct certificate *certificate,
                       struct shc_part part)
{
    bool good = add(out, "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[") &&
                add_patient(out, &certificate->holder);

    for (size_t i = part.from; good && i < part.until; i++)
        good = add_immunization(out, 1 + i - part.from, &certificate->history.doses[i]);
    return good && add(out, "]}");
}

bool shc_payload_write(const struct certificate *certificate, struct shc_part part, const char *iss,
                       int64_t now, struct bytes *out)
{
    return add(out, "{\"iss\":") && add_text(out, view_text(iss)) && add(out, ",\"nbf\":") &&
           add_number(out, now) &&
           add(out, ",\"vc\":{\"type\":[\"" SHC_TYPE "\"],\"credentialSubject\":{"
                    "\"fhirVersion\":\"" SHC_FHIR_VERSION "\",\"fhirBundle\":") &&
           add_bundle(out, certificate, part) && add(out, "},\"rid\":\"") &&
           add(out, certificate->serial) && add(out, "\"}}");
}

bool shc_header_write(const char *kid, struct bytes *out)
{
    return add(out, "{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"") && add(out, kid) &&
           add(out, "\"}");
}
