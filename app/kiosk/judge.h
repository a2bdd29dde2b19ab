/* The last look's judgement: what was decoded from the very pages that will be printed, held
 * against the signed sheet and against the card of this visit (KSK-16, KSK-18, R1). */
#ifndef APP_KIOSK_JUDGE_H
#define APP_KIOSK_JUDGE_H

#include "app/kiosk/session.h"
#include "print/look.h"

/* ERR_OK: these pages are this person's. Otherwise not a byte may go to the printer. */
MUST_USE enum err judge_pages(const struct kiosk *kiosk, const struct visit *visit,
                              const struct look *seen);

#endif
