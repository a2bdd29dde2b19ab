#include "app/signer/proof.h"

#include <string.h>

static enum err give(struct ledger *ledger, int64_t now, struct liveness *live)
{
    const struct nonce_memory nothing = {0};
    enum err code = ledger_begin(ledger);

    if (code == ERR_OK)
        code = ledger_give_nonce(ledger, now, &nothing, live);
    if (code == ERR_OK)
        code = ledger_commit(ledger);
    ledger_rollback(ledger);
    return code;
}

enum err step_nonce(struct signer *signer, struct question *question)
{
    struct wire_nonce_ask ask = {0};
    struct liveness live = {.step = LIVENESS_RECORDS};
    struct wire_nonce answer;
    struct signer_area *area = NULL;
    enum err code = wire_nonce_ask_decode(question->body, &ask);

    question->step = "nonce";
    if (code != ERR_OK)
        return code;
    memcpy(question->transaction, ask.transaction, sizeof question->transaction);
    memcpy(question->area, ask.area, sizeof question->area);
    memcpy(live.transaction, ask.transaction, sizeof live.transaction);
    memcpy(live.area, ask.area, sizeof live.area);
    memcpy(live.kiosk, ask.kiosk, sizeof live.kiosk);
    live.kind = ask.kind;
    code = areas_find(&signer->areas, ask.area, &area);
    if (code == ERR_OK)
        code = signer_choose(signer, ask.kind);
    if (code == ERR_OK)
        code = give(area->ledger, signer_now(signer), &live);
    if (code != ERR_OK)
        return code;
    memcpy(answer.nonce, live.nonce, sizeof answer.nonce);
    return wire_made(wire_nonce_encode(&answer, question->out));
}
