/* Aims at every wire_*_decode, sheet_open and both base64: what decodes, encodes and decodes
 * again, and a sheet is nobody's but its signer's. */
#include "app/wire/sheet.h"
#include "app/wire/wire.h"
#include "crypto/base64.h"
#include "crypto/jws.h"
#include "fuzz.h"

#define ROUND(type, release)                                                                       \
    do {                                                                                           \
        struct wire_##type first = {0}, again = {0};                                               \
        struct bytes body = bytes_new(2 * WIRE_MAX);                                               \
        if (wire_##type##_decode(in, &first) != ERR_OK)                                            \
            fuzz_hold(fuzz_wiped(&first, sizeof first));                                           \
        else if (wire_##type##_encode(&first, &body))                                              \
            fuzz_hold(wire_##type##_decode(bytes_view(&body), &again) == ERR_OK);                  \
        release(&again);                                                                           \
        release(&first);                                                                           \
        bytes_free(&body);                                                                         \
    } while (0)
#define NOTHING(m) ((void)(m))

static const char header[] = "{\"alg\":\"ES256\",\"typ\":\"akashi-sheet\"}";

static bool sign(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    return name != NULL && ec_sign(self, message, out);
}

/* What a sheet says, it says again when its signer writes it anew. */
static void sign_again(const struct certificate *sheet, struct ec_key *key)
{
    static struct certificate again;
    const struct key_port port = {.self = key, .sign = sign};
    struct bytes text = bytes_new(SHEET_MAX);
    char digest[SHEET_DIGEST_LEN + 1];

    if (sheet_sign(sheet, &port, "", &text)) {
        fuzz_hold(sheet_open(bytes_view(&text), key, &again) == ERR_OK &&
                  sheet_digest(bytes_view(&text), digest));
        fuzz_hold(again.codes == sheet->codes && again.history.count == sheet->history.count);
    }
    bytes_free(&text);
}

static bool sign_content(struct view content, const struct ec_key *key, struct bytes *out)
{
    uint8_t signature[EC_SIGNATURE_LEN] = {0};

    bytes_clear(out);
    return jws_begin(view_text(header), content, out) &&
           (key == NULL || ec_sign(key, bytes_view(out), signature)) && jws_end(signature, out);
}

/* The input as the content of a sheet whose signature holds. What has not the form of a sheet is
 * not signed: that takes longer than all the rest. */
static void open_signed(struct view content, struct ec_key *key)
{
    static struct certificate sheet;
    struct bytes text = bytes_new(2 * SHEET_MAX);

    if (sign_content(content, NULL, &text)) {
        bool formed = sheet_is(bytes_view(&text));

        fuzz_hold(sheet_open(bytes_view(&text), key, &sheet) != ERR_OK &&
                  fuzz_wiped(&sheet, sizeof sheet));
        if (formed) {
            fuzz_hold(sign_content(content, key, &text) &&
                      sheet_open(bytes_view(&text), key, &sheet) == ERR_OK);
            fuzz_hold(sheet.codes > 0 && sheet.history.found == FOUND_SOME);
            sign_again(&sheet, key);
        }
    }
    bytes_free(&text);
}

/* No two texts stand for the same bytes. */
static void decode_base64(struct view in, bool (*decode)(struct view, struct bytes *),
                          bool (*encode)(struct view, struct bytes *))
{
    struct bytes raw = bytes_new(in.len), text = bytes_new(in.len);

    if (decode(in, &raw))
        fuzz_hold(encode(bytes_view(&raw), &text) && view_equal(bytes_view(&text), in));
    else
        fuzz_hold(raw.len == 0);
    bytes_free(&raw);
    bytes_free(&text);
}

/* Whatever code a problem tells of can be passed on under its own HTTP status. */
static void pass_problem_on(struct view in)
{
    struct wire_problem told = {0}, again = {0};
    struct bytes body = bytes_new(WIRE_MAX);

    if (wire_problem_decode(in, &told) == ERR_OK) {
        struct wire_problem ours = wire_problem_of(told.code);

        fuzz_hold(wire_made(wire_problem_encode(&ours, &body)) == ERR_OK &&
                  wire_problem_decode(bytes_view(&body), &again) == ERR_OK &&
                  again.code == told.code);
    }
    bytes_free(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ec_key *key;
    static struct certificate sheet;
    struct view in = view_of(data, size);

    ROUND(offer, NOTHING);
    ROUND(await, NOTHING);
    ROUND(awaited, NOTHING);
    ROUND(open, NOTHING);
    ROUND(opened, wire_opened_free);
    ROUND(present, wire_present_free);
    ROUND(presented, wire_presented_free);
    ROUND(certificate, wire_certificate_free);
    ROUND(outcome, NOTHING);
    ROUND(nonce_ask, NOTHING);
    ROUND(nonce, NOTHING);
    ROUND(proof, wire_proof_free);
    ROUND(problem, NOTHING);
    if (key == NULL)
        key = ec_key_new();
    fuzz_hold(key != NULL && sheet_open(in, key, &sheet) != ERR_OK);
    open_signed(in, key);
    pass_problem_on(in);
    decode_base64(in, base64url_decode, base64url_encode);
    decode_base64(in, base64_decode, base64_encode);
    return 0;
}
