/* Commands become calls on ports, and what comes back becomes events. */
#ifndef APP_KIOSK_PERFORM_H
#define APP_KIOSK_PERFORM_H

#include "app/kiosk/session.h"

/* Carries one command out. ERR_OK: it came to its good end. Otherwise the code. */
MUST_USE enum err perform(struct kiosk *kiosk, struct visit *visit, enum flow_command command);

/* The event that says how it ended. */
enum flow_event perform_event(enum flow_command command, enum err code);

/* The one place where the kiosk's own bugs, and memory that is not to be had, get their code. */
enum err perform_bug(void);

/* The parts, a file each. */
enum err perform_offer(struct kiosk *kiosk, struct visit *visit);
enum err perform_check_ready(struct kiosk *kiosk, struct visit *visit);
enum err perform_keep_choice(struct kiosk *kiosk, struct visit *visit);
enum err perform_keep_consent(struct kiosk *kiosk, struct visit *visit);
enum err perform_keep_line(struct kiosk *kiosk, struct visit *visit);
enum err perform_keep_paper(struct kiosk *kiosk, struct visit *visit);

enum err perform_ask_tries(struct kiosk *kiosk, struct visit *visit);
enum err perform_verify(struct kiosk *kiosk, struct visit *visit);
enum err perform_read(struct kiosk *kiosk, struct visit *visit);
enum err perform_judge_card(struct kiosk *kiosk, struct visit *visit);
enum err perform_sign(struct kiosk *kiosk, struct visit *visit, enum liveness_step step);
enum err perform_challenge(struct kiosk *kiosk, struct visit *visit);

enum err perform_open(struct kiosk *kiosk, struct visit *visit);
enum err perform_present(struct kiosk *kiosk, struct visit *visit);
enum err perform_issue(struct kiosk *kiosk, struct visit *visit);
enum err perform_report(struct kiosk *kiosk, struct visit *visit);
enum err perform_void_serial(struct kiosk *kiosk, struct visit *visit);

/* Tells the centre how a visit ended. */
enum err perform_tell(struct kiosk *kiosk, const struct wire_outcome *outcome);

/* On the disk before it happens. */
enum err perform_record(struct kiosk *kiosk, struct visit *visit, enum journal_step step);
enum err perform_reserve_fee(struct kiosk *kiosk, struct visit *visit);
enum err perform_capture_fee(struct kiosk *kiosk, struct visit *visit);
enum err perform_give_back_fee(struct kiosk *kiosk, struct visit *visit);

/* Closes the journal's account of this visit when nothing of it is left to be settled. */
void perform_close_account(struct kiosk *kiosk, struct visit *visit);

/* Undoes, or tells again, what an earlier process left open (kiosk->open). */
enum err perform_settle(struct kiosk *kiosk);

/* Whether the printer can take a document now. */
enum err perform_ask_printer(struct kiosk *kiosk, struct visit *visit);
enum err perform_draw_specimen(struct kiosk *kiosk, struct visit *visit);
enum err perform_draw_and_look(struct kiosk *kiosk, struct visit *visit);
enum err perform_print(struct kiosk *kiosk, struct visit *visit);

enum err perform_note(struct kiosk *kiosk, struct visit *visit, enum flow_command command);

#endif
