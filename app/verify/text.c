#include "app/verify/text.h"

#include "app/seal/open.h"

#include <jansson.h>
#include <string.h>

static bool is_space(uint8_t sign)
{
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
}

static bool begins(struct view v, const char *with)
{
    return view_equal(view_cut(v, 0, strlen(with)), view_text(with));
}

static struct view trim(struct view v)
{
    bool base45 = false;

    while (v.len > 0 && is_space(v.at[0]))
        v = view_from(v, 1);
    /* There, a blank may be the last sign of the code. */
    base45 = begins(v, "HC1:");
    while (v.len > 0 && is_space(v.at[v.len - 1]) && !(base45 && v.at[v.len - 1] == ' '))
        v.len--;
    return v;
}

/* No sentence and no address of ours is as long as this without a space. */
enum { CODE_LEAST = 200 };

/* One strange sign is forgiven: it may be what is broken. */
static bool is_one_word(struct view v)
{
    size_t strange = 0;

    for (size_t i = 0; i < v.len; i++)
        strange += v.at[i] <= ' ' || v.at[i] > '~';
    return strange <= 1;
}

/* Broken codes are codes too, even where the break is in their first signs: they are to be
 * answered, not passed over. What else a page's symbols say, such as an address, is no code. */
static bool looks_like_code(struct view line)
{
    if (code_is(line) || (begins(line, "eyJ") && is_one_word(line)))
        return true;
    return line.len >= CODE_LEAST && is_one_word(line) && !begins(line, "https://");
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

/* A .smart-health-card file, or one seal, however its JSON is laid out. */
static bool add_json(struct view whole, const json_t *json, struct codes *out)
{
    const json_t *cards = json_object_get(json, "verifiableCredential");

    if (cards == NULL && code_is(whole))
        return codes_add(out, whole);
    return add_members(cards, out);
}

bool text_codes(struct view text, struct codes *out)
{
    struct view whole = trim(text);
    json_t *json = NULL;
    bool good = false;

    if (whole.len > 0 && whole.at[0] == '{')
        json = json_loadb((const char *)whole.at, whole.len, JSON_REJECT_DUPLICATES, NULL);
    /* What is not one JSON value may be lines that begin with one. */
    good = json != NULL ? add_json(whole, json, out) : add_lines(text, out);
    json_decref(json);
    return good;
}
