#include "app/identity/decode.h"

#include <openssl/asn1.h>
#include <stdio.h>
#include <string.h>

enum { DATE_DIGITS = 8, YEAR_LEN = 4, MONTH_LEN = 7 };

static bool spell(struct view digits, char out[DATE_SIZE])
{
    const char *at = (const char *)digits.at;
    bool good = digits.len == DATE_DIGITS;

    for (size_t i = 0; good && i < DATE_DIGITS; i++)
        good = at[i] >= '0' && at[i] <= '9';
    if (good)
        snprintf(out, DATE_SIZE, "%.4s-%.2s-%.2s", at, at + 4, at + 6);
    return good;
}

bool decode_date(struct view digits, struct date *out)
{
    char text[DATE_SIZE];

    return spell(digits, text) && date_parse(text, out);
}

bool decode_birth(struct view digits, struct date *out)
{
    char text[DATE_SIZE] = "";
    bool good = spell(digits, text);

    if (strcmp(text + MONTH_LEN, "-00") == 0)
        text[MONTH_LEN] = 0;
    if (strcmp(text + YEAR_LEN, "-00") == 0)
        text[YEAR_LEN] = 0;
    good = good && date_parse_birth(text, out);
    wipe(text, sizeof text);
    return good;
}

bool decode_number(struct view digits, char out[NUMBER_SIZE])
{
    if (digits.len != NUMBER_LEN)
        return false;
    memcpy(out, digits.at, NUMBER_LEN);
    out[NUMBER_LEN] = 0;
    return number_is(out);
}

static bool is_control(unsigned long c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* Takes one character off `rest`; false where it is not UTF-8 in its shortest form. */
static bool take_character(struct view *rest, unsigned long *out)
{
    int len = UTF8_getc(rest->at, (int)rest->len, out);

    if (len <= 0)
        return false;
    *rest = view_from(*rest, (size_t)len);
    return true;
}

bool decode_name(struct view name, char out[HOLDER_NAME_SIZE])
{
    struct view rest = name;

    if (name.len == 0 || name.len >= HOLDER_NAME_SIZE)
        return false;
    while (rest.len > 0) {
        unsigned long c = 0;

        if (!take_character(&rest, &c) || is_control(c))
            return false;
    }
    memcpy(out, name.at, name.len);
    out[name.len] = 0;
    return true;
}

char decode_sex(struct view sex)
{
    bool known = sex.len == 1 && (*sex.at == '1' || *sex.at == '2');

    return known ? (char)*sex.at : '?';
}
