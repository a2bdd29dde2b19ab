#include "app/kiosk/perform.h"

enum err perform_bug(void)
{
    return ERR_RAISE(AK_X96);
}

/* Whoever gives up after a failure leaves because of it. Whoever stops a document that prints is
 * noted twice: only at its end is it known whether something of it came out. */
static void note_stop(struct visit *visit)
{
    static const enum err stopped = ERR_RAISE(AK_S30);

    if (visit->code != ERR_OK && visit->code != stopped)
        return;
    visit->code = visit->sheets > 0 ? ERR_RAISE(AK_P74) : stopped;
}

enum err perform_note(struct kiosk *kiosk, struct visit *visit, enum flow_command command)
{
    (void)kiosk;
    switch (command) {
    case FLOW_DO_note_stop:
        note_stop(visit);
        return ERR_OK;
    case FLOW_DO_note_idle:
        visit->code = ERR_RAISE(AK_S31);
        return ERR_OK;
    case FLOW_DO_note_differs:
        visit->code = ERR_RAISE(AK_S61);
        return ERR_OK;
    case FLOW_DO_note_passport:
        visit->code = ERR_RAISE(AK_S34);
        return ERR_OK;
    case FLOW_DO_note_not_mine:
        visit->code = ERR_RAISE(AK_S62);
        return ERR_OK;
    case FLOW_DO_note_closed:
        visit->code = ERR_RAISE(AK_N59);
        return ERR_OK;
    case FLOW_DO_note_gone:
        visit->code = ERR_RAISE(AK_C38);
        return ERR_OK;
    case FLOW_DO_note_no_reader:
        visit->code = reader_failure(READER_MISSING);
        return ERR_OK;
    case FLOW_DO_note_no_card:
        visit->code = ERR_RAISE(AK_C30);
        return ERR_OK;
    case FLOW_DO_note_card_left:
        visit->code = ERR_RAISE(AK_C34);
        return ERR_OK;
    case FLOW_DO_note_paper_left:
        visit->code = ERR_RAISE(AK_P58);
        return ERR_OK;
    default:
        return ERR_OK;
    }
}
