#include "app/seal/trust.h"

#include "app/seal/trust_inside.h"
#include "crypto/base64.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRUST_KEYS_MAX = 4096, COORDINATE_LEN = EC_POINT_LEN / 2 };

bool trust_issuer_is(const char *text)
{
    size_t len = strlen(text);

    if (strncmp(text, "https://", 8) != 0 || len <= 8 || len >= TRUST_ISSUER_SIZE ||
        text[len - 1] == '/')
        return false;
    for (; *text != 0; text++)
        if (*text <= ' ' || *text > '~')
            return false;
    return true;
}

struct trust *trust_new(void)
{
    struct trust *trust = calloc(1, sizeof *trust);

    if (trust == NULL)
        return NULL;
    trust->vds = vds_trust_new();
    trust->dcc = dcc_trust_new();
    if (trust->vds == NULL || trust->dcc == NULL)
        trust_free(&trust);
    return trust;
}

static void drop_after(struct trust *trust, size_t count)
{
    while (trust->count > count)
        ec_key_free(&trust->entries[--trust->count].key);
}

void trust_free(struct trust **trust)
{
    if (*trust == NULL)
        return;
    drop_after(*trust, 0);
    free((*trust)->entries);
    trust_lists_free(&(*trust)->withdrawn);
    vds_trust_free(&(*trust)->vds);
    dcc_trust_free(&(*trust)->dcc);
    free(*trust);
    *trust = NULL;
}

static bool member_is(const json_t *jwk, const char *name, const char *value)
{
    const char *text = json_string_value(json_object_get(jwk, name));

    return text != NULL && strcmp(text, value) == 0;
}

static bool read_coordinate(const json_t *jwk, const char *name, uint8_t *out)
{
    struct bytes raw = bytes_new(COORDINATE_LEN);
    const char *text = json_string_value(json_object_get(jwk, name));
    bool good =
        text != NULL && base64url_decode(view_text(text), &raw) && raw.len == COORDINATE_LEN;

    if (good)
        memcpy(out, raw.at, COORDINATE_LEN);
    bytes_free(&raw);
    return good;
}

/* NULL unless the key is one that a SMART Health Card may be signed with. */
static struct ec_key *read_key(const json_t *jwk, char kid[JWK_THUMBPRINT_SIZE])
{
    uint8_t point[EC_POINT_LEN];
    struct ec_key *key = NULL;

    if (!member_is(jwk, "kty", "EC") || !member_is(jwk, "crv", "P-256") ||
        !member_is(jwk, "alg", "ES256") || !member_is(jwk, "use", "sig") ||
        json_object_get(jwk, "d") != NULL || !read_coordinate(jwk, "x", point) ||
        !read_coordinate(jwk, "y", point + COORDINATE_LEN))
        return NULL;
    key = ec_key_from_point(point);
    if (key == NULL || !jwk_thumbprint(key, kid) || !member_is(jwk, "kid", kid))
        ec_key_free(&key);
    return key;
}

static bool add_key(struct trust *trust, const char *issuer, const json_t *jwk)
{
    struct trust_signer entry = {0}, *grown = NULL;

    entry.key = read_key(jwk, entry.kid);
    if (entry.key == NULL)
        return false;
    if (trust_key(trust, issuer, entry.kid) != NULL) {
        ec_key_free(&entry.key);
        return true;
    }
    snprintf(entry.issuer, sizeof entry.issuer, "%s", issuer);
    if (trust->count < TRUST_KEYS_MAX)
        grown = realloc(trust->entries, (trust->count + 1) * sizeof entry);
    if (grown == NULL) {
        ec_key_free(&entry.key);
        return false;
    }
    trust->entries = grown;
    trust->entries[trust->count++] = entry;
    return true;
}

static bool add_keys(struct trust *trust, const char *issuer, const json_t *keys)
{
    for (size_t i = 0; i < json_array_size(keys); i++)
        if (!add_key(trust, issuer, json_array_get(keys, i)))
            return false;
    return json_array_size(keys) > 0;
}

bool trust_add_keys(struct trust *trust, const char *issuer, const json_t *jwks)
{
    size_t before = trust->count;
    bool good = issuer != NULL && trust_issuer_is(issuer) &&
                add_keys(trust, issuer, json_object_get(jwks, "keys"));

    if (!good)
        drop_after(trust, before);
    return good;
}

enum err trust_add_jwks(struct trust *trust, const char *issuer, struct view json)
{
    json_t *jwks = json_loadb((const char *)json.at, json.len, JSON_REJECT_DUPLICATES, NULL);
    bool good = trust_add_keys(trust, issuer, jwks);

    json_decref(jwks);
    return good ? ERR_OK : ERR_RAISE(AK_V62);
}

const struct ec_key *trust_key(const struct trust *trust, const char *issuer, const char *kid)
{
    for (size_t i = 0; i < trust->count; i++)
        if (strcmp(trust->entries[i].issuer, issuer) == 0 &&
            strcmp(trust->entries[i].kid, kid) == 0)
            return trust->entries[i].key;
    return NULL;
}

bool trust_knows(const struct trust *trust, const char *issuer)
{
    for (size_t i = 0; i < trust->count; i++)
        if (strcmp(trust->entries[i].issuer, issuer) == 0)
            return true;
    return false;
}

const struct vds_trust *trust_vds(const struct trust *trust)
{
    return trust->vds;
}

const struct dcc_trust *trust_dcc(const struct trust *trust)
{
    return trust->dcc;
}
