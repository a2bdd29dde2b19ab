#include "app/signer/signer.h"

#include "app/signer/proof.h"
#include "app/signer/signer_inside.h"
#include "drivers/host/log.h"

#include <stdio.h>
#include <stdlib.h>

int64_t signer_now(const struct signer *signer)
{
    return signer->plan.clock.seconds(signer->plan.clock.self);
}

static const char *start(struct signer *signer)
{
    const struct signer_plan *plan = &signer->plan;
    enum err code = signer_read_keys(signer);

    signer->trees = shc_trees_new(plan->keys->issuer);
    if (signer->trees == NULL)
        return "out of memory";
    if (code == ERR_OK)
        code = signer_choose(signer, KIND_DOMESTIC);
    if (code != ERR_OK)
        return err_meaning(code);
    if (!areas_open(&plan->ports, plan->areas, signer_now(signer), &signer->areas))
        return "areas.folder holds no area, or more than one signer can hold";
    return NULL;
}

struct signer *signer_open(const struct signer_plan *plan, char why[SIGNER_WHY_SIZE])
{
    struct signer *signer = calloc(1, sizeof *signer);
    const char *fault = "out of memory";

    if (signer != NULL) {
        signer->plan = *plan;
        fault = start(signer);
    }
    if (fault != NULL) {
        (void)snprintf(why, SIGNER_WHY_SIZE, "%s", fault);
        signer_close(&signer);
    }
    return signer;
}

void signer_close(struct signer **signer)
{
    if (*signer == NULL)
        return;
    areas_close(&(*signer)->areas);
    bytes_free(&(*signer)->barcode);
    flate_trees_free(&(*signer)->trees);
    free(*signer);
    *signer = NULL;
}

enum err step_proof(struct signer *signer, struct question *question)
{
    struct proof proof;
    enum err code = ERR_OK;

    question->step = "proof";
    code = proof_take(signer, question, &proof);
    if (code == ERR_OK && proof.wire.live.step == LIVENESS_RECORDS) {
        question->step = "records";
        code = step_records(signer, &proof, question->out);
    } else if (code == ERR_OK) {
        question->step = "certificate";
        code = step_certificate(signer, &proof, question->out);
    }
    proof_free(&proof);
    return code;
}

static enum err dispatch(struct signer *signer, uint8_t kind, struct question *question)
{
    switch (kind) {
    case WIRE_SIGNER_OFFER:
        return step_offer(signer, question);
    case WIRE_SIGNER_NONCE:
        return step_nonce(signer, question);
    case WIRE_SIGNER_PROOF:
        return step_proof(signer, question);
    case WIRE_SIGNER_OUTCOME:
        return step_outcome(signer, question);
    default:
        return ERR_RAISE(AK_X95);
    }
}

void signer_answer(void *self, uint8_t kind, struct view body, uint8_t *answer_kind,
                   struct bytes *answer_body)
{
    struct question question = {.body = body, .out = answer_body, .step = "unknown"};
    enum err code = dispatch(self, kind, &question);

    *answer_kind = WIRE_SIGNER_ANSWER;
    if (code != ERR_OK) {
        struct wire_problem problem = wire_problem_of(code);

        *answer_kind = WIRE_SIGNER_PROBLEM;
        bytes_clear(answer_body);
        /* An empty problem reads as one that could not be understood: nothing is issued. */
        if (!wire_problem_encode(&problem, answer_body))
            bytes_clear(answer_body);
    }
    log_write(&(struct log_entry){.step = question.step,
                                  .transaction =
                                      question.transaction[0] != 0 ? question.transaction : NULL,
                                  .area = question.area[0] != 0 ? question.area : NULL,
                                  .code = code});
}

void signer_tick(struct signer *signer)
{
    enum err code = signer_read_keys(signer);

    if (code != ERR_OK)
        log_write(&(struct log_entry){.step = "keys", .code = code});
    areas_withdraw_overdue(&signer->areas, signer_now(signer));
}
