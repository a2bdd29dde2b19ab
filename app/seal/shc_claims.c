#include "app/seal/shc_claims.h"

#include "app/seal/shc_bundle.h"
#include "app/seal/shc_fhir.h"
#include "crypto/base64.h"
#include "crypto/digest.h"
#include "crypto/jcs.h"
#include "crypto/json.h"

#include <math.h>
#include <string.h>

enum { CANONICAL_MAX = 1 << 17 };

/* Seconds up to the year 9999: whatever lies outside is no time. */
static const double time_max = 253402300800.0;

static bool read_time(const struct json *value, double *out)
{
    return json_number(value, out) && *out >= 0 && *out <= time_max;
}

static bool read_issuer(const struct json *claims, char out[OPENED_ISSUER_SIZE])
{
    if (json_text(json_member(claims, "iss"), out, OPENED_ISSUER_SIZE) && trust_issuer_is(out))
        return true;
    out[0] = 0;
    return false;
}

static bool read_times(const struct json *claims, struct opened *out, struct shc_times *times)
{
    const struct json *expires = json_member(claims, "exp");

    if (!read_time(json_member(claims, "nbf"), &times->not_before))
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

static bool has_type(const struct json *vc)
{
    const struct json *types = json_member(vc, "type");

    for (const struct json *at = json_first(types); at != NULL; at = json_next(types, at))
        if (json_is(at, SHC_TYPE))
            return true;
    return false;
}

/* At most 24 signs of base64url; it may be left out. */
static bool read_rid(const struct json *vc, char out[SHC_RID_SIZE])
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const struct json *rid = json_member(vc, "rid");

    if (rid == NULL)
        return true;
    if (json_text(rid, out, SHC_RID_SIZE) && out[0] != 0 && out[strspn(out, signs)] == 0)
        return true;
    out[0] = 0;
    return false;
}

/* R4 came out twice, and the second time only its wording had changed. What comes after it has
 * elements of other meanings, so no other version is read as if it were this one. */
static bool is_r4(const struct json *subject)
{
    const struct json *version = json_member(subject, "fhirVersion");

    return json_is(version, SHC_FHIR_VERSION) || json_is(version, "4.0.0");
}

static bool read_vc(const struct json *vc, struct opened *out)
{
    return has_type(vc) && is_r4(json_member(vc, "credentialSubject")) && read_rid(vc, out->id);
}

/* Appends what is there in canonical form. */
static bool append_canonical(struct view text, struct bytes *out)
{
    json_t *json = json_loadb((const char *)text.at, text.len, 0, NULL);
    bool good = jcs_append(json, out);

    json_decref(json);
    return good;
}

/* "hash-fhir": the first 64 bits of SHA-256 over base64url(JCS(bundle)). */
static bool digest_bundle(const struct json *bundle, uint8_t out[OPENED_BUNDLE_LEN])
{
    struct bytes canonical = bytes_new(CANONICAL_MAX), text = bytes_new(2 * CANONICAL_MAX);
    uint8_t digest[SHA256_LEN];
    bool good = append_canonical(json_view(bundle), &canonical) &&
                base64url_encode(bytes_view(&canonical), &text) &&
                digest_sha256(bytes_view(&text), digest);

    if (good)
        memcpy(out, digest, OPENED_BUNDLE_LEN);
    bytes_free(&canonical);
    bytes_free(&text);
    return good;
}

/* Only where a list could name it: the canonical form costs more than all the rest. */
static bool may_digest_bundle(const struct json *bundle, const struct trust *trust,
                              struct opened *out)
{
    return !trust_has_hashes(trust, out->issuer, out->signer) || digest_bundle(bundle, out->bundle);
}

static enum err read_claims(const struct json *claims, const struct trust *trust,
                            struct opened *out, struct shc_times *times)
{
    const struct json *vc = json_member(claims, "vc");
    const struct json *bundle = json_member(json_member(vc, "credentialSubject"), "fhirBundle");

    if (json_kind(claims) != JSON_KIND_OBJECT)
        return ERR_RAISE(AK_V40);
    if (!read_issuer(claims, out->issuer))
        return ERR_RAISE(AK_V41);
    if (!read_times(claims, out, times))
        return ERR_RAISE(AK_V42);
    if (!read_vc(vc, out))
        return ERR_RAISE(AK_V44);
    if (!shc_bundle_is_minimal(bundle))
        return ERR_RAISE(AK_V54);
    if (!shc_bundle_read(bundle, out) || !may_digest_bundle(bundle, trust, out))
        return ERR_RAISE(AK_V45);
    return ERR_OK;
}

enum err shc_claims_read(struct view json, const struct trust *trust, struct opened *out,
                         struct shc_times *times)
{
    struct json_table values;

    return read_claims(json_read(json, &values), trust, out, times);
}
