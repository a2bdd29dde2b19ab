#include "crypto/jws.h"

#include "crypto/base64.h"
#include "crypto/digest.h"

#include <string.h>

enum { JWK_MAX = 256 };

static bool cut_at_dot(struct view *rest, struct view *part)
{
    const uint8_t *dot = rest->len > 0 ? memchr(rest->at, '.', rest->len) : NULL;

    if (dot == NULL)
        return false;
    *part = view_cut(*rest, 0, (size_t)(dot - rest->at));
    *rest = view_from(*rest, part->len + 1);
    return true;
}

bool jws_split(struct view text, struct jws *out)
{
    struct view rest = text;

    if (!cut_at_dot(&rest, &out->header) || !cut_at_dot(&rest, &out->payload) || rest.len == 0 ||
        memchr(rest.at, '.', rest.len) != NULL)
        return false;
    out->signature = rest;
    out->signed_part = view_cut(text, 0, text.len - rest.len - 1);
    return true;
}

bool jws_begin(struct view header, struct view payload, struct bytes *out)
{
    return base64url_encode(header, out) && bytes_append_text(out, ".") &&
           base64url_encode(payload, out);
}

bool jws_end(const uint8_t signature[EC_SIGNATURE_LEN], struct bytes *out)
{
    return bytes_append_text(out, ".") &&
           base64url_encode(view_of(signature, EC_SIGNATURE_LEN), out);
}

bool jws_verify(const struct jws *jws, const struct ec_key *key)
{
    struct bytes raw = bytes_new(2 * EC_SIGNATURE_LEN);
    bool good = base64url_decode(jws->signature, &raw) && raw.len == EC_SIGNATURE_LEN &&
                ec_verify(key, jws->signed_part, bytes_view(&raw));

    bytes_free(&raw);
    return good;
}

bool jwk_canonical(const struct ec_key *key, struct bytes *out)
{
    uint8_t point[EC_POINT_LEN];

    return ec_key_point(key, point) &&
           bytes_append_text(out, "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"") &&
           base64url_encode(view_of(point, EC_POINT_LEN / 2), out) &&
           bytes_append_text(out, "\",\"y\":\"") &&
           base64url_encode(view_of(point + EC_POINT_LEN / 2, EC_POINT_LEN / 2), out) &&
           bytes_append_text(out, "\"}");
}

bool jwk_thumbprint(const struct ec_key *key, char out[JWK_THUMBPRINT_SIZE])
{
    struct bytes jwk = bytes_new(JWK_MAX), text = bytes_new(JWK_THUMBPRINT_SIZE);
    uint8_t digest[SHA256_LEN];
    bool good = jwk_canonical(key, &jwk) && digest_sha256(bytes_view(&jwk), digest) &&
                base64url_encode(view_of(digest, sizeof digest), &text) &&
                text.len == JWK_THUMBPRINT_LEN;

    if (good) {
        memcpy(out, text.at, text.len);
        out[text.len] = 0;
    }
    bytes_free(&jwk);
    bytes_free(&text);
    return good;
}
