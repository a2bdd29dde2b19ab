/* What both steps with a card in them ask of it. */
#ifndef APP_CENTRE_JUDGE_H
#define APP_CENTRE_JUDGE_H

#include "app/centre/steps.h"

/* The files of the errand's proof are an authentic card's (CTR-03), and that card signed this very
 * step (KSK-05). Fills errand->holder. */
MUST_USE enum err judge_proof(struct errand *errand);

#endif
