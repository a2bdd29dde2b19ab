#include "app/signer/proof.h"

#include "crypto/base/hex.h"

#include <string.h>

enum { CONSENT_SECONDS = 60 * 60, CLOCKS_APART_SECONDS = 5 * 60, WHO_BYTES = 16 };

_Static_assert(2 * WHO_BYTES < LEDGER_WHO_SIZE, "the kiosk's name fits into an entry");

/* The resident agreed in this visit, not in another one. */
static enum err judge_consent(const struct wire_proof *wire, int64_t now)
{
    bool fits = wire->terms[0] != 0 && wire->agreed <= now + CLOCKS_APART_SECONDS &&
                wire->agreed >= now - CONSENT_SECONDS;

    return fits ? ERR_OK : ERR_RAISE(AK_R06);
}

static enum err judge(const struct signer *signer, struct proof *proof)
{
    const struct wire_proof *wire = &proof->wire;
    uint8_t digest[SHA256_LEN];
    struct card_judgement card = card_judge(&wire->files, signer->plan.roots, &proof->person);
    enum err code = ERR_OK;

    if (card.verdict != CARD_AUTHENTIC)
        return card.code;
    if (!liveness_digest(&wire->live, &wire->files, digest))
        return wire_made(false);
    code = liveness_check(&wire->files, digest, view_of(wire->signature, sizeof wire->signature));
    return code != ERR_OK ? code : judge_consent(wire, signer_now(signer));
}

enum err proof_take(struct signer *signer, struct question *question, struct proof *out)
{
    enum err code = ERR_OK;

    *out = (struct proof){0};
    code = wire_proof_decode(question->body, &out->wire);
    if (code != ERR_OK)
        return code;
    memcpy(question->transaction, out->wire.live.transaction, sizeof question->transaction);
    memcpy(question->area, out->wire.live.area, sizeof question->area);
    hex_encode(view_of(out->wire.live.kiosk, WHO_BYTES), out->who);
    code = areas_find(&signer->areas, out->wire.live.area, &out->area);
    if (code == ERR_OK)
        out->verdict = judge(signer, out);
    return code;
}

void proof_free(struct proof *proof)
{
    wire_proof_free(&proof->wire);
    wipe(proof, sizeof *proof);
}

/* Whatever the first arrival brought ends with the second one (R1). */
static enum err end_transaction(struct proof *proof, int64_t now, enum err twice)
{
    const char *transaction = proof->wire.live.transaction;
    enum err code = ledger_void(proof->area->ledger, now, transaction);

    if (code == ERR_OK)
        code = ledger_end_nonces(proof->area->ledger, now, transaction);
    return code == ERR_OK ? twice : code;
}

enum err proof_redeem(struct proof *proof, int64_t now, struct nonce_memory *memory)
{
    enum err code = ledger_redeem_nonce(proof->area->ledger, now, &proof->wire.live, memory);

    if (code == AK_R64)
        return end_transaction(proof, now, code);
    return code == ERR_OK ? proof->verdict : code;
}

enum err proof_settle(struct proof *proof, enum err code)
{
    enum err written = ERR_OK;

    if (code != AK_R04)
        written = ledger_commit(proof->area->ledger);
    ledger_rollback(proof->area->ledger);
    return code == ERR_OK ? written : code;
}

static enum err log_access(struct proof *proof, int64_t now, const struct area_person *person)
{
    return ledger_write(proof->area->ledger,
                        &(struct ledger_entry){.what = "access",
                                               .transaction = proof->wire.live.transaction,
                                               .serial = "",
                                               .who = proof->who,
                                               .why = proof->wire.live.step == LIVENESS_RECORDS
                                                          ? "records for a certificate"
                                                          : "certificate",
                                               .whom = view_of(person->index, sizeof person->index),
                                               .as_of = person->history.as_of,
                                               .at = now});
}

enum err proof_look_up(struct proof *proof, int64_t now, struct area_person *out)
{
    enum err code =
        area_look_up(proof->area->records, proof->person.number, proof->wire.live.kind, out);

    if (code == ERR_OK)
        code = log_access(proof, now, out);
    if (code == ERR_OK)
        code = area_admit(out, &proof->person.holder);
    /* Whoever has no dose is told so, and not sent for a passport first (R13). */
    if (code == ERR_OK && proof->wire.live.kind == KIND_TRAVEL && out->history.found == FOUND_SOME)
        code = area_admit_travel(out, date_of_unix(now));
    return code;
}
