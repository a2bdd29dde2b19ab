#include "app/vrs/passage.h"

#include "app/wire/sheet.h"

#include <string.h>

/* --- offer ---------------------------------------------------------------------- */

/* It is asked without a body; whatever came in its place ends here. */
static enum err ask_nothing(struct view body, struct passage_facts *facts, struct bytes *out)
{
    (void)body, (void)facts, (void)out;
    return ERR_OK;
}

static enum err answer_offer(struct view body, struct passage_facts *facts, struct bytes *out)
{
    struct wire_offer m;
    enum err code = wire_offer_decode(body, &m);

    (void)facts;
    return code != ERR_OK ? code : wire_made(wire_offer_encode(&m, out));
}

/* --- nonce ---------------------------------------------------------------------- */

static enum err ask_nonce(struct view body, struct passage_facts *facts, struct bytes *out)
{
    struct wire_nonce_ask m;
    enum err code = wire_nonce_ask_decode(body, &m);

    if (code != ERR_OK)
        return code;
    memcpy(facts->transaction, m.transaction, sizeof facts->transaction);
    memcpy(facts->area, m.area, sizeof facts->area);
    return wire_made(wire_nonce_ask_encode(&m, out));
}

static enum err answer_nonce(struct view body, struct passage_facts *facts, struct bytes *out)
{
    struct wire_nonce m;
    enum err code = wire_nonce_decode(body, &m);

    (void)facts;
    return code != ERR_OK ? code : wire_made(wire_nonce_encode(&m, out));
}

/* --- proof ---------------------------------------------------------------------- */

static enum err ask_proof(struct view body, struct passage_facts *facts, struct bytes *out)
{
    struct wire_proof m;
    enum err code = wire_proof_decode(body, &m);

    if (code == ERR_OK) {
        memcpy(facts->transaction, m.live.transaction, sizeof facts->transaction);
        memcpy(facts->area, m.live.area, sizeof facts->area);
        facts->step = m.live.step;
        code = wire_made(wire_proof_encode(&m, out));
    }
    wire_proof_free(&m);
    return code;
}

static enum err answer_presented(struct view body, struct bytes *out)
{
    struct wire_presented m;
    enum err code = wire_presented_decode(body, &m);

    if (code == ERR_OK)
        code = wire_made(wire_presented_encode(&m, out));
    wire_presented_free(&m);
    return code;
}

/* The sheet stays as it left the signer, byte for byte; what is none does not pass. */
static enum err answer_sheet(struct view body, struct passage_facts *facts, struct bytes *out)
{
    if (!sheet_is(body))
        return ERR_RAISE(AK_N97);
    facts->type = WIRE_TYPE_SHEET;
    return wire_made(bytes_append(out, body));
}

static enum err answer_proof(struct view body, struct passage_facts *facts, struct bytes *out)
{
    return facts->step == LIVENESS_CERTIFICATE ? answer_sheet(body, facts, out)
                                               : answer_presented(body, out);
}

/* --- outcome -------------------------------------------------------------------- */

static enum err ask_outcome(struct view body, struct passage_facts *facts, struct bytes *out)
{
    struct wire_outcome m;
    enum err code = wire_outcome_decode(body, &m);

    if (code != ERR_OK)
        return code;
    memcpy(facts->transaction, m.transaction, sizeof facts->transaction);
    return wire_made(wire_outcome_encode(&m, out));
}

static enum err answer_nothing(struct view body, struct passage_facts *facts, struct bytes *out)
{
    (void)body, (void)facts, (void)out;
    return ERR_OK;
}

static const struct passage passages[] = {
    {WIRE_OFFER, "offer", WIRE_SIGNER_OFFER, ask_nothing, answer_offer},
    {WIRE_NONCE, "nonce", WIRE_SIGNER_NONCE, ask_nonce, answer_nonce},
    {WIRE_PROOF, "proof", WIRE_SIGNER_PROOF, ask_proof, answer_proof},
    {WIRE_OUTCOME, "outcome", WIRE_SIGNER_OUTCOME, ask_outcome, answer_nothing},
};

const struct passage *passage_for(const char *path)
{
    for (size_t i = 0; i < sizeof passages / sizeof *passages; i++)
        if (strcmp(passages[i].path, path) == 0)
            return &passages[i];
    return NULL;
}
