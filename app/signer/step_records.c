#include "app/signer/proof.h"

#include <string.h>

/* The second nonce exists only where there is something to certify. */
static enum err give_second(struct proof *proof, int64_t now, const struct area_person *person,
                            uint8_t nonce[NONCE_LEN])
{
    struct nonce_memory memory = {.touched = person->touched};
    struct liveness next = proof->wire.live;
    enum err code = ERR_OK;

    memcpy(memory.person, person->index, sizeof memory.person);
    next.step = LIVENESS_CERTIFICATE;
    code = ledger_give_nonce(proof->area->ledger, now, &memory, &next);
    if (code == ERR_OK)
        memcpy(nonce, next.nonce, NONCE_LEN);
    return code;
}

static enum err present(struct proof *proof, int64_t now, struct wire_presented *out)
{
    struct nonce_memory memory = {0};
    struct area_person person = {0};
    enum err code = proof_redeem(proof, now, &memory);

    if (code == ERR_OK)
        code = proof_look_up(proof, now, &person);
    if (code == ERR_OK && person.history.found == FOUND_SOME)
        code = give_second(proof, now, &person, out->nonce);
    if (code == ERR_OK) {
        out->holder = proof->person.holder;
        out->history = person.history;
        out->traveller = person.passport.traveller;
        traveller_mask(&out->traveller);
    }
    area_person_wipe(&person);
    return code;
}

enum err step_records(struct signer *signer, struct proof *proof, struct bytes *out)
{
    struct wire_presented answer = {0};
    enum err code = ledger_begin(proof->area->ledger);

    if (code == ERR_OK)
        code = proof_settle(proof, present(proof, signer_now(signer), &answer));
    if (code == ERR_OK)
        code = wire_made(wire_presented_encode(&answer, out));
    wire_presented_free(&answer);
    return code;
}
