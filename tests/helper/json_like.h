/* What crypto/json.h reads, held against jansson: the same values, the same refusals but for those
 * that are meant, and the canonical form where ours says that it is there. */
#ifndef TESTS_HELPER_JSON_LIKE_H
#define TESTS_HELPER_JSON_LIKE_H

#include "crypto/jcs.h"
#include "crypto/json.h"

#include <jansson.h>
#include <string.h>

static inline bool like_values(const struct json *ours, const json_t *theirs);

static inline bool like_text(const struct json *ours, const json_t *theirs)
{
    static char text[JSON_LEN_MAX + 1];

    return json_text(ours, text, sizeof text) && strcmp(text, json_string_value(theirs)) == 0 &&
           json_is(ours, json_string_value(theirs)) &&
           json_is_empty(ours) == (json_string_length(theirs) == 0);
}

static inline bool like_number(const struct json *ours, const json_t *theirs)
{
    int64_t whole = 0;
    double real = 0;

    if (json_whole(ours, &whole) != json_is_integer(theirs) ||
        (json_is_integer(theirs) && whole != json_integer_value(theirs)) ||
        !json_number(ours, &real))
        return false;
    return !(real < json_number_value(theirs)) && !(real > json_number_value(theirs));
}

static inline bool like_object(const struct json *ours, const json_t *theirs)
{
    json_t *object = (json_t *)(uintptr_t)theirs;
    const char *name = NULL;
    json_t *value = NULL;

    if (json_kind(ours) != JSON_KIND_OBJECT || json_count(ours) != json_object_size(theirs) ||
        json_first(ours) != NULL || json_is_empty(ours) != (json_count(ours) == 0))
        return false;
    json_object_foreach(object, name, value)
    {
        if (!like_values(json_member(ours, name), value))
            return false;
    }
    return true;
}

static inline bool like_array(const struct json *ours, const json_t *theirs)
{
    size_t i = 0;

    for (const struct json *at = json_first(ours); at != NULL; at = json_next(ours, at))
        if (!like_values(at, json_array_get(theirs, i++)))
            return false;
    return json_kind(ours) == JSON_KIND_ARRAY && i == json_array_size(theirs) &&
           json_count(ours) == i && json_is_empty(ours) == (i == 0);
}

/* Whether both have the same values. */
static inline bool like_values(const struct json *ours, const json_t *theirs)
{
    if (theirs == NULL)
        return ours == NULL;
    switch (json_typeof(theirs)) {
    case JSON_OBJECT:
        return like_object(ours, theirs);
    case JSON_ARRAY:
        return like_array(ours, theirs);
    case JSON_STRING:
        return like_text(ours, theirs);
    case JSON_INTEGER:
    case JSON_REAL:
        return like_number(ours, theirs);
    case JSON_TRUE:
        return json_kind(ours) == JSON_KIND_TRUE;
    case JSON_FALSE:
        return json_kind(ours) == JSON_KIND_FALSE;
    default:
        return json_kind(ours) == JSON_KIND_NULL;
    }
}

/* U+FDD0–FDEF, and the last two of each plane, in UTF-8 that is one. */
static inline bool like_noncharacter(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    for (; *at != 0; at++) {
        if (at[0] == 0xEF && at[1] == 0xB7 && at[2] >= 0x90 && at[2] <= 0xAF)
            return true;
        if (at[0] == 0xEF && at[1] == 0xBF && at[2] >= 0xBE)
            return true;
        if (at[0] >= 0xF0 && (at[1] & 0x0F) == 0x0F && at[2] == 0xBF && at[3] >= 0xBE)
            return true;
    }
    return false;
}

/* How many values there are; SIZE_MAX where one is not to be had from us. */
static inline size_t like_weigh(const json_t *json, int depth)
{
    size_t sum = 1, more = 0;
    json_t *object = (json_t *)(uintptr_t)json;
    const char *name = NULL;
    json_t *value = NULL;

    if ((json_is_object(json) || json_is_array(json)) && depth == JSON_DEPTH_MAX)
        return SIZE_MAX;
    if (json_is_string(json) && like_noncharacter(json_string_value(json)))
        return SIZE_MAX;
    json_object_foreach(object, name, value)
    {
        more = like_weigh(value, depth + 1);
        if (more == SIZE_MAX || like_noncharacter(name))
            return SIZE_MAX;
        sum += more;
    }
    for (size_t i = 0; i < json_array_size(json); i++) {
        more = like_weigh(json_array_get(json, i), depth + 1);
        if (more == SIZE_MAX)
            return SIZE_MAX;
        sum += more;
    }
    return sum;
}

/* A run of signs that a number might have, longer than we read. */
static inline bool like_long_number(struct view text)
{
    size_t run = 0;

    for (size_t i = 0; i < text.len && run <= JSON_NUMBER_MAX; i++)
        run = text.at[i] != 0 && strchr("0123456789+-.eE", text.at[i]) != NULL ? run + 1 : 0;
    return run > JSON_NUMBER_MAX;
}

/* Where we refuse what jansson reads: I-JSON's noncharacters, a zero byte behind a number (which
 * jansson passes over), and our bounds. */
static inline bool like_stricter(struct view text, const json_t *theirs)
{
    return text.len > JSON_LEN_MAX || memchr(text.at, 0, text.len) != NULL ||
           like_weigh(theirs, 0) > JSON_VALUES_MAX || like_long_number(text);
}

/* Ours says so only of what is; and, without a number that is not whole, of all that is. */
static inline bool like_canonical(const struct json *ours, const json_t *theirs)
{
    struct bytes canonical = bytes_new(2 * JSON_LEN_MAX);
    bool same =
        jcs_append(theirs, &canonical) && view_equal(bytes_view(&canonical), json_view(ours));
    bool real = false;

    for (const struct json *at = ours; at != NULL; at = json_walk(ours, at))
        real = real || json_kind(at) == JSON_KIND_REAL;
    bytes_free(&canonical);
    return json_is_canonical(ours) ? same : !same || real;
}

/* Whether ours and jansson's reader agree about this text. */
static inline bool like_jansson(struct view text)
{
    static struct json_table values;
    const struct json *ours = json_read(text, &values);
    json_t *theirs = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    bool same = ours != NULL
                    ? theirs != NULL && like_values(ours, theirs) && like_canonical(ours, theirs)
                    : theirs == NULL || like_stricter(text, theirs);

    json_decref(theirs);
    return same;
}

#endif
