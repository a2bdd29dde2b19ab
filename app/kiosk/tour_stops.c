#include "app/kiosk/tour_stops.h"

#include <stdio.h>

#define DONE(command) ((uint64_t)1 << FLOW_DO_##command)

/* clang-format off */
const struct tour_stop tour_stops[] = {
    {.state = FLOW_starting, .early = true},
    {.state = FLOW_welcome, .early = true},
    {.state = FLOW_welcome, .name = "fee", .early = true, .fee = 350},
    {.state = FLOW_choose, .early = true},
    {.state = FLOW_choose, .name = "idle", .early = true, .idle = true},
    {.state = FLOW_consent, .early = true},
    {.state = FLOW_consent, .name = "staff", .early = true, .staff = true},
    {.state = FLOW_lay_card, .early = true},
    {.state = FLOW_tries, .early = true},
    {.state = FLOW_pin, .name = "3-tries", .early = true, .tries = 3},
    {.state = FLOW_pin, .name = "wrong", .early = true, .tries = 2, .code = AK_C31},
    {.state = FLOW_pin, .name = "last", .early = true, .tries = 1},
    {.state = FLOW_last_try, .early = true, .tries = 1},
    {.state = FLOW_last_try, .name = "wrong", .early = true, .tries = 1, .code = AK_C31},
    {.state = FLOW_reading, .early = true},
    {.state = FLOW_checking, .early = true, .done = DONE(verify) | DONE(read) | DONE(judge_card)},
    {.state = FLOW_records, .name = "1-dose", .doses = 1},
    {.state = FLOW_records, .name = "4-doses", .doses = 4},
    {.state = FLOW_records, .name = "10-doses", .doses = 10},
    {.state = FLOW_records, .name = "long-name", .long_name = true},
    {.state = FLOW_which_dose, .name = "1-dose", .doses = 1},
    {.state = FLOW_which_dose, .name = "10-doses", .doses = 10},
    {.state = FLOW_passport, .travel = true},
    {.state = FLOW_preview},
    {.state = FLOW_preview, .name = "large", .large = true},
    {.state = FLOW_preview, .name = "travel", .travel = true, .fee = 350},
    {.state = FLOW_preview, .name = "long-name", .long_name = true, .doses = 10},
    {.state = FLOW_confirm},
    {.state = FLOW_take_card, .name = "stage-1"},
    {.state = FLOW_take_card, .name = "stage-2", .reminders = 1},
    {.state = FLOW_take_card, .name = "stage-3", .reminders = 3, .staff = true},
    {.state = FLOW_paying, .fee = 350, .paid = 100},
    {.state = FLOW_issuing},
    {.state = FLOW_looking, .done = DONE(issue)},
    {.state = FLOW_clear_deck, .reminders = 1},
    {.state = FLOW_printing, .printing = 1},
    {.state = FLOW_printing, .name = "2-of-3", .printing = 2, .sheets = 3, .fee = 350},
    {.state = FLOW_stop_printing, .printing = 1},
    {.state = FLOW_stopping},
    {.state = FLOW_take_paper, .name = "stage-1"},
    {.state = FLOW_take_paper, .name = "stage-2", .reminders = 1, .sheets = 3},
    {.state = FLOW_take_paper, .name = "stage-3", .reminders = 2},
    {.state = FLOW_reporting},
    {.state = FLOW_done},
    {.state = FLOW_done, .name = "fee", .fee = 350, .money = FEE_CAPTURED, .sheets = 3},
    {.state = FLOW_refused, .name = "no-card", .code = AK_C30, .early = true},
    {.state = FLOW_refused, .name = "card-unread", .code = AK_C02, .early = true},
    {.state = FLOW_refused, .name = "card-away", .code = AK_C38, .early = true},
    {.state = FLOW_refused, .name = "pin-blocked", .code = AK_C32, .early = true},
    {.state = FLOW_refused, .name = "other-card", .code = AK_C35, .early = true},
    {.state = FLOW_refused, .name = "card-expired", .code = AK_C36, .early = true},
    {.state = FLOW_refused, .name = "card-altered", .code = AK_C61, .early = true},
    {.state = FLOW_refused, .name = "card-left", .code = AK_C34},
    {.state = FLOW_refused, .name = "none", .code = AK_R58, .early = true},
    {.state = FLOW_refused, .name = "unsure-line", .code = AK_N28, .unchecked = true},
    {.state = FLOW_refused, .name = "unsure-records", .code = AK_R28, .unchecked = true},
    {.state = FLOW_refused, .name = "name", .code = AK_P71, .unchecked = true},
    {.state = FLOW_refused, .name = "differs", .code = AK_S61, .reference = true},
    {.state = FLOW_refused, .name = "no-passport", .code = AK_R32, .travel = true},
    {.state = FLOW_refused, .name = "other-passport", .code = AK_S34, .travel = true},
    {.state = FLOW_refused, .name = "not-signed", .code = AK_K62},
    {.state = FLOW_refused, .name = "jam", .code = AK_P65, .fee = 350, .money = FEE_GIVEN_BACK},
    {.state = FLOW_refused, .name = "paper-left", .code = AK_P58, .fee = 350, .money = FEE_CAPTURED},
    {.state = FLOW_refused, .name = "not-mine", .code = AK_S62, .staff = true},
    {.state = FLOW_refused, .name = "stopped", .code = AK_S30, .early = true},
    {.state = FLOW_refused, .name = "idle", .code = AK_S31, .early = true},
    {.state = FLOW_refused, .name = "closed", .code = AK_N59, .early = true},
    {.state = FLOW_refused, .name = "bug", .code = AK_X96},
    {.state = FLOW_out_of_service, .name = "no-paper", .code = AK_P64, .early = true},
    {.state = FLOW_out_of_service, .name = "no-line", .code = AK_N28, .early = true},
    {.state = FLOW_out_of_service, .name = "closed", .code = AK_N58, .early = true, .closed = true},
    {.state = FLOW_forget},
    {.state = FLOW_end},
};
/* clang-format on */

const size_t tour_count = sizeof tour_stops / sizeof *tour_stops;

static const struct area areas[] = {
    {"131105", "目黒区", "Meguro City", "目黒区長", "Mayor of Meguro City"},
    {"131130", "渋谷区", "Shibuya City", "渋谷区長", "Mayor of Shibuya City"},
    {"131121", "世田谷区", "Setagaya City", "世田谷区長", "Mayor of Setagaya City"},
};

static const struct wire_notice closing = {
    "システムの入れ替えのため、14時まで休止します。",
    "Closed until 14:00: the system is being renewed.",
    "系统更换中，14点前暂停受理。",
    "시스템 교체로 14시까지 쉽니다.",
};

static void fill_offer(const struct tour_stop *stop, struct wire_offer *offer)
{
    snprintf(offer->terms, sizeof offer->terms, "2026-1");
    offer->fee = stop->fee;
    offer->closed = stop->closed;
    if (stop->closed) {
        offer->opens = 6 * 60 + 30;
        offer->closes = 23 * 60;
        offer->notice = closing;
    }
    offer->count = sizeof areas / sizeof *areas;
    for (size_t i = 0; i < offer->count; i++)
        offer->at[i] = (struct wire_offered){areas[i], true, i < 2};
}

static void fill_history(const struct tour_stop *stop, struct history *history)
{
    static const char *const products[] = {"comirnaty", "comirnaty", "spikevax-50",
                                           "comirnaty-5-11-ba45", "nuvaxovid"};

    history->found = FOUND_SOME;
    history->count = stop->doses > 0 ? (size_t)stop->doses : 3;
    for (size_t i = 0; i < history->count; i++) {
        struct dose *dose = &history->doses[i];

        dose->number = (int)i + 1;
        dose->date = (struct date){2021 + (int)i / 3, 1 + (int)i % 3 * 5, 4 + (int)i * 2};
        snprintf(dose->product, sizeof dose->product, "%s", products[i % 5]);
        snprintf(dose->lot, sizeof dose->lot, "MX%04zu", 1042 + i * 145);
        snprintf(dose->country, sizeof dose->country, "JPN");
    }
}

static void fill_person(const struct tour_stop *stop, struct visit *visit)
{
    visit->person.holder.birth = (struct date){1968, 4, 12};
    snprintf(visit->person.holder.name, HOLDER_NAME_SIZE, "%s",
             stop->long_name ? "見本あいうえおかきくけこさしすせそ　"
                               "たちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
                             : "見本　花子");
    if (!stop->unchecked)
        fill_history(stop, &visit->history);
    if (stop->travel)
        visit->traveller = (struct traveller){"MIHON HANAKO", "*****4567", "JPN", ""};
}

void tour_fill(const struct tour_stop *stop, struct visit *visit)
{
    fill_offer(stop, &visit->offer);
    if (stop->state != FLOW_out_of_service)
        visit->area = areas[0];
    if (!stop->early)
        fill_person(stop, visit);
    if (stop->reference)
        snprintf(visit->reference, sizeof visit->reference, "3F2A-91C7");
    visit->kind = stop->travel ? KIND_TRAVEL : KIND_DOMESTIC;
    visit->paper = stop->large ? PAPER_LARGE : PAPER_USUAL;
    visit->code = stop->code;
    visit->tries = stop->tries;
    visit->reminders = stop->reminders;
    visit->sheets = visit->pages = stop->sheets > 0 ? stop->sheets : 1;
    visit->printing = stop->printing;
    visit->paid = stop->paid;
    visit->fee = stop->money;
    visit->done = stop->done;
    visit->idle = stop->idle;
    visit->staff_called = stop->staff;
    visit->seconds = flow_seconds(stop->state);
}
