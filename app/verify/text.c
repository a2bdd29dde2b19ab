#include "app/verify/text.h"

#include <jansson.h>
#include <string.h>

static bool is_space(uint8_t sign)
{
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
}

static struct view trim(struct view v)
{
    while (v.len > 0 && is_space(v.at[0]))
        v = view_from(v, 1);
    while (v.len > 0 && is_space(v.at[v.len - 1]))
        v.len--;
    return v;
}

static bool holds(struct view v, char sign)
{
    return v.len > 0 && memchr(v.at, sign, v.len) != NULL;
}

/* Broken codes are codes too: they are to be answered, not passed over. */
static bool looks_like_code(struct view line)
{
    return view_equal(view_cut(line, 0, 4), view_text("shc:")) ||
           (holds(line, '.') && !holds(line, ' '));
}

static bool add_lines(struct view text, struct codes *out)
{
    while (text.len > 0) {
        const uint8_t *end = memchr(text.at, '\n', text.len);
        size_t len = end != NULL ? (size_t)(end - text.at) : text.len;
        struct view line = trim(view_cut(text, 0, len));

        if (looks_like_code(line) && !codes_add(out, line))
            return false;
        text = view_from(text, end != NULL ? len + 1 : len);
    }
    return true;
}

static bool add_members(const json_t *cards, struct codes *out)
{
    for (size_t i = 0; i < json_array_size(cards); i++) {
        const char *jws = json_string_value(json_array_get(cards, i));

        if (jws != NULL && !codes_add(out, view_text(jws)))
            return false;
    }
    return true;
}

bool text_codes(struct view text, struct codes *out)
{
    struct view whole = trim(text);
    json_t *file = NULL;
    bool good = false;

    if (whole.len == 0 || whole.at[0] != '{')
        return add_lines(whole, out);
    file = json_loadb((const char *)whole.at, whole.len, JSON_REJECT_DUPLICATES, NULL);
    good = add_members(json_object_get(file, "verifiableCredential"), out);
    json_decref(file);
    return good;
}
