#include "app/wire/form.h"

#include "app/identity/liveness.h"

#include <string.h>

_Static_assert(sizeof(enum kind) == sizeof(int) && sizeof(enum err) == sizeof(int) &&
                   sizeof(enum found) == sizeof(int) && sizeof(enum liveness_step) == sizeof(int) &&
                   sizeof(enum code_format) == sizeof(int),
               "a word is stored as an int");

static bool drawn_from(const char *text, const char *signs)
{
    return text[strspn(text, signs)] == 0;
}

bool form_area(const char *text)
{
    return strlen(text) == AREA_CODE_LEN && drawn_from(text, "0123456789");
}

bool form_version(const char *text)
{
    return strlen(text) == 16 && drawn_from(text, "0123456789abcdef");
}

bool form_country(const char *text)
{
    return strlen(text) == COUNTRY_SIZE - 1 && drawn_from(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

bool form_product(const char *text)
{
    return drawn_from(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
}

bool form_roman(const char *text)
{
    return drawn_from(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ");
}

bool form_passport(const char *text)
{
    return drawn_from(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

bool form_masked(const char *text)
{
    size_t stars = strspn(text, "*");

    return stars > 0 && strlen(text + stars) <= PASSPORT_SHOWN && form_passport(text + stars);
}

bool form_printable(const char *text)
{
    for (; *text != 0; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

bool form_ascii(const char *text)
{
    for (; *text != 0; text++)
        if (*text <= ' ' || *text > '~')
            return false;
    return true;
}

static const char *name_kind(int value)
{
    return value == KIND_DOMESTIC || value == KIND_TRAVEL ? kind_name((enum kind)value) : NULL;
}

static bool read_kind(const char *name, int *out)
{
    enum kind kind = 0;

    if (!kind_from_name(name, &kind))
        return false;
    *out = (int)kind;
    return true;
}

static const char *name_code(int value)
{
    return err_name((enum err)value);
}

static bool read_code(const char *name, int *out)
{
    enum err code = ERR_OK;

    if (!err_from_name(name, &code))
        return false;
    *out = (int)code;
    return true;
}

/* Names of small enums, by value. */
static const char *const founds[] = {
    [FOUND_UNKNOWN] = "unknown", [FOUND_NONE] = "none", [FOUND_SOME] = "some"};
static const char *const steps[] = {
    [LIVENESS_RECORDS] = "records", [LIVENESS_CERTIFICATE] = "certificate"};
static const char *const formats[] = {[CODE_SHC] = "shc", [CODE_VDS_NC] = "vds-nc"};

enum {
    FOUNDS = sizeof founds / sizeof *founds,
    STEPS = sizeof steps / sizeof *steps,
    FORMATS = sizeof formats / sizeof *formats
};

static const char *name_in(const char *const *names, int count, int value)
{
    return value >= 0 && value < count ? names[value] : NULL;
}

static bool read_in(const char *const *names, int count, const char *name, int *out)
{
    for (int i = 0; i < count; i++) {
        if (names[i] != NULL && strcmp(names[i], name) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

static const char *name_found(int value)
{
    return name_in(founds, FOUNDS, value);
}

static bool read_found(const char *name, int *out)
{
    return read_in(founds, FOUNDS, name, out);
}

static const char *name_step(int value)
{
    return name_in(steps, STEPS, value);
}

static bool read_step(const char *name, int *out)
{
    return read_in(steps, STEPS, name, out);
}

static const char *name_format(int value)
{
    return name_in(formats, FORMATS, value);
}

static bool read_format(const char *name, int *out)
{
    return read_in(formats, FORMATS, name, out);
}

const struct field_words form_kinds = {name_kind, read_kind};
const struct field_words form_founds = {name_found, read_found};
const struct field_words form_steps = {name_step, read_step};
const struct field_words form_formats = {name_format, read_format};
const struct field_words form_codes = {name_code, read_code};
