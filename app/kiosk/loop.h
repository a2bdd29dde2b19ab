/* The loop: the only place of the kiosk that waits. */
#ifndef APP_KIOSK_LOOP_H
#define APP_KIOSK_LOOP_H

#include "app/kiosk/session.h"

/* Leads one visit from `starting` to `end`. Returns ERR_OK when a certificate was delivered into a
 * hand, otherwise why not; the visit is forgotten by then but for what visit_forget keeps. */
MUST_USE enum err loop_run(struct kiosk *kiosk, struct visit *visit);

#endif
