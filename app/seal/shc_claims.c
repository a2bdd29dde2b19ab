#include "app/seal/shc_claims.h"

#include "app/seal/shc_bundle.h"
#include "app/seal/shc_fhir.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Seconds up to the year 9999: whatever lies outside is no time. */
static const double time_max = 253402300800.0;

static bool read_time(const json_t *value, double *out)
{
    *out = json_number_value(value);
    return json_is_number(value) && *out >= 0 && *out <= time_max;
}

static bool read_issuer(const json_t *claims, char out[OPENED_ISSUER_SIZE])
{
    const char *text = json_string_value(json_object_get(claims, "iss"));

    if (text == NULL || !trust_issuer_is(text))
        return false;
    snprintf(out, OPENED_ISSUER_SIZE, "%s", text);
    return true;
}

static bool read_times(const json_t *claims, struct opened *out, struct shc_times *times)
{
    const json_t *expires = json_object_get(claims, "exp");

    if (!read_time(json_object_get(claims, "nbf"), &times->not_before))
        return false;
    out->not_before = (int64_t)times->not_before;
    times->expires = HUGE_VAL;
    if (expires == NULL)
        return true;
    if (!read_time(expires, &times->expires))
        return false;
    out->expires = (int64_t)times->expires;
    return true;
}

static bool has_type(const json_t *vc)
{
    const json_t *types = json_object_get(vc, "type");

    for (size_t i = 0; i < json_array_size(types); i++) {
        const char *type = json_string_value(json_array_get(types, i));

        if (type != NULL && strcmp(type, SHC_TYPE) == 0)
            return true;
    }
    return false;
}

/* At most 24 signs of base64url; it may be left out. */
static bool read_rid(const json_t *vc, char out[SHC_RID_SIZE])
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const json_t *rid = json_object_get(vc, "rid");
    const char *text = json_string_value(rid);
    size_t len = text != NULL ? strlen(text) : 0;

    if (rid == NULL)
        return true;
    if (len == 0 || len >= SHC_RID_SIZE || strspn(text, signs) != len)
        return false;
    snprintf(out, SHC_RID_SIZE, "%s", text);
    return true;
}

static bool read_vc(const json_t *vc, struct opened *out)
{
    const json_t *subject = json_object_get(vc, "credentialSubject");
    const char *version = json_string_value(json_object_get(subject, "fhirVersion"));

    return has_type(vc) && version != NULL && strncmp(version, "4.0.", 4) == 0 &&
           read_rid(vc, out->id);
}

static enum err read_claims(const json_t *claims, struct opened *out, struct shc_times *times)
{
    const json_t *vc = json_object_get(claims, "vc");
    const json_t *subject = json_object_get(vc, "credentialSubject");

    if (!json_is_object(claims))
        return ERR_RAISE(AK_V40);
    if (!read_issuer(claims, out->issuer))
        return ERR_RAISE(AK_V41);
    if (!read_times(claims, out, times))
        return ERR_RAISE(AK_V42);
    if (!read_vc(vc, out))
        return ERR_RAISE(AK_V44);
    if (!shc_bundle_read(json_object_get(subject, "fhirBundle"), out))
        return ERR_RAISE(AK_V45);
    return ERR_OK;
}

enum err shc_claims_read(struct view json, struct opened *out, struct shc_times *times)
{
    /* Two members of one name could mean two things to two readers. */
    json_t *claims = json_loadb((const char *)json.at, json.len, JSON_REJECT_DUPLICATES, NULL);
    enum err code = read_claims(claims, out, times);

    json_decref(claims);
    return code;
}
