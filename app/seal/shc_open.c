#include "app/seal/shc.h"

#include "app/seal/flate.h"
#include "app/seal/shc_claims.h"
#include "app/seal/shc_text.h"
#include "crypto/base64.h"
#include "crypto/json.h"

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

static bool read_kid(const struct json *kid, char out[JWK_THUMBPRINT_SIZE])
{
    struct bytes digest = bytes_new(JWK_THUMBPRINT_SIZE);
    bool good = json_text(kid, out, JWK_THUMBPRINT_SIZE) && strlen(out) == JWK_THUMBPRINT_LEN &&
                base64url_decode(view_text(out), &digest);

    if (!good)
        out[0] = 0;
    bytes_free(&digest);
    return good;
}

/* ES256 is a condition here, never a choice: no key and no algorithm is taken from a header. What
 * "crit" lists would have to be understood, and nothing beyond these three is. */
static enum err check_header(const struct json *header, char kid[JWK_THUMBPRINT_SIZE])
{
    if (json_kind(header) != JSON_KIND_OBJECT || json_member(header, "crit") != NULL)
        return ERR_RAISE(AK_V35);
    if (!json_is(json_member(header, "alg"), "ES256"))
        return ERR_RAISE(AK_V36);
    if (!json_is(json_member(header, "zip"), "DEF"))
        return ERR_RAISE(AK_V37);
    return read_kid(json_member(header, "kid"), kid) ? ERR_OK : ERR_RAISE(AK_V38);
}

static enum err read_header(struct view json, char kid[JWK_THUMBPRINT_SIZE])
{
    struct json_table values;

    return check_header(json_read(json, &values), kid);
}

static enum err refuse_length(void)
{
    return ERR_RAISE(AK_V49);
}

/* From the text to the three decoded parts. A text of any length costs no more than a look at its
 * length. */
static enum err decode_parts(struct view text, struct opening *opening)
{
    struct jws *jws = &opening->jws;
    enum err code = ERR_OK;

    if (text.len > 2 * TEXT_MAX)
        return refuse_length();
    code = shc_text_read(text, &opening->text);
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
        return refuse_length();
    if (!flate_unpack(bytes_view(&opening->packed), &opening->payload))
        return ERR_RAISE(AK_V39);
    return ERR_OK;
}

static enum err check_signature(const struct opening *opening, const struct trust *trust,
                                const struct opened *out)
{
    const struct ec_key *key = NULL;

    if (opening->signature.len != EC_SIGNATURE_LEN)
        return ERR_RAISE(AK_V53);
    if (trust == NULL || !trust_knows(trust, out->issuer))
        return ERR_RAISE(AK_V46);
    key = trust_key(trust, out->issuer, out->signer);
    if (key == NULL)
        return ERR_RAISE(AK_V47);
    return ec_verify(key, opening->jws.signed_part, bytes_view(&opening->signature))
               ? ERR_OK
               : ERR_RAISE(AK_V48);
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
        code = shc_claims_read(bytes_view(&opening->payload), trust, out, &times);
    if (code == ERR_OK)
        code = trust_key_withdrawn(trust, out);
    if (code == ERR_OK)
        code = check_signature(opening, trust, out);
    if (code == ERR_OK)
        code = trust_withdrawn(trust, out);
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
