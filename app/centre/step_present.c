#include "app/centre/judge.h"
#include "app/centre/sealed.h"

#include <string.h>

enum { CONSENT_LIFE = 3600, CONSENT_SKEW = 60 };

/* CTR-05: consent to the terms in force, given in this visit. */
static enum err judge_consent(const struct errand *errand, const struct wire_present *m)
{
    int64_t age = errand->desk->clock.seconds(errand->desk->clock.self) - m->agreed;

    if (strcmp(m->terms, errand->desk->terms) != 0)
        return ERR_RAISE(AK_N31);
    return age >= -CONSENT_SKEW && age <= CONSENT_LIFE ? ERR_OK : ERR_RAISE(AK_N64);
}

/* The files change hands: from the message to the proof. */
static void take_proof(struct errand *errand, struct wire_present *m)
{
    struct wire_proof *proof = &errand->proof;

    card_files_free(&proof->files);
    proof->files = m->files;
    m->files = (struct card_files){0};
    memcpy(proof->terms, m->terms, sizeof proof->terms);
    proof->agreed = m->agreed;
    memcpy(proof->signature, m->signature, sizeof proof->signature);
}

static enum err begin(struct errand *errand, struct view body, struct bytes *question)
{
    struct wire_present m;
    enum err code = wire_present_decode(body, &m);

    if (code == ERR_OK) {
        memcpy(errand->transaction, m.transaction, sizeof errand->transaction);
        code = sealed_open(errand, LIVENESS_RECORDS, bytes_view(&m.sealed));
    }
    if (code == ERR_OK)
        code = judge_consent(errand, &m);
    if (code == ERR_OK) {
        take_proof(errand, &m);
        code = judge_proof(errand);
    }
    if (code == ERR_OK)
        code = wire_made(wire_proof_encode(&errand->proof, question));
    wire_present_free(&m);
    return code;
}

/* The kiosk carries the proof to the next step, which only comes where there are doses. */
static enum err seal_next(const struct errand *errand, struct wire_presented *m)
{
    struct liveness next = errand->proof.live;

    bytes_clear(&m->sealed);
    if (m->history.found != FOUND_SOME)
        return ERR_OK;
    next.step = LIVENESS_CERTIFICATE;
    memcpy(next.nonce, m->nonce, sizeof next.nonce);
    return wire_made(sealed_make(errand, &next, &m->sealed));
}

/* It speaks of the card's person, and of a passport exactly where one is needed. */
static bool is_asked_for(const struct wire_presented *m, const struct errand *errand)
{
    bool travel = errand->proof.live.kind == KIND_TRAVEL && m->history.found == FOUND_SOME;

    return holder_equal(&m->holder, &errand->holder) && (m->traveller.name[0] != 0) == travel;
}

static enum err end(struct errand *errand, struct view answer, struct bytes *reply)
{
    struct wire_presented m;
    enum err code = wire_presented_decode(answer, &m);

    if (code == ERR_OK && !is_asked_for(&m, errand))
        code = ERR_RAISE(AK_N65);
    if (code == ERR_OK)
        code = seal_next(errand, &m);
    if (code == ERR_OK)
        code = wire_made(wire_presented_encode(&m, reply));
    wire_presented_free(&m);
    return code;
}

const struct step step_present = {WIRE_PRESENT,      "present", WIRE_PROOF,
                                  WIRE_TYPE_MESSAGE, begin,     end};
