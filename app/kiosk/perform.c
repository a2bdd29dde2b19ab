#include "app/kiosk/perform.h"

#include <stdio.h>

enum err perform_bug(void)
{
    return ERR_RAISE(AK_X96);
}

enum err perform_check_ready(struct kiosk *kiosk, struct visit *visit)
{
    struct printer_state printer = {0};
    enum err code = perform_offer(kiosk, visit);

    if (code != ERR_OK)
        return code;
    /* Coins are counted by a port of their own; without one a fee cannot be taken, so nothing is
     * sold. */
    if (visit->offer.fee != 0)
        return ERR_RAISE(AK_S60);
    if (visit->offer.count == 0)
        return ERR_RAISE(AK_N58);
    kiosk->printer.state(kiosk->printer.self, &printer);
    visit->dpi = printer.dpi;
    return printer.ready ? ERR_OK : printer.code;
}

enum err perform_keep_choice(struct kiosk *kiosk, struct visit *visit)
{
    char id[SCREEN_ID_SIZE];

    (void)kiosk;
    for (size_t i = 0; i < visit->offer.count; i++) {
        const struct area *area = &visit->offer.at[i].area;

        for (enum kind kind = KIND_DOMESTIC; kind <= KIND_TRAVEL; kind++) {
            snprintf(id, sizeof id, "%s.%s", area->code, kind_name(kind));
            if (view_equal(view_text(id), view_text(visit->choice))) {
                visit->area = *area;
                visit->kind = kind;
                return ERR_OK;
            }
        }
    }
    return perform_bug();
}

enum err perform_keep_consent(struct kiosk *kiosk, struct visit *visit)
{
    visit->agreed = kiosk->clock.seconds(kiosk->clock.self);
    return ERR_OK;
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
    case FLOW_DO_note_not_mine:
        visit->code = ERR_RAISE(AK_S62);
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

enum err perform_wipe_all(struct kiosk *kiosk, struct visit *visit)
{
    kiosk->reader.disconnect(kiosk->reader.self);
    visit_forget(visit);
    return ERR_OK;
}

static enum err remind(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    visit->reminders++;
    return ERR_OK;
}

typedef enum err (*performer)(struct kiosk *, struct visit *);

static const performer performers[FLOW_COMMAND_COUNT] = {
    [FLOW_DO_check_ready] = perform_check_ready,
    [FLOW_DO_keep_choice] = perform_keep_choice,
    [FLOW_DO_keep_consent] = perform_keep_consent,
    [FLOW_DO_ask_tries] = perform_ask_tries,
    [FLOW_DO_verify] = perform_verify,
    [FLOW_DO_read] = perform_read,
    [FLOW_DO_judge_card] = perform_judge_card,
    [FLOW_DO_open] = perform_open,
    [FLOW_DO_present] = perform_present,
    [FLOW_DO_challenge] = perform_challenge,
    [FLOW_DO_remind] = remind,
    [FLOW_DO_issue] = perform_issue,
    [FLOW_DO_draw_and_look] = perform_draw_and_look,
    [FLOW_DO_print] = perform_print,
    [FLOW_DO_report] = perform_report,
    [FLOW_DO_void_serial] = perform_void_serial,
    [FLOW_DO_wipe_all] = perform_wipe_all,
};

enum err perform(struct kiosk *kiosk, struct visit *visit, enum flow_command command)
{
    enum err code = performers[command] != NULL ? performers[command](kiosk, visit)
                                                : perform_note(kiosk, visit, command);

    if (code != ERR_OK)
        visit->code = code;
    return code;
}

enum flow_event perform_event(enum flow_command command, enum err code)
{
    if (code == AK_C31)
        return FLOW_ON_wrong_pin;
    if (code == AK_R58)
        return FLOW_ON_none;
    if (code != ERR_OK)
        return FLOW_ON_failed;
    return command == FLOW_DO_check_ready ? FLOW_ON_ready : FLOW_ON_worked;
}
