#include "crypto/jcs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_MAX = 17,  /* tell any two doubles apart */
    NUMBER_SIZE = 32, /* of a double in scientific form */
    POINT_FIRST = -6, /* the powers of ten that ECMAScript writes without an exponent */
    POINT_LAST = 21,
};

static const json_int_t whole_max = INT64_C(1) << 53;

static bool append_value(const json_t *json, int depth, struct bytes *out);

static bool append_char(struct bytes *out, char c)
{
    return bytes_append_u8(out, (uint8_t)c);
}

static bool append_escape(struct bytes *out, unsigned char c)
{
    static const char letters[][2] = {{'"', '"'},  {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'},
                                      {'\n', 'n'}, {'\r', 'r'},  {'\t', 't'}};
    char text[8] = "";

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (c == (unsigned char)letters[i][0])
            return append_char(out, '\\') && append_char(out, letters[i][1]);
    snprintf(text, sizeof text, "\\u%04x", c);
    return bytes_append_text(out, text);
}

static bool append_string(struct bytes *out, const char *text, size_t len)
{
    bool good = append_char(out, '"');

    while (good && len > 0) {
        size_t plain = 0;

        while (plain < len && (unsigned char)text[plain] >= ' ' && text[plain] != '"' &&
               text[plain] != '\\')
            plain++;
        good = bytes_append(out, view_of(text, plain));
        text += plain;
        len -= plain;
        if (!good || len == 0)
            break;
        good = append_escape(out, (unsigned char)*text);
        text++;
        len--;
    }
    return good && append_char(out, '"');
}

static bool append_whole(struct bytes *out, json_int_t value)
{
    char text[NUMBER_SIZE];

    if (value > whole_max || value < -whole_max)
        return false;
    snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, value);
    return bytes_append_text(out, text);
}

/* The fewest digits that stand for `value` and no other; their number is returned, and `power` is
 * where the point stands: 0.DIGITS × 10^power. */
static int shortest(double value, char digits[DIGITS_MAX + 1], int *power)
{
    char text[NUMBER_SIZE];
    int count = 0;

    do {
        count++;
        snprintf(text, sizeof text, "%.*e", count - 1, value);
    } while (count < DIGITS_MAX && strtod(text, NULL) != value);
    /* A point, of whatever shape the locale gives it, stands behind the first of several digits. */
    digits[0] = text[0];
    if (count > 1)
        memcpy(digits + 1, strchr(text, 'e') - (count - 1), (size_t)count - 1);
    digits[count] = 0;
    *power = 1 + (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    return count;
}

static bool append_zeros(struct bytes *out, int count)
{
    bool good = true;

    while (good && count-- > 0)
        good = append_char(out, '0');
    return good;
}

static bool append_scientific(struct bytes *out, const char *digits, int power)
{
    char exponent[NUMBER_SIZE];

    snprintf(exponent, sizeof exponent, "e%+d", power - 1);
    return append_char(out, digits[0]) && (digits[1] == 0 || append_char(out, '.')) &&
           bytes_append_text(out, digits + 1) && bytes_append_text(out, exponent);
}

/* Number::toString of ECMAScript. */
static bool append_real(struct bytes *out, double value)
{
    char digits[DIGITS_MAX + 1];
    int power = 0, count = 0;

    if (!isfinite(value))
        return false;
    if (value < 0 && !append_char(out, '-'))
        return false;
    if (value == 0)
        return append_char(out, '0');
    count = shortest(fabs(value), digits, &power);
    if (power > POINT_LAST || power <= POINT_FIRST)
        return append_scientific(out, digits, power);
    if (power <= 0)
        return bytes_append_text(out, "0.") && append_zeros(out, -power) &&
               bytes_append_text(out, digits);
    if (count <= power)
        return bytes_append_text(out, digits) && append_zeros(out, power - count);
    return bytes_append(out, view_of(digits, (size_t)power)) && append_char(out, '.') &&
           bytes_append_text(out, digits + power);
}

/* In UTF-16 the signs beyond U+FFFF stand before U+E000, in UTF-8 behind U+FFFF. */
static int weight(unsigned char c)
{
    return c == 0xEE || c == 0xEF ? c + 0x10 : c;
}

static int compare_names(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;

    while (*x != 0 && *x == *y) {
        x++;
        y++;
    }
    return weight((unsigned char)*x) - weight((unsigned char)*y);
}

static bool append_members(const json_t *object, const char **names, size_t count, int depth,
                           struct bytes *out)
{
    bool good = append_char(out, '{');

    for (size_t i = 0; good && i < count; i++)
        good = (i == 0 || append_char(out, ',')) &&
               append_string(out, names[i], strlen(names[i])) && append_char(out, ':') &&
               append_value(json_object_get(object, names[i]), depth, out);
    return good && append_char(out, '}');
}

static bool append_object(const json_t *json, int depth, struct bytes *out)
{
    size_t count = json_object_size(json), next = 0;
    const char **names = calloc(count + 1, sizeof *names);
    json_t *object = (json_t *)(uintptr_t)json; /* jansson walks only what may change */
    bool good = names != NULL;

    for (void *at = json_object_iter(object); good && at != NULL && next < count;
         at = json_object_iter_next(object, at))
        names[next++] = json_object_iter_key(at);
    if (good)
        qsort(names, next, sizeof *names, compare_names);
    good = good && append_members(object, names, next, depth, out);
    free(names);
    return good;
}

static bool append_array(const json_t *array, int depth, struct bytes *out)
{
    bool good = append_char(out, '[');

    for (size_t i = 0; good && i < json_array_size(array); i++)
        good =
            (i == 0 || append_char(out, ',')) && append_value(json_array_get(array, i), depth, out);
    return good && append_char(out, ']');
}

static bool append_value(const json_t *json, int depth, struct bytes *out)
{
    if (json == NULL)
        return false;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return depth < JCS_DEPTH_MAX && append_object(json, depth + 1, out);
    case JSON_ARRAY:
        return depth < JCS_DEPTH_MAX && append_array(json, depth + 1, out);
    case JSON_STRING:
        return append_string(out, json_string_value(json), json_string_length(json));
    case JSON_INTEGER:
        return append_whole(out, json_integer_value(json));
    case JSON_REAL:
        return append_real(out, json_real_value(json));
    case JSON_TRUE:
        return bytes_append_text(out, "true");
    case JSON_FALSE:
        return bytes_append_text(out, "false");
    case JSON_NULL:
        return bytes_append_text(out, "null");
    }
    return false;
}

bool jcs_append(const json_t *json, struct bytes *out)
{
    size_t before = out->len;
    bool good = append_value(json, 0, out);

    if (!good && out->at != NULL) {
        wipe(out->at + before, out->len - before);
        out->len = before;
    }
    return good;
}
