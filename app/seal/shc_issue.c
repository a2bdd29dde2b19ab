#include "app/seal/shc.h"

#include "app/seal/flate.h"
#include "app/seal/shc_payload.h"
#include "app/seal/shc_text.h"

#include <string.h>

enum {
    PAYLOAD_MAX = 1 << 15,
    HEADER_MAX = 128,
    JWS_ROOM = 1 << 14,
    USUAL_LEN = 2048,            /* taken at once, so that nothing is moved while it grows */
    SIGNATURE_TEXT_LEN = 1 + 86, /* a dot and 64 bytes in base64url */
};

/* Everything of all codes but their signatures. */
struct plan {
    size_t count;
    struct shc_part part[CODES_MAX];
    struct bytes unsigned_jws[CODES_MAX];
};

static void drop_plan(struct plan *plan)
{
    for (size_t i = 0; i < CODES_MAX; i++)
        bytes_free(&plan->unsigned_jws[i]);
    plan->count = 0;
}

static bool is_complete(const struct shc_issuer *issuer, const struct certificate *certificate)
{
    const struct history *history = &certificate->history;

    return history->found == FOUND_SOME && history->count > 0 && history->count <= DOSES_MAX &&
           serial_is(certificate->serial) && trust_issuer_is(issuer->iss) &&
           strlen(issuer->kid) == JWK_THUMBPRINT_LEN && certificate->holder.name[0] != 0 &&
           date_is_birth(certificate->holder.birth);
}

static size_t base64_len(size_t len)
{
    return (len * 8 + 5) / 6;
}

/* Three doses, and few people have more, fit the symbol at level M with the trees of all; where
 * they do not, what a byte less gives to the paper is worth the time. */
static bool pack(const struct shc_issuer *issuer, struct view header, struct view payload,
                 struct bytes *out)
{
    if (issuer->trees != NULL && flate_trees_pack(issuer->trees, payload, out) &&
        base64_len(header.len) + 1 + base64_len(out->len) + SIGNATURE_TEXT_LEN <= SHC_JWS_MEDIUM)
        return true;
    bytes_clear(out);
    return flate_pack(payload, out);
}

static bool make_unsigned(const struct shc_issuer *issuer, int64_t now,
                          const struct certificate *certificate, struct shc_part part,
                          struct bytes *out)
{
    struct bytes payload = bytes_new(PAYLOAD_MAX), packed = bytes_new(PAYLOAD_MAX),
                 header = bytes_new(HEADER_MAX);
    bool good = bytes_room(&payload, USUAL_LEN) != NULL && bytes_room(&packed, USUAL_LEN) != NULL &&
                bytes_room(out, USUAL_LEN) != NULL &&
                shc_payload_write(certificate, part, issuer->iss, now, &payload) &&
                shc_header_write(issuer->kid, &header) &&
                pack(issuer, bytes_view(&header), bytes_view(&payload), &packed) &&
                jws_begin(bytes_view(&header), bytes_view(&packed), out);

    bytes_free(&payload);
    bytes_free(&packed);
    bytes_free(&header);
    return good;
}

/* Plans `count` codes of nearly equal size. The plan's count stays zero when one is too long. */
static bool plan_codes(const struct shc_issuer *issuer, int64_t now,
                       const struct certificate *certificate, size_t count, struct plan *plan)
{
    size_t doses = certificate->history.count;
    bool fits = true;

    drop_plan(plan);
    for (size_t i = 0; fits && i < count; i++) {
        struct shc_part part = {doses * i / count, doses * (i + 1) / count};

        plan->part[i] = part;
        plan->unsigned_jws[i] = bytes_new(JWS_ROOM);
        if (!make_unsigned(issuer, now, certificate, part, &plan->unsigned_jws[i]))
            return false;
        fits = plan->unsigned_jws[i].len + SIGNATURE_TEXT_LEN <= SHC_JWS_MAX;
    }
    plan->count = fits ? count : 0;
    return true;
}

/* The fewest codes that fit. */
static bool make_plan(const struct shc_issuer *issuer, int64_t now,
                      const struct certificate *certificate, struct plan *plan)
{
    size_t doses = certificate->history.count;
    size_t most = doses < CODES_MAX ? doses : CODES_MAX;

    for (size_t count = 1; plan->count == 0 && count <= most; count++)
        if (!plan_codes(issuer, now, certificate, count, plan))
            return false;
    return true;
}

static bool sign_code(const struct shc_issuer *issuer, const struct key_port *keys,
                      struct bytes *jws, struct code *code)
{
    uint8_t signature[EC_SIGNATURE_LEN];

    return keys->sign(keys->self, issuer->key_name, bytes_view(jws), signature) &&
           jws_end(signature, jws) &&
           shc_text_write(bytes_view(jws), code->text, sizeof code->text);
}

static bool sign_codes(const struct shc_issuer *issuer, const struct key_port *keys,
                       struct plan *plan, struct certificate *certificate)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct dose *doses = certificate->history.doses;
        struct code *code = &certificate->code[certificate->codes++];

        code->format = CODE_SHC;
        code->first = doses[plan->part[i].from].number;
        code->last = doses[plan->part[i].until - 1].number;
        if (!sign_code(issuer, keys, &plan->unsigned_jws[i], code))
            return false;
    }
    return true;
}

static void forget_codes(struct certificate *certificate)
{
    size_t codes = certificate->codes < CODES_MAX ? certificate->codes : CODES_MAX;

    wipe(certificate->code, codes * sizeof *certificate->code);
    certificate->codes = 0;
}

enum err shc_issue(const struct shc_issuer *issuer, const struct key_port *keys, int64_t now,
                   struct certificate *certificate)
{
    struct plan plan = {0};
    enum err code = ERR_OK;

    forget_codes(certificate);
    if (!is_complete(issuer, certificate) || !make_plan(issuer, now, certificate, &plan)) {
        code = ERR_RAISE(AK_X94);
        goto out;
    }
    if (plan.count == 0) {
        code = ERR_RAISE(AK_V60);
        goto out;
    }
    if (!sign_codes(issuer, keys, &plan, certificate)) {
        code = ERR_RAISE(AK_V61);
        goto out;
    }
out:
    if (code != ERR_OK)
        forget_codes(certificate);
    drop_plan(&plan);
    return code;
}
