#include "app/seal/trust_inside.h"
#include "crypto/base64.h"

#include <string.h>

#define MEDIATYPE "akashi-trust+jws"

enum { HEADER_MAX = 512, CERTIFICATE_MAX = 1 << 16 };

static const int64_t number_max = (INT64_C(1) << 53) - 1; /* what JSON carries exactly everywhere */

static json_t *load(struct view json)
{
    return json_loadb((const char *)json.at, json.len, JSON_REJECT_DUPLICATES, NULL);
}

static bool member_is(const json_t *object, const char *name, const char *value)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text != NULL && strcmp(text, value) == 0;
}

enum signature { MALFORMED, FOREIGN, FORGED, GOOD };

/* The header says nothing that is not known already: it is only held against what must stand there.
 */
static enum signature check_header(struct view part, const char *kid)
{
    static const char *const members[] = {"alg", "typ", "kid", NULL};
    struct bytes text = bytes_new(HEADER_MAX);
    json_t *header = base64url_decode(part, &text) ? load(bytes_view(&text)) : NULL;
    enum signature found = MALFORMED;

    if (trust_members(header, members) && member_is(header, "alg", "ES256") &&
        member_is(header, "typ", MEDIATYPE) && json_is_string(json_object_get(header, "kid")))
        found = member_is(header, "kid", kid) ? GOOD : FOREIGN;
    json_decref(header);
    bytes_free(&text);
    return found;
}

static enum signature check_signature(struct view text, const struct ec_key *root, struct jws *out)
{
    char kid[JWK_THUMBPRINT_SIZE];
    enum signature found = MALFORMED;

    if (text.len > TRUST_TEXT_MAX || !jwk_thumbprint(root, kid) || !jws_split(text, out))
        return MALFORMED;
    found = check_header(out->header, kid);
    if (found != GOOD)
        return found;
    return jws_verify(out, root) ? GOOD : FORGED;
}

static bool read_number(const json_t *json, int64_t *out)
{
    *out = json_integer_value(json);
    return *out >= 1 && *out <= number_max;
}

static bool read_issuers(struct trust *trust, const json_t *issuers)
{
    static const char *const members[] = {"issuer", "jwks", NULL};

    if (!json_is_array(issuers))
        return false;
    for (size_t i = 0; i < json_array_size(issuers); i++) {
        const json_t *issuer = json_array_get(issuers, i);

        if (!trust_members(issuer, members) ||
            !trust_add_keys(trust, json_string_value(json_object_get(issuer, "issuer")),
                            json_object_get(issuer, "jwks")))
            return false;
    }
    return true;
}

/* Hands a certificate or list in base64 to `add`, with what its entry says of its place. */
static bool add_der(struct trust *trust, const json_t *text, const json_t *place,
                    bool (*add)(struct trust *trust, const char *place, struct view der))
{
    struct bytes der = bytes_new(CERTIFICATE_MAX);
    const char *base64 = json_string_value(text);
    bool good = base64 != NULL && base64_decode(view_text(base64), &der) &&
                add(trust, json_string_value(place), bytes_view(&der));

    bytes_free(&der);
    return good;
}

static bool read_certificates(struct trust *trust, const json_t *certificates, const char *place,
                              bool (*add)(struct trust *trust, const char *place, struct view der))
{
    const char *const members[] = {place, "certificate", NULL};

    if (!json_is_array(certificates))
        return false;
    for (size_t i = 0; i < json_array_size(certificates); i++) {
        const json_t *entry = json_array_get(certificates, i);
        const json_t *where = json_object_get(entry, place);

        if (!trust_members(entry, members) || !json_is_string(where) ||
            !add_der(trust, json_object_get(entry, "certificate"), where, add))
            return false;
    }
    return true;
}

static bool add_csca(struct trust *trust, const char *state, struct view der)
{
    return vds_trust_add_csca(trust->vds, state, der) == ERR_OK;
}

static bool add_crl(struct trust *trust, const char *nowhere, struct view der)
{
    (void)nowhere;
    return vds_trust_add_crl(trust->vds, der) == ERR_OK;
}

static bool add_dcc(struct trust *trust, const char *country, struct view der)
{
    return dcc_trust_add(trust->dcc, country, der) == ERR_OK;
}

static bool read_crls(struct trust *trust, const json_t *crls)
{
    if (!json_is_array(crls))
        return false;
    for (size_t i = 0; i < json_array_size(crls); i++)
        if (!add_der(trust, json_array_get(crls, i), NULL, add_crl))
            return false;
    return true;
}

static bool read_content(struct trust *trust, const json_t *json)
{
    static const char *const members[] = {"akashi",         "number", "made", "shc", "withdrawn",
                                          "withdrawn_keys", "csca",   "crl",  "dcc", NULL};

    return trust_members(json, members) && member_is(json, "akashi", TRUST_VERSION) &&
           read_number(json_object_get(json, "number"), &trust->edition.number) &&
           read_number(json_object_get(json, "made"), &trust->edition.made) &&
           read_issuers(trust, json_object_get(json, "shc")) &&
           trust_lists_read(&trust->withdrawn, json_object_get(json, "withdrawn"),
                            json_object_get(json, "withdrawn_keys")) &&
           read_certificates(trust, json_object_get(json, "csca"), "state", add_csca) &&
           read_crls(trust, json_object_get(json, "crl")) &&
           read_certificates(trust, json_object_get(json, "dcc"), "country", add_dcc);
}

static struct trust *read_payload(struct view part)
{
    struct bytes text = bytes_new(TRUST_TEXT_MAX);
    json_t *json = base64url_decode(part, &text) ? load(bytes_view(&text)) : NULL;
    struct trust *trust = json != NULL ? trust_new() : NULL;

    if (trust != NULL && !read_content(trust, json))
        trust_free(&trust);
    json_decref(json);
    bytes_free(&text);
    return trust;
}

enum err trust_open(struct view jws, const struct ec_key *root, struct trust **out)
{
    struct jws parts = {0};
    enum signature found = check_signature(jws, root, &parts);

    *out = found == GOOD ? read_payload(parts.payload) : NULL;
    if (*out != NULL)
        return ERR_OK;
    if (found == FOREIGN)
        return ERR_RAISE(AK_V71);
    return found == FORGED ? ERR_RAISE(AK_V72) : ERR_RAISE(AK_V70);
}

static bool write_header(const struct ec_key *root, struct bytes *out)
{
    char kid[JWK_THUMBPRINT_SIZE];

    return jwk_thumbprint(root, kid) &&
           bytes_append_text(out, "{\"alg\":\"ES256\",\"typ\":\"" MEDIATYPE "\",\"kid\":\"") &&
           bytes_append_text(out, kid) && bytes_append_text(out, "\"}");
}

bool trust_seal(struct view payload, const struct ec_key *root, struct bytes *out)
{
    uint8_t signature[EC_SIGNATURE_LEN];
    struct bytes header = bytes_new(HEADER_MAX);
    size_t before = out->len;
    bool good = write_header(root, &header) && jws_begin(bytes_view(&header), payload, out) &&
                ec_sign(root, view_from(bytes_view(out), before), signature) &&
                jws_end(signature, out);

    bytes_free(&header);
    return good;
}
