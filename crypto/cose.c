#include "crypto/cose.h"

#include "crypto/cbor.h"

enum { TAG_SIGN1 = 18, TAG_CWT = 61, HEADER_ALGORITHM = 1, HEADER_CRITICAL = 2, HEADER_KID = 4 };

static bool take_bytes(struct view *rest, struct view *out)
{
    struct cbor_item item;

    *out = (struct view){0};
    if (!cbor_take(rest, &item) || item.kind != CBOR_BYTES)
        return false;
    *out = item.content;
    return true;
}

static void find_kid(struct view header, struct view *kid)
{
    struct view value;

    if (kid->len == 0 && cbor_find(header, HEADER_KID, &value))
        (void)!take_bytes(&value, kid);
}

static bool is_map(struct view v)
{
    struct cbor_item item;

    return cbor_is_sound(v) && cbor_take(&v, &item) && item.kind == CBOR_MAP;
}

/* An empty header may be written as no bytes at all. What a critical list names would have to be
 * understood, and nothing beyond these two is. */
static bool read_headers(struct view unprotected, struct cose *out)
{
    struct view header = out->protected_header, value;
    struct cbor_item item;

    if (!is_map(unprotected) || (header.len > 0 && !is_map(header)) ||
        cbor_find(header, HEADER_CRITICAL, &value))
        return false;
    if (cbor_find(header, HEADER_ALGORITHM, &value) && cbor_take(&value, &item) &&
        item.kind == CBOR_INTEGER)
        out->algorithm = item.number;
    find_kid(header, &out->kid);
    find_kid(unprotected, &out->kid);
    return true;
}

/* CWT's tag may only stand around that of COSE_Sign1 (RFC 8392 §6). */
static bool take_list(struct view *rest, struct cbor_item *item)
{
    bool good = cbor_take(rest, item);

    if (good && item->kind == CBOR_TAG && item->number == TAG_CWT)
        good = cbor_take(rest, item) && item->kind == CBOR_TAG;
    if (good && item->kind == CBOR_TAG)
        good = item->number == TAG_SIGN1 && cbor_take(rest, item);
    return good && item->kind == CBOR_LIST && item->number == 4;
}

bool cose_read(struct view message, struct cose *out)
{
    struct cbor_item list;
    struct view unprotected;

    *out = (struct cose){0};
    return cbor_is_sound(message) && take_list(&message, &list) &&
           take_bytes(&message, &out->protected_header) &&
           cbor_take_whole(&message, &unprotected) && take_bytes(&message, &out->payload) &&
           take_bytes(&message, &out->signature) && read_headers(unprotected, out);
}

bool cose_signed_part(struct view protected_header, struct view payload, struct bytes *out)
{
    return cbor_put_list(out, 4) && cbor_put_text(out, view_text("Signature1")) &&
           cbor_put_bytes(out, protected_header) && cbor_put_bytes(out, view_of(NULL, 0)) &&
           cbor_put_bytes(out, payload);
}

bool cose_header(const uint8_t kid[COSE_KID_LEN], struct bytes *out)
{
    return cbor_put_map(out, 2) && cbor_put_integer(out, HEADER_ALGORITHM) &&
           cbor_put_integer(out, COSE_ES256) && cbor_put_integer(out, HEADER_KID) &&
           cbor_put_bytes(out, view_of(kid, COSE_KID_LEN));
}

bool cose_write(const struct cose *cose, struct bytes *out)
{
    return cbor_put_tag(out, TAG_SIGN1) && cbor_put_list(out, 4) &&
           cbor_put_bytes(out, cose->protected_header) && cbor_put_map(out, 0) &&
           cbor_put_bytes(out, cose->payload) && cbor_put_bytes(out, cose->signature);
}
