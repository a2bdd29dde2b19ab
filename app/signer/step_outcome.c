#include "app/area/incidents.h"
#include "app/area/issues.h"
#include "app/area/nonces.h"
#include "app/signer/signer_inside.h"

#include <string.h>

/* What the resident said, and a person has to look into. */
static bool is_incident(enum err code)
{
    return code == AK_S61 || code == AK_S62;
}

/* An ended transaction takes its nonces with it: a certificate that is asked for late must not come
 * into being behind the report. */
static enum err report(struct ledger *ledger, int64_t now, const struct wire_outcome *outcome)
{
    enum err code = ledger_end_nonces(ledger, now, outcome->transaction);

    if (code == ERR_OK && is_incident(outcome->code))
        code =
            ledger_note_incident(ledger, now, outcome->transaction, outcome->code, outcome->dose);
    if (code != ERR_OK)
        return code;
    return outcome->delivered
               ? ledger_delivered(ledger, now, outcome->transaction, outcome->sheets)
               : ledger_undelivered(ledger, now, outcome->transaction, outcome->code);
}

/* *known: this area is the one. */
static enum err try_area(struct signer_area *area, int64_t now, const struct wire_outcome *outcome,
                         bool *known)
{
    enum err code = ledger_begin(area->ledger), written = ERR_OK;

    *known = false;
    if (code == ERR_OK)
        code = ledger_knows(area->ledger, outcome->transaction, known);
    if (code == ERR_OK && *known)
        code = report(area->ledger, now, outcome);
    if (code != AK_R04)
        written = ledger_commit(area->ledger);
    ledger_rollback(area->ledger);
    return code == ERR_OK ? written : code;
}

/* The report names no area: it travels without a word about the person's home (KSK-28). */
enum err step_outcome(struct signer *signer, struct question *question)
{
    struct wire_outcome outcome = {0};
    bool known = false;
    enum err code = wire_outcome_decode(question->body, &outcome);

    question->step = "outcome";
    if (code != ERR_OK)
        return code;
    memcpy(question->transaction, outcome.transaction, sizeof question->transaction);
    for (size_t i = 0; code == ERR_OK && !known && i < signer->areas.count; i++) {
        struct signer_area *area = &signer->areas.at[i];

        if (area->ledger == NULL)
            continue;
        code = try_area(area, signer_now(signer), &outcome, &known);
        if (known)
            memcpy(question->area, area->code, sizeof question->area);
    }
    if (code == ERR_OK && !known && outcome.delivered)
        code = ledger_unknown();
    return code;
}
