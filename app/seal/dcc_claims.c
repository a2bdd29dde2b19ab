#include "app/seal/dcc_claims.h"

#include "app/seal/dcc_json.h"
#include "crypto/cbor.h"

#include <string.h>

enum { CLAIM_ISSUER = 1, CLAIM_EXPIRES = 4, CLAIM_ISSUED = 6, CLAIM_HCERT = -260, HCERT_EU = 1 };

static const double seconds_max = 1e12;

static bool read_issuer(struct view cwt, char out[DCC_COUNTRY_SIZE])
{
    struct view value;
    struct cbor_item item;

    if (!cbor_find(cwt, CLAIM_ISSUER, &value))
        return true;
    if (!cbor_take(&value, &item) || item.kind != CBOR_TEXT ||
        item.content.len != DCC_COUNTRY_SIZE - 1)
        return false;
    memcpy(out, item.content.at, item.content.len);
    return strspn(out, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == item.content.len;
}

/* Integers by the specification; some countries write fractions. */
static bool read_time(struct view cwt, int64_t claim, int64_t *out)
{
    struct view value;
    struct cbor_item item;
    double seconds = 0;

    if (!cbor_find(cwt, claim, &value) || !cbor_take(&value, &item) ||
        (item.kind != CBOR_INTEGER && item.kind != CBOR_REAL))
        return false;
    seconds = item.kind == CBOR_REAL ? item.real : (double)item.number;
    if (!(seconds >= 0 && seconds <= seconds_max))
        return false;
    *out = (int64_t)seconds;
    return true;
}

bool dcc_claims_read(struct view cwt, struct dcc_claims *out)
{
    struct view hcert, item;

    *out = (struct dcc_claims){0};
    if (!read_issuer(cwt, out->issuer) || !read_time(cwt, CLAIM_EXPIRES, &out->expires) ||
        !read_time(cwt, CLAIM_ISSUED, &out->issued) || !cbor_find(cwt, CLAIM_HCERT, &hcert) ||
        !cbor_find(hcert, HCERT_EU, &item))
        return false;
    out->certificate = dcc_json_read(item);
    return json_is_object(out->certificate);
}

bool dcc_claims_write(const struct dcc_claims *claims, struct bytes *out)
{
    return cbor_put_map(out, 4) && cbor_put_integer(out, CLAIM_ISSUER) &&
           cbor_put_text(out, view_text(claims->issuer)) && cbor_put_integer(out, CLAIM_EXPIRES) &&
           cbor_put_integer(out, claims->expires) && cbor_put_integer(out, CLAIM_ISSUED) &&
           cbor_put_integer(out, claims->issued) && cbor_put_integer(out, CLAIM_HCERT) &&
           cbor_put_map(out, 1) && cbor_put_integer(out, HCERT_EU) &&
           dcc_json_write(claims->certificate, out);
}
