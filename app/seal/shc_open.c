#include "app/seal/shc.h"

#include "app/seal/flate.h"
#include "app/seal/shc_claims.h"
#include "app/seal/shc_text.h"
#include "crypto/base64.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum {
    TEXT_MAX = 1 << 16,
    HEADER_MAX = 1024,
    PAYLOAD_MAX = 1 << 16,      /* against a stream that grows without end */
    CLOCK_LEEWAY_SECONDS = 120, /* a kiosk checks a code that was signed this second elsewhere */
};

/* A code on its way from text to claims. */
struct opening {
    struct bytes text, header, packed, signature, payload;
    struct jws jws;
};

static struct opening start(void)
{
    return (struct opening){
        .text = bytes_new(TEXT_MAX),
        .header = bytes_new(HEADER_MAX),
        .packed = bytes_new(TEXT_MAX),
        .signature = bytes_new(TEXT_MAX),
        .payload = bytes_new(PAYLOAD_MAX),
    };
}

static void finish(struct opening *opening)
{
    bytes_free(&opening->text);
    bytes_free(&opening->header);
    bytes_free(&opening->packed);
    bytes_free(&opening->signature);
    bytes_free(&opening->payload);
}

static bool member_is(const json_t *header, const char *name, const char *expected)
{
    const char *text = json_string_value(json_object_get(header, name));

    return text != NULL && strcmp(text, expected) == 0;
}

/* ES256 is a condition here, never a choice: no key and no algorithm is taken from a header. What
 * "crit" lists would have to be understood, and nothing beyond these three is. */
static enum err check_header(const json_t *header, char kid[JWK_THUMBPRINT_SIZE])
{
    const char *name = json_string_value(json_object_get(header, "kid"));

    if (!json_is_object(header) || json_object_get(header, "crit") != NULL)
        return ERR_RAISE(AK_V35);
    if (!member_is(header, "alg", "ES256"))
        return ERR_RAISE(AK_V36);
    if (!member_is(header, "zip", "DEF"))
        return ERR_RAISE(AK_V37);
    if (name == NULL || strlen(name) != JWK_THUMBPRINT_LEN)
        return ERR_RAISE(AK_V38);
    snprintf(kid, JWK_THUMBPRINT_SIZE, "%s", name);
    return ERR_OK;
}

static enum err read_header(struct view json, char kid[JWK_THUMBPRINT_SIZE])
{
    json_t *header = json_loadb((const char *)json.at, json.len, JSON_REJECT_DUPLICATES, NULL);
    enum err code = check_header(header, kid);

    json_decref(header);
    return code;
}

/* From the text to the three decoded parts. */
static enum err decode_parts(struct view text, struct opening *opening)
{
    struct jws *jws = &opening->jws;
    enum err code = shc_text_read(text, &opening->text);

    if (code != ERR_OK)
        return code;
    if (!jws_split(bytes_view(&opening->text), jws))
        return ERR_RAISE(AK_V33);
    if (!base64url_decode(jws->header, &opening->header) ||
        !base64url_decode(jws->payload, &opening->packed) ||
        !base64url_decode(jws->signature, &opening->signature))
        return ERR_RAISE(AK_V34);
    return ERR_OK;
}

static enum err unpack(struct opening *opening)
{
    if (opening->text.len > SHC_JWS_MAX)
        return ERR_RAISE(AK_V49);
    if (!flate_unpack(bytes_view(&opening->packed), &opening->payload))
        return ERR_RAISE(AK_V39);
    return ERR_OK;
}

static enum err check_signature(const struct jws *jws, const struct trust *trust,
                                const struct opened *out)
{
    const struct ec_key *key = NULL;

    if (trust == NULL || !trust_knows(trust, out->issuer))
        return ERR_RAISE(AK_V46);
    key = trust_key(trust, out->issuer, out->signer);
    if (key == NULL)
        return ERR_RAISE(AK_V47);
    return jws_verify(jws, key) ? ERR_OK : ERR_RAISE(AK_V48);
}

static enum err check_times(const struct shc_times *times, int64_t now)
{
    if (times->not_before > (double)now + CLOCK_LEEWAY_SECONDS)
        return ERR_RAISE(AK_V01);
    if (times->expires <= (double)now)
        return ERR_RAISE(AK_V43);
    return ERR_OK;
}

static enum err open_text(struct view text, const struct trust *trust, int64_t now,
                          struct opening *opening, struct opened *out)
{
    struct shc_times times = {0};
    enum err code = decode_parts(text, opening);

    if (code == ERR_OK)
        code = read_header(bytes_view(&opening->header), out->signer);
    if (code == ERR_OK)
        code = unpack(opening);
    if (code == ERR_OK)
        code = shc_claims_read(bytes_view(&opening->payload), out, &times);
    if (code == ERR_OK)
        code = check_signature(&opening->jws, trust, out);
    if (code == ERR_OK)
        code = check_times(&times, now);
    return code;
}

static enum seal_verdict verdict_of(enum err code)
{
    switch (code) {
    case ERR_OK:
        return SEAL_VALID;
    case AK_V46:
    case AK_V47:
    case AK_V49:
        return SEAL_CANNOT_TELL;
    default:
        return SEAL_NOT_VALID;
    }
}

void shc_open(struct view text, const struct trust *trust, int64_t now, struct opened *out)
{
    struct opening opening = start();

    *out = (struct opened){.format = CODE_SHC};
    out->code = open_text(text, trust, now, &opening, out);
    out->verdict = verdict_of(out->code);
    finish(&opening);
}

bool shc_raw(struct view text, struct bytes *out)
{
    struct opening opening = start();
    bool good = decode_parts(text, &opening) == ERR_OK &&
                flate_unpack(bytes_view(&opening.packed), &opening.payload) &&
                bytes_append(out, bytes_view(&opening.payload));

    finish(&opening);
    return good;
}
