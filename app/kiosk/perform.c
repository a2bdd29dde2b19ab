#include "app/kiosk/perform.h"

static enum err wipe_all(struct kiosk *kiosk, struct visit *visit)
{
    kiosk->reader.disconnect(kiosk->reader.self);
    perform_close_account(kiosk, visit);
    visit_forget(visit);
    return ERR_OK;
}

static enum err remind(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    visit->reminders++;
    return ERR_OK;
}

static enum err greet(struct kiosk *kiosk, struct visit *visit)
{
    (void)visit;
    kiosk->language = kiosk->home;
    kiosk->spoken = false;
    return ERR_OK;
}

static enum err ask_here(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    visit->idle = true;
    return ERR_OK;
}

static enum err call_staff(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    visit->staff_called = true;
    return ERR_OK;
}

static enum err halt(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    atomic_store(&visit->halt, true);
    return ERR_OK;
}

typedef enum err (*performer)(struct kiosk *, struct visit *);

static const performer performers[FLOW_COMMAND_COUNT] = {
    [FLOW_DO_check_ready] = perform_check_ready,
    [FLOW_DO_greet] = greet,
    [FLOW_DO_keep_choice] = perform_keep_choice,
    [FLOW_DO_keep_consent] = perform_keep_consent,
    [FLOW_DO_ask_tries] = perform_ask_tries,
    [FLOW_DO_verify] = perform_verify,
    [FLOW_DO_read] = perform_read,
    [FLOW_DO_judge_card] = perform_judge_card,
    [FLOW_DO_open] = perform_open,
    [FLOW_DO_present] = perform_present,
    [FLOW_DO_draw_specimen] = perform_draw_specimen,
    [FLOW_DO_keep_line] = perform_keep_line,
    [FLOW_DO_keep_paper] = perform_keep_paper,
    [FLOW_DO_challenge] = perform_challenge,
    [FLOW_DO_remind] = remind,
    [FLOW_DO_ask_here] = ask_here,
    [FLOW_DO_call_staff] = call_staff,
    [FLOW_DO_ask_printer] = perform_ask_printer,
    [FLOW_DO_reserve_fee] = perform_reserve_fee,
    [FLOW_DO_halt] = halt,
    [FLOW_DO_issue] = perform_issue,
    [FLOW_DO_draw_and_look] = perform_draw_and_look,
    [FLOW_DO_print] = perform_print,
    [FLOW_DO_capture_fee] = perform_capture_fee,
    [FLOW_DO_give_back_fee] = perform_give_back_fee,
    [FLOW_DO_report] = perform_report,
    [FLOW_DO_void_serial] = perform_void_serial,
    [FLOW_DO_wipe_all] = wipe_all,
};

enum err perform(struct kiosk *kiosk, struct visit *visit, enum flow_command command)
{
    return performers[command] != NULL ? performers[command](kiosk, visit)
                                       : perform_note(kiosk, visit, command);
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
