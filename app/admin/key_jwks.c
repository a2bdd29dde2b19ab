#include "app/admin/key_jwks.h"

#include "app/admin/demo_folder.h"
#include "crypto/ec.h"

#include <stdio.h>
#include <string.h>

enum { CHAIN_MAX = 16384, JWK_MAX = 1024, LIST_MAX = 1 << 22 };

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END   "-----END CERTIFICATE-----"

/* The body of a PEM certificate is base64 of its DER form, as x5c wants it, but for the line ends.
 */
static json_t *one_line(const char *from, const char *to)
{
    char text[CHAIN_MAX];
    size_t len = 0;

    for (; from < to && len < sizeof text; from++)
        if (*from != '\n' && *from != '\r')
            text[len++] = *from;
    return from == to ? json_stringn(text, len) : NULL;
}

static json_t *read_chain(const char *pem)
{
    json_t *chain = json_array();
    const char *at = pem, *end = NULL;

    while (chain != NULL && (at = strstr(at, BEGIN)) != NULL) {
        at += strlen(BEGIN);
        end = strstr(at, END);
        if (end == NULL || json_array_append_new(chain, one_line(at, end)) != 0) {
            json_decref(chain);
            chain = NULL;
        }
    }
    return chain;
}

static json_t *bare_key(struct view pem)
{
    struct ec_key *key = ec_key_from_pem(pem);
    struct bytes canonical = bytes_new(JWK_MAX);
    json_t *jwk = NULL;

    if (key != NULL && jwk_canonical(key, &canonical))
        jwk = json_loadb((const char *)canonical.at, canonical.len, 0, NULL);
    ec_key_free(&key);
    bytes_free(&canonical);
    return jwk;
}

/* The count of the list of withdrawn certificates under this key, or NULL. */
static json_t *read_version(const char *sources, const char *kid)
{
    char name[JWK_THUMBPRINT_SIZE + sizeof "withdrawn/.json"];
    struct bytes text = bytes_new(LIST_MAX);
    json_t *list = NULL, *version = NULL;

    (void)snprintf(name, sizeof name, "withdrawn/%s.json", kid);
    if (demo_read(sources, name, &text))
        list = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    version = json_incref(json_object_get(list, "ctr"));
    json_decref(list);
    bytes_free(&text);
    return version;
}

static json_t *describe(const struct key_entry *entry, const char *record, const char *sources)
{
    char name[KEYS_NAME_SIZE + sizeof ".pem"];
    struct bytes pem = bytes_new(CHAIN_MAX);
    const char *text = NULL;
    json_t *jwk = NULL, *more = NULL;

    (void)snprintf(name, sizeof name, "%s.pem", entry->name);
    if (!demo_read(record, name, &pem) || (text = bytes_text(&pem)) == NULL)
        goto out;
    jwk = bare_key(bytes_view(&pem));
    more = json_pack("{ss ss ss so so*}", "use", "sig", "alg", "ES256", "kid", entry->kid, "x5c",
                     read_chain(text), "crlVersion", read_version(sources, entry->kid));
    if (jwk != NULL && (more == NULL || json_object_update(jwk, more) != 0)) {
        json_decref(jwk);
        jwk = NULL;
    }
out:
    json_decref(more);
    bytes_free(&pem);
    return jwk;
}

json_t *key_jwks(const struct key_register *keys, const char *record, const char *sources)
{
    json_t *list = json_array();
    bool good = list != NULL;

    for (size_t i = 0; good && i < keys->count; i++) {
        const struct key_entry *entry = &keys->at[i];

        if (entry->state != KEY_WITHDRAWN && strcmp(entry->purpose, "shc") == 0)
            good = json_array_append_new(list, describe(entry, record, sources)) == 0;
    }
    if (!good) {
        json_decref(list);
        return NULL;
    }
    return json_pack("{so}", "keys", list);
}
