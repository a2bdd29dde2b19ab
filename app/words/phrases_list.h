/* Every phrase that the kiosk says on a screen, once: P(name). Its words are in po/ja.po and its
 * sisters. One whose name ends in _title is the question or request at the top of a screen; it may
 * hold readings ({kanji|kana}) and breaks. */
#ifndef APP_WORDS_PHRASES_LIST_H
#define APP_WORDS_PHRASES_LIST_H

/* clang-format off */
#define PHRASES(P) \
    /* The six steps at the top: a word or two each. */ \
    P(step_1) \
    P(step_2) \
    P(step_3) \
    P(step_4) \
    P(step_5) \
    P(step_6) \
    /* The foot, the same on every screen. */ \
    P(foot_back) \
    P(foot_stop) \
    P(foot_staff) \
    P(foot_not_mine) \
    P(foot_no_back) \
    P(foot_no_stop) \
    P(foot_no_staff) \
    P(tool_voice) \
    P(foot_kiosk) \
    P(foot_version) \
    /* Over any screen. */ \
    P(idle) \
    P(idle_here) \
    P(staff_called) \
    P(wait_card) \
    P(wait_here) \
    P(date) \
    P(use_domestic) \
    P(use_travel) \
    P(end_visit) \
    /* starting, forget, end */ \
    P(starting_title) \
    P(forget_title) \
    P(end_title) \
    /* welcome */ \
    P(welcome_title) \
    P(welcome_help) \
    P(welcome_needs) \
    P(welcome_pin) \
    P(welcome_fee) \
    P(open_hours) \
    P(welcome_start) \
    /* choose */ \
    P(choose_title) \
    P(choose_help) \
    /* consent: the terms themselves, in plain words */ \
    P(consent_title) \
    P(consent_version) \
    P(consent_reads) \
    P(consent_purpose) \
    P(consent_goes) \
    P(consent_kept) \
    P(consent_logged) \
    P(consent_fee) \
    P(consent_free) \
    P(consent_yes) \
    P(consent_no) \
    /* lay_card, tries */ \
    P(lay_card_title) \
    P(lay_card_help) \
    P(lay_card_leave) \
    P(tries_title) \
    /* pin, last_try */ \
    P(pin_title) \
    P(pin_help) \
    P(pin_tries) \
    P(pin_wrong) \
    P(pin_missing) \
    P(pin_enter) \
    P(pin_back) \
    P(pin_clear) \
    P(pin_typed) \
    P(last_try_title) \
    P(last_try_notice) \
    P(last_try_wrong) \
    P(last_try_locks) \
    P(last_try_mend) \
    P(last_try_no) \
    P(last_try_yes) \
    /* reading, checking, confirm, issuing, looking: what the machine is doing */ \
    P(checking_title) \
    P(confirm_title) \
    P(issuing_title) \
    P(tick_pin) \
    P(tick_read) \
    P(tick_genuine) \
    P(tick_records) \
    P(tick_issue) \
    P(tick_look) \
    /* records, which_dose */ \
    P(records_title) \
    P(records_birth) \
    P(records_number) \
    P(records_date) \
    P(records_product) \
    P(records_lot) \
    P(records_nth) \
    P(records_help) \
    P(records_yes) \
    P(records_differs) \
    P(which_title) \
    P(which_help) \
    P(which_other) \
    /* passport */ \
    P(passport_title) \
    P(passport_help) \
    P(passport_name) \
    P(passport_nationality) \
    P(passport_number) \
    P(passport_yes) \
    P(passport_no) \
    /* preview */ \
    P(preview_title) \
    P(preview_help) \
    P(preview_kind) \
    P(preview_name) \
    P(preview_birth) \
    P(preview_doses) \
    P(preview_fee) \
    P(preview_yes) \
    P(preview_large) \
    P(preview_usual) \
    /* take_card, clear_deck */ \
    P(take_card_title) \
    P(take_card_help) \
    P(take_card_first) \
    /* paying, printing, stop_printing, stopping */ \
    P(paying_title) \
    P(paying_help) \
    P(paying_paid) \
    P(paying_back) \
    P(printing_title) \
    P(printing_help) \
    P(printing_sheet) \
    P(printing_fee) \
    P(printing_free) \
    P(stop_printing_title) \
    P(stop_printing_help) \
    P(stop_printing_no) \
    P(stop_printing_yes) \
    P(stopping_title) \
    /* take_paper, reporting, done */ \
    P(take_paper_title) \
    P(take_paper_help) \
    P(take_paper_where) \
    P(take_paper_yes) \
    P(reporting_title) \
    P(done_title) \
    P(done_help) \
    P(done_card) \
    P(done_card_back) \
    P(done_paper) \
    P(done_sheets) \
    P(done_fee) \
    P(done_yen) \
    P(done_data) \
    P(done_nothing) \
    /* refused: what could not be done */ \
    P(refused_title) \
    P(refused_none_title) \
    P(refused_unsure_title) \
    P(refused_card_title) \
    P(refused_other_card_title) \
    P(refused_pin_title) \
    P(refused_away_title) \
    P(refused_travel_title) \
    P(refused_closed_title) \
    P(refused_print_title) \
    P(refused_paper_left_title) \
    P(refused_stop_title) \
    P(refused_idle_title) \
    P(refused_told_title) \
    P(refused_what) \
    P(refused_advice) \
    P(refused_no_fee) \
    P(refused_fee_back) \
    P(refused_fee_taken) \
    P(refused_not_none) \
    P(refused_elsewhere) \
    P(any_municipality) \
    P(refused_card_lies) \
    P(refused_reference) \
    P(refused_again) \
    /* out_of_service: first for the public, then for whoever mends it */ \
    P(out_title) \
    P(out_help) \
    P(out_elsewhere) \
    P(out_technician) \
    P(out_reader) \
    P(out_line) \
    P(out_printer) \
    P(out_well) \
    P(out_fault) \
    P(out_unknown)
/* clang-format on */

#endif
