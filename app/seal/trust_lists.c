#include "app/seal/trust_lists.h"

#include "crypto/base64.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RID_LEN_MAX = 24, HASH_LEN = 8, SECONDS_DIGITS_MAX = 11, DECIMAL = 10 };

static const int64_t counter_max =
    (INT64_C(1) << 53) - 1; /* what JSON carries exactly everywhere */

bool trust_members(const json_t *object, const char *const *names)
{
    size_t count = 0;

    for (; names[count] != NULL; count++)
        if (json_object_get(object, names[count]) == NULL)
            return false;
    return json_object_size(object) == count;
}

static bool is_key_name(const json_t *issuer, const json_t *kid)
{
    const char *from = json_string_value(issuer), *name = json_string_value(kid);

    return from != NULL && trust_issuer_is(from) && name != NULL &&
           strlen(name) == JWK_THUMBPRINT_LEN;
}

/* Base64url signs, 1 to 24 of them. */
static size_t rid_len(const char *text)
{
    size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    return len <= RID_LEN_MAX ? len : 0;
}

/* ".SECONDS" as JSON writes a number: no sign, no leading zero. */
static bool read_seconds(const char *text, int64_t *out)
{
    size_t digits = text[0] == '.' ? strspn(text + 1, "0123456789") : 0;

    if (digits == 0 || digits > SECONDS_DIGITS_MAX || text[1] == '0' || text[1 + digits] != 0)
        return false;
    *out = strtoll(text + 1, NULL, DECIMAL);
    return true;
}

static bool read_rid(const char *text, struct trust_entry *out)
{
    size_t len = rid_len(text);

    if (len == 0 || (text[len] != 0 && !read_seconds(text + len, &out->before)))
        return false;
    memcpy(out->id, text, len);
    return true;
}

static bool read_hash(const char *text, struct trust_entry *out)
{
    struct bytes hash = bytes_new(HASH_LEN);
    bool good = strlen(text) < sizeof out->id && base64url_decode(view_text(text), &hash) &&
                hash.len == HASH_LEN;

    if (good)
        memcpy(out->id, text, strlen(text));
    bytes_free(&hash);
    return good;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(((const struct trust_entry *)a)->id, ((const struct trust_entry *)b)->id);
}

static bool has_twins(const struct trust_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (compare_ids(&list->entries[i - 1], &list->entries[i]) == 0)
            return true;
    return false;
}

static bool read_entries(const json_t *texts, struct trust_list *out)
{
    size_t count = json_array_size(texts);

    if (!json_is_array(texts))
        return false;
    out->entries = calloc(count + 1, sizeof *out->entries);
    if (out->entries == NULL)
        return false;
    for (; out->count < count; out->count++) {
        const char *text = json_string_value(json_array_get(texts, out->count));
        struct trust_entry *entry = &out->entries[out->count];

        if (text == NULL ||
            !(out->method == TRUST_BY_RID ? read_rid(text, entry) : read_hash(text, entry)))
            return false;
    }
    qsort(out->entries, count, sizeof *out->entries, compare_ids);
    return !has_twins(out);
}

static bool read_list(const json_t *json, struct trust_list *out)
{
    static const char *const rids[] = {"issuer", "kid", "method", "ctr", "rids", NULL};
    static const char *const hashes[] = {"issuer", "kid", "method", "ctr", "hashes", NULL};
    const char *method = json_string_value(json_object_get(json, "method"));
    const json_t *issuer = json_object_get(json, "issuer"), *kid = json_object_get(json, "kid");
    bool by_rid = method != NULL && strcmp(method, "rid") == 0;

    if (!trust_members(json, by_rid ? rids : hashes) || !is_key_name(issuer, kid) ||
        (!by_rid && (method == NULL || strcmp(method, "hash-fhir") != 0)))
        return false;
    snprintf(out->issuer, sizeof out->issuer, "%s", json_string_value(issuer));
    snprintf(out->kid, sizeof out->kid, "%s", json_string_value(kid));
    out->method = by_rid ? TRUST_BY_RID : TRUST_BY_HASH;
    out->ctr = json_integer_value(json_object_get(json, "ctr"));
    return out->ctr >= 1 && out->ctr <= counter_max &&
           read_entries(json_object_get(json, by_rid ? "rids" : "hashes"), out);
}

static const struct trust_list *find(const struct trust_lists *lists, const struct trust_list *like)
{
    for (size_t i = 0; i < lists->count; i++) {
        const struct trust_list *list = &lists->list[i];

        if (list->method == like->method && strcmp(list->issuer, like->issuer) == 0 &&
            strcmp(list->kid, like->kid) == 0)
            return list;
    }
    return NULL;
}

static bool read_lists(struct trust_lists *out, const json_t *json)
{
    size_t count = json_array_size(json);

    out->list = json_is_array(json) ? calloc(count + 1, sizeof *out->list) : NULL;
    if (out->list == NULL)
        return false;
    while (out->count < count) {
        struct trust_list *list = &out->list[out->count++];

        if (!read_list(json_array_get(json, out->count - 1), list) || find(out, list) != list)
            return false;
    }
    return true;
}

static bool read_keys(struct trust_lists *out, const json_t *json)
{
    static const char *const members[] = {"issuer", "kid", NULL};
    size_t count = json_array_size(json);

    out->key = json_is_array(json) ? calloc(count + 1, sizeof *out->key) : NULL;
    if (out->key == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const json_t *name = json_array_get(json, i);
        const json_t *issuer = json_object_get(name, "issuer"), *kid = json_object_get(name, "kid");
        struct trust_key_name *key = &out->key[i];

        if (!trust_members(name, members) || !is_key_name(issuer, kid) ||
            trust_lists_have_key(out, json_string_value(issuer), json_string_value(kid)))
            return false;
        snprintf(key->issuer, sizeof key->issuer, "%s", json_string_value(issuer));
        snprintf(key->kid, sizeof key->kid, "%s", json_string_value(kid));
        out->keys++;
    }
    return true;
}

bool trust_lists_read(struct trust_lists *out, const json_t *lists, const json_t *keys)
{
    return read_lists(out, lists) && read_keys(out, keys);
}

void trust_lists_free(struct trust_lists *lists)
{
    while (lists->count > 0)
        free(lists->list[--lists->count].entries);
    free(lists->list);
    free(lists->key);
    *lists = (struct trust_lists){0};
}

bool trust_lists_have_key(const struct trust_lists *lists, const char *issuer, const char *kid)
{
    for (size_t i = 0; i < lists->keys; i++)
        if (strcmp(lists->key[i].issuer, issuer) == 0 && strcmp(lists->key[i].kid, kid) == 0)
            return true;
    return false;
}

static const struct trust_entry *find_entry(const struct trust_list *list, const char *id)
{
    struct trust_entry wanted = {0};
    int len = snprintf(wanted.id, sizeof wanted.id, "%s", id);

    if (len < 0 || (size_t)len >= sizeof wanted.id || list->count == 0)
        return NULL;
    return bsearch(&wanted, list->entries, list->count, sizeof wanted, compare_ids);
}

static bool is_for(const struct trust_list *list, const char *issuer, const char *kid)
{
    return issuer == NULL || (strcmp(list->issuer, issuer) == 0 && strcmp(list->kid, kid) == 0);
}

bool trust_lists_for(const struct trust_lists *lists, enum trust_method method, const char *issuer,
                     const char *kid)
{
    for (size_t i = 0; i < lists->count; i++)
        if (lists->list[i].method == method && is_for(&lists->list[i], issuer, kid))
            return true;
    return false;
}

bool trust_lists_have(const struct trust_lists *lists, enum trust_method method, const char *issuer,
                      const char *kid, const char *id, int64_t signed_at)
{
    for (size_t i = 0; i < lists->count; i++) {
        const struct trust_list *list = &lists->list[i];
        const struct trust_entry *entry =
            list->method == method && is_for(list, issuer, kid) ? find_entry(list, id) : NULL;

        if (entry != NULL && (entry->before == 0 || signed_at < entry->before))
            return true;
    }
    return false;
}

/* Withdrawn for all time, or at least for all that `before` is withdrawn for. */
static bool reaches(const struct trust_entry *after, const struct trust_entry *before)
{
    return after->before == 0 || (before->before != 0 && after->before >= before->before);
}

static bool list_grew(const struct trust_list *before, const struct trust_list *after)
{
    if (after == NULL || after->ctr < before->ctr)
        return false;
    for (size_t i = 0; i < before->count; i++) {
        const struct trust_entry *still = find_entry(after, before->entries[i].id);

        if (still == NULL || !reaches(still, &before->entries[i]))
            return false;
    }
    return true;
}

bool trust_lists_grew(const struct trust_lists *before, const struct trust_lists *after)
{
    for (size_t i = 0; i < before->count; i++)
        if (!list_grew(&before->list[i], find(after, &before->list[i])))
            return false;
    for (size_t i = 0; i < before->keys; i++)
        if (!trust_lists_have_key(after, before->key[i].issuer, before->key[i].kid))
            return false;
    return true;
}
