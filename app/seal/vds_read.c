#include "app/seal/vds_message.h"

#include "app/record/vaccines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TYPE_VACCINATION "icao.vacc"
#define DISEASE_PREFIX   "RA01" /* COVID-19, and its parts RA01.0 and RA01.1 */

enum { VERSION = 1, ID_LEN = 12, CLASS_LEN = 6, AUTHORITY_LEN = 20, NUMBER_LAST = 99 };

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
static bool read_text(const json_t *object, const char *name, size_t len, char *out)
{
    const char *text = json_string_value(json_object_get(object, name));

    if (text == NULL || text[0] == 0 || strlen(text) > len || !is_printable(text))
        return false;
    snprintf(out, len + 1, "%s", text);
    return true;
}

static bool may_read_text(const json_t *object, const char *name, size_t len, char *out)
{
    return json_object_get(object, name) == NULL || read_text(object, name, len, out);
}

/* Who, by at least a birth date or the number of a document. */
static bool read_person(const json_t *person, struct opened *out)
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
static bool read_number(const json_t *dose, int *out)
{
    const json_t *seq = json_object_get(dose, "seq");
    const char *text = json_string_value(seq);
    json_int_t number = json_integer_value(seq);

    if (text != NULL && strspn(text, "0123456789") == strlen(text) && strlen(text) <= 2)
        number = strtol(text, NULL, 10);
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

static bool read_vaccine(const json_t *vaccine, struct opened_dose *out)
{
    char class[CLASS_LEN + 1];

    if (!read_text(vaccine, "des", CLASS_LEN, class) ||
        !read_text(vaccine, "nam", sizeof out->vaccine - 1, out->vaccine))
        return false;
    find_product(class, out->vaccine, out->dose.product);
    return true;
}

static bool read_dose(const json_t *dose, struct opened_dose *out)
{
    char day[DATE_SIZE];

    return read_text(dose, "dvc", sizeof day - 1, day) && date_parse(day, &out->dose.date) &&
           read_number(dose, &out->dose.number) &&
           read_text(dose, "ctr", sizeof out->dose.country - 1, out->dose.country) &&
           vds_state_is(out->dose.country) &&
           may_read_text(dose, "adm", AUTHORITY_LEN, out->authority) &&
           read_text(dose, "lot", sizeof out->dose.lot - 1, out->dose.lot);
}

static bool read_doses(const json_t *vaccine, struct opened *out)
{
    const json_t *doses = json_object_get(vaccine, "vd");
    struct opened_dose opened = {0};

    if (!read_vaccine(vaccine, &opened))
        return false;
    for (size_t i = 0; i < json_array_size(doses); i++) {
        struct opened_dose next = opened;

        if (out->count == DOSES_MAX || !read_dose(json_array_get(doses, i), &next))
            return false;
        out->doses[out->count++] = next;
    }
    return json_array_size(doses) > 0;
}

static bool read_body(const json_t *body, struct opened *out)
{
    const json_t *vaccines = json_object_get(body, "ve");

    if (!read_text(body, "uvci", ID_LEN, out->id) ||
        !read_person(json_object_get(body, "pid"), out))
        return false;
    for (size_t i = 0; i < json_array_size(vaccines); i++)
        if (!read_doses(json_array_get(vaccines, i), out))
            return false;
    return out->count > 0;
}

static bool is_against_covid(const json_t *body)
{
    const json_t *vaccines = json_object_get(body, "ve");

    for (size_t i = 0; i < json_array_size(vaccines); i++) {
        const json_t *disease = json_object_get(json_array_get(vaccines, i), "dis");
        const char *text = json_string_value(disease);

        if (disease != NULL &&
            (text == NULL || strncmp(text, DISEASE_PREFIX, strlen(DISEASE_PREFIX)) != 0))
            return false;
    }
    return true;
}

static bool is_vaccination(const json_t *message)
{
    const char *type = json_string_value(json_object_get(json_object_get(message, "hdr"), "t"));

    return type != NULL && strcmp(type, TYPE_VACCINATION) == 0 &&
           is_against_covid(json_object_get(message, "msg"));
}

enum err vds_message_read(const json_t *message, struct opened *out)
{
    const json_t *header = json_object_get(message, "hdr");
    const json_t *version = json_object_get(header, "v");

    if (!is_vaccination(message))
        return ERR_RAISE(AK_T32);
    if (!json_is_integer(version) || json_integer_value(version) != VERSION)
        return ERR_RAISE(AK_T33);
    if (!read_text(header, "is", COUNTRY_SIZE - 1, out->issuer) || !vds_state_is(out->issuer) ||
        !read_body(json_object_get(message, "msg"), out))
        return ERR_RAISE(AK_T34);
    return ERR_OK;
}
