#include "app/centre/judge.h"

static enum err judge_card(struct errand *errand)
{
    struct card_person person = {0};
    struct card_judgement judgement =
        card_judge(&errand->proof.files, &errand->desk->roots, &person);

    if (judgement.verdict == CARD_AUTHENTIC)
        errand->holder = person.holder;
    card_person_wipe(&person);
    return judgement.code;
}

enum err judge_proof(struct errand *errand)
{
    const struct wire_proof *proof = &errand->proof;
    uint8_t digest[SHA256_LEN];
    enum err code = judge_card(errand);

    if (code == ERR_OK)
        code = wire_made(liveness_digest(&proof->live, &proof->files, digest));
    if (code == ERR_OK)
        code = liveness_check(&proof->files, digest,
                              view_of(proof->signature, sizeof proof->signature));
    return code;
}
