#include "app/seal/vds.h"

#include "app/seal/vds_message.h"
#include "app/seal/vds_text.h"
#include "crypto/barcode_signer.h"

#include <string.h>

enum { TEXT_ROOM = 1 << 14 };

/* Everything of all seals but their signatures. */
struct plan {
    size_t count;
    struct vds_part part[CODES_MAX];
    struct bytes message[CODES_MAX], text[CODES_MAX];
};

static bool is_same_key(const struct ec_key *a, const struct ec_key *b)
{
    uint8_t of_a[EC_POINT_LEN], of_b[EC_POINT_LEN];

    return a != NULL && b != NULL && ec_key_point(a, of_a) && ec_key_point(b, of_b) &&
           memcmp(of_a, of_b, sizeof of_a) == 0;
}

bool vds_issuer_fits(const struct vds_issuer *issuer, const struct key_port *keys)
{
    struct barcode_signer *signer = barcode_signer_read(issuer->certificate);
    struct ec_key *certified = ec_key_from_der(issuer->certificate),
                  *held = keys->public_key(keys->self, issuer->key_name);
    bool fits = signer != NULL && vds_state_is(issuer->state) &&
                barcode_signer_is_for(signer, BARCODE_VACCINATION) &&
                barcode_signer_does(signer, "ES256") && is_same_key(certified, held);

    barcode_signer_free(&signer);
    ec_key_free(&certified);
    ec_key_free(&held);
    return fits;
}

static void drop_plan(struct plan *plan)
{
    for (size_t i = 0; i < CODES_MAX; i++) {
        bytes_free(&plan->message[i]);
        bytes_free(&plan->text[i]);
    }
    plan->count = 0;
}

static bool is_complete(const struct vds_issuer *issuer, const struct certificate *certificate)
{
    const struct history *history = &certificate->history;

    return certificate->kind == KIND_TRAVEL && history->found == FOUND_SOME && history->count > 0 &&
           history->count <= DOSES_MAX && serial_is(certificate->serial) &&
           vds_state_is(issuer->state) && issuer->certificate.len > 0;
}

static bool make_unsigned(const struct vds_issuer *issuer, const struct certificate *certificate,
                          size_t i, struct plan *plan)
{
    plan->message[i] = bytes_new(TEXT_ROOM);
    plan->text[i] = bytes_new(TEXT_ROOM);
    return vds_message_write(certificate, plan->part[i], issuer->state, &plan->message[i]) &&
           vds_text_begin(bytes_view(&plan->message[i]), issuer->certificate, &plan->text[i]);
}

/* Plans `count` seals of nearly equal size. The plan's count stays zero when one is too long. */
static bool plan_seals(const struct vds_issuer *issuer, const struct certificate *certificate,
                       size_t count, struct plan *plan)
{
    size_t doses = certificate->history.count;
    bool fits = true;

    drop_plan(plan);
    for (size_t i = 0; fits && i < count; i++) {
        plan->part[i] = (struct vds_part){doses * i / count, doses * (i + 1) / count};
        if (!make_unsigned(issuer, certificate, i, plan))
            return false;
        fits = plan->text[i].len + VDS_TEXT_END_LEN <= VDS_MADE_MAX;
    }
    plan->count = fits ? count : 0;
    return true;
}

/* The fewest seals that fit beside the codes there are. */
static bool make_plan(const struct vds_issuer *issuer, const struct certificate *certificate,
                      struct plan *plan)
{
    size_t doses = certificate->history.count, room = CODES_MAX - certificate->codes;
    size_t most = doses < room ? doses : room;

    for (size_t count = 1; plan->count == 0 && count <= most; count++)
        if (!plan_seals(issuer, certificate, count, plan))
            return false;
    return true;
}

static bool sign_seal(const struct vds_issuer *issuer, const struct key_port *keys, size_t i,
                      struct plan *plan)
{
    uint8_t signature[EC_SIGNATURE_LEN];

    return keys->sign(keys->self, issuer->key_name, bytes_view(&plan->message[i]), signature) &&
           vds_text_end(view_of(signature, sizeof signature), &plan->text[i]);
}

/* Signs all, and only then adds any. */
static bool sign_seals(const struct vds_issuer *issuer, const struct key_port *keys,
                       struct plan *plan, struct certificate *certificate)
{
    const struct dose *doses = certificate->history.doses;

    for (size_t i = 0; i < plan->count; i++)
        if (!sign_seal(issuer, keys, i, plan))
            return false;
    for (size_t i = 0; i < plan->count; i++) {
        struct code *code = &certificate->code[certificate->codes++];

        code->format = CODE_VDS_NC;
        code->first = doses[plan->part[i].from].number;
        code->last = doses[plan->part[i].until - 1].number;
        memcpy(code->text, plan->text[i].at, plan->text[i].len);
        code->text[plan->text[i].len] = 0;
    }
    return true;
}

/* Takes out the seals of this format and moves the rest together. */
static void forget_seals(struct certificate *certificate)
{
    size_t kept = 0;

    for (size_t i = 0; i < certificate->codes; i++)
        if (certificate->code[i].format != CODE_VDS_NC && kept++ != i)
            certificate->code[kept - 1] = certificate->code[i];
    wipe(certificate->code + kept, (certificate->codes - kept) * sizeof *certificate->code);
    certificate->codes = kept;
}

enum err vds_issue(const struct vds_issuer *issuer, const struct key_port *keys,
                   struct certificate *certificate)
{
    struct plan plan = {0};
    enum err code = ERR_OK;
    bool complete = false;

    forget_seals(certificate);
    complete = is_complete(issuer, certificate);
    if (complete && !vds_message_can_say(certificate)) {
        code = ERR_RAISE(AK_T60);
        goto out;
    }
    if (!complete || !make_plan(issuer, certificate, &plan)) {
        code = ERR_RAISE(AK_T90);
        goto out;
    }
    if (plan.count == 0) {
        code = ERR_RAISE(AK_T61);
        goto out;
    }
    if (!sign_seals(issuer, keys, &plan, certificate))
        code = ERR_RAISE(AK_T62);
out:
    drop_plan(&plan);
    return code;
}
