#include "app/seal/vds_message.h"

#include "app/record/vaccines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TYPE_VACCINATION "icao.vacc"
#define DISEASE_PREFIX   "RA01" /* COVID-19, and its parts RA01.0 and RA01.1 */

enum {
    VERSION = 1,
    ID_LEN = 12,
    CLASS_LEN = 6,
    AUTHORITY_LEN = 20,
    NUMBER_LEN = 2,
    NUMBER_LAST = 99
};

bool vds_state_is(const char *text)
{
    size_t len = strlen(text);

    return (len == 1 || len == 3) && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == len;
}

/* Anything but what could steer a terminal. */
static bool is_printable(const char *text)
{
    for (; *text != 0; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            return false;
    return true;
}

/* A member of 1 to `len` bytes, for which `out` has the room. */
static bool read_text(const struct json *object, const char *name, size_t len, char *out)
{
    if (json_text(json_member(object, name), out, len + 1) && out[0] != 0 && is_printable(out))
        return true;
    out[0] = 0;
    return false;
}

static bool may_read_text(const struct json *object, const char *name, size_t len, char *out)
{
    return json_member(object, name) == NULL || read_text(object, name, len, out);
}

/* Who, by at least a birth date or the number of a document. */
static bool read_person(const struct json *person, struct opened *out)
{
    struct traveller *traveller = &out->traveller;
    char birth[DATE_SIZE] = "";

    return read_text(person, "n", sizeof traveller->name - 1, traveller->name) &&
           may_read_text(person, "dob", sizeof birth - 1, birth) &&
           (birth[0] == 0 || date_parse_birth(birth, &out->holder.birth)) &&
           may_read_text(person, "i", sizeof traveller->passport - 1, traveller->passport) &&
           (birth[0] != 0 || traveller->passport[0] != 0) &&
           may_read_text(person, "ai", sizeof traveller->reference - 1, traveller->reference);
}

/* A number; some write it as text. */
static bool read_number(const struct json *dose, int *out)
{
    const struct json *seq = json_member(dose, "seq");
    char digits[NUMBER_LEN + 1];
    int64_t number = 0;

    if (json_text(seq, digits, sizeof digits) && digits[strspn(digits, "0123456789")] == 0)
        number = strtol(digits, NULL, 10);
    else if (!json_whole(seq, &number))
        return false;
    *out = (int)number;
    return number >= 1 && number <= NUMBER_LAST;
}

/* Ours where brand and class are those of a product; its variants share both. */
static void find_product(const char *class, const char *brand, char out[PRODUCT_SIZE])
{
    const struct vaccine *vaccine = NULL;

    for (size_t i = 0; (vaccine = vaccine_at(i)) != NULL; i++)
        if (strcasecmp(vaccine->codes.brand, brand) == 0 &&
            (strcmp(vaccine->codes.icd_class, class) == 0 ||
             strcmp(vaccine->codes.icd_brand, class) == 0)) {
            snprintf(out, PRODUCT_SIZE, "%s", vaccine->key);
            return;
        }
}

static bool read_vaccine(const struct json *vaccine, struct opened_dose *out)
{
    char class[CLASS_LEN + 1];

    if (!read_text(vaccine, "des", CLASS_LEN, class) ||
        !read_text(vaccine, "nam", sizeof out->vaccine - 1, out->vaccine))
        return false;
    find_product(class, out->vaccine, out->dose.product);
    return true;
}

static bool read_dose(const struct json *dose, struct opened_dose *out)
{
    char day[DATE_SIZE];

    return read_text(dose, "dvc", sizeof day - 1, day) && date_parse(day, &out->dose.date) &&
           read_number(dose, &out->dose.number) &&
           read_text(dose, "ctr", sizeof out->dose.country - 1, out->dose.country) &&
           vds_state_is(out->dose.country) &&
           may_read_text(dose, "adm", AUTHORITY_LEN, out->authority) &&
           read_text(dose, "lot", sizeof out->dose.lot - 1, out->dose.lot);
}

static bool read_doses(const struct json *vaccine, struct opened *out)
{
    const struct json *doses = json_member(vaccine, "vd");
    struct opened_dose opened = {0};

    if (!read_vaccine(vaccine, &opened))
        return false;
    for (const struct json *at = json_first(doses); at != NULL; at = json_next(doses, at)) {
        struct opened_dose next = opened;

        if (out->count == DOSES_MAX || !read_dose(at, &next))
            return false;
        out->doses[out->count++] = next;
    }
    return json_first(doses) != NULL;
}

static bool read_body(const struct json *body, struct opened *out)
{
    const struct json *vaccines = json_member(body, "ve");

    if (!read_text(body, "uvci", ID_LEN, out->id) || !read_person(json_member(body, "pid"), out))
        return false;
    for (const struct json *at = json_first(vaccines); at != NULL; at = json_next(vaccines, at))
        if (!read_doses(at, out))
            return false;
    return out->count > 0;
}

static bool begins_with(const struct json *text, const char *beginning)
{
    struct view rest = json_view(text);
    uint32_t sign = 0;

    for (; *beginning != 0; beginning++)
        if (!json_sign(&rest, &sign) || sign != (uint32_t)*beginning)
            return false;
    return json_kind(text) == JSON_KIND_TEXT;
}

static bool is_against_covid(const struct json *body)
{
    const struct json *vaccines = json_member(body, "ve");

    for (const struct json *at = json_first(vaccines); at != NULL; at = json_next(vaccines, at)) {
        const struct json *disease = json_member(at, "dis");

        if (disease != NULL && !begins_with(disease, DISEASE_PREFIX))
            return false;
    }
    return true;
}

static bool is_vaccination(const struct json *message)
{
    return json_is(json_member(json_member(message, "hdr"), "t"), TYPE_VACCINATION) &&
           is_against_covid(json_member(message, "msg"));
}

enum err vds_message_read(const struct json *message, struct opened *out)
{
    const struct json *header = json_member(message, "hdr");
    int64_t version = 0;

    if (!is_vaccination(message))
        return ERR_RAISE(AK_T32);
    if (!json_whole(json_member(header, "v"), &version) || version != VERSION)
        return ERR_RAISE(AK_T33);
    if (!read_text(header, "is", COUNTRY_SIZE - 1, out->issuer) || !vds_state_is(out->issuer) ||
        !read_body(json_member(message, "msg"), out))
        return ERR_RAISE(AK_T34);
    return ERR_OK;
}
