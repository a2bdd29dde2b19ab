#include "app/kiosk/perform.h"

enum err perform_bug(void)
{
    return ERR_RAISE(AK_X96);
}

enum err perform_note(struct kiosk *kiosk, struct visit *visit, enum flow_command command)
{
    (void)kiosk;
    switch (command) {
    case FLOW_DO_note_stop:
        /* Whoever gives up after a failure leaves because of it. */
        if (visit->code == ERR_OK)
            visit->code = ERR_RAISE(AK_S30);
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
