#include "app/centre/steps.h"

#include <string.h>

/* Relayed, never kept (CTR-17): a report that is lost is made good by the vrs's own limit. */
static enum err begin(struct errand *errand, struct view body, struct bytes *question)
{
    struct wire_outcome m;
    enum err code = wire_outcome_decode(body, &m);

    if (code != ERR_OK)
        return code;
    memcpy(errand->transaction, m.transaction, sizeof errand->transaction);
    return wire_made(wire_outcome_encode(&m, question));
}

static enum err end(struct errand *errand, struct view answer, struct bytes *reply)
{
    (void)errand, (void)answer, (void)reply;
    return ERR_OK;
}

const struct step step_outcome = {WIRE_OUTCOME,      "outcome", WIRE_OUTCOME,
                                  WIRE_TYPE_MESSAGE, begin,     end};
