/* What the screens say, asked of every stop of the tour in every language. */
#include "app/kiosk/states/reasons.h"
#include "app/kiosk/states/spoken.h"
#include "app/kiosk/states/states.h"
#include "app/kiosk/tour_stops.h"
#include "app/kiosk/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define FILE_OF_PROMPTS VECTORS "/../../app/words/prompts.tsv"

#define CODE(letter, nn, meaning) AK_##letter##nn,
static const enum err codes[] = {ERR_LIST(CODE)};

enum { CODES = sizeof codes / sizeof *codes, PROMPTS_SIZE = 64 * 1024 };

static struct kiosk kiosk;
static struct visit visit;
static struct screen_view view;

static void look(const struct tour_stop *stop, enum language language)
{
    memset(&visit, 0, sizeof visit);
    memset(&view, 0, sizeof view);
    kiosk.language = language;
    tour_fill(stop, &visit);
    state_show(&kiosk, &visit, stop->state, &view);
}

static const struct screen_choice *choice_of(enum screen_role role)
{
    const struct screen_choice *found = NULL;

    for (size_t i = 0; i < view.choices; i++)
        if (view.choice[i].role == role) {
            assert_null(found); /* one place, one button */
            found = &view.choice[i];
        }
    return found;
}

static bool says(const char *words)
{
    bool said = strstr(view.title, words) != NULL || strstr(view.help, words) != NULL ||
                strstr(view.notice, words) != NULL;

    for (size_t i = 0; i < view.lines; i++)
        said = said || strstr(view.line[i], words) != NULL;
    for (size_t i = 0; i < view.ticks; i++)
        said = said || strstr(view.tick[i].label, words) != NULL;
    return said;
}

static void each_view_is_whole(void)
{
    assert_true(view.title[0] != 0);
    assert_true(view.step >= 0 && view.step <= SCREEN_STEPS);
    assert_true(view.step == 0 || view.step_label[SCREEN_STEPS - 1][0] != 0);
    (void)choice_of(SCREEN_MAIN);
    (void)choice_of(SCREEN_BACK);
    (void)choice_of(SCREEN_STOP);
    (void)choice_of(SCREEN_STAFF);
    assert_false(says("%1") || says("%2") || says("%s") || says("%d"));
    for (size_t i = 0; i < view.choices; i++)
        assert_true(view.choice[i].id[0] != 0 && view.choice[i].label[0] != 0);
    for (size_t i = 0; i < view.lines; i++)
        assert_true(view.line[i][0] != 0 && strlen(view.line[i]) < SCREEN_TEXT_SIZE - 1);
    for (size_t i = 0; i < view.rows; i++)
        for (int k = 0; k < SCREEN_CELLS; k++) {
            assert_true(k >= 2 || view.row[i].cell[k][0] != 0);
            assert_true(strlen(view.row[i].cell[k]) < SCREEN_LABEL_SIZE - 1); /* not cut */
        }
}

static void every_stop_of_the_tour_is_whole_in_every_language(void **state)
{
    (void)state;
    for (enum language language = 0; language < LANGUAGE_COUNT; language++)
        for (size_t i = 0; i < tour_count; i++) {
            look(&tour_stops[i], language);
            each_view_is_whole();
            assert_string_equal(view.language, language_name(language));
            assert_string_equal(view.state, flow_state_name(tour_stops[i].state));
        }
}

static void the_tour_stops_at_every_state(void **state)
{
    bool seen[FLOW_STATE_COUNT] = {false};

    (void)state;
    for (size_t i = 0; i < tour_count; i++)
        seen[tour_stops[i].state] = true;
    for (int i = 0; i < FLOW_STATE_COUNT; i++)
        if (!seen[i])
            fail_msg("no stop shows %s", flow_state_name((enum flow_state)i));
}

static void are_prompts(const char *prompts, char *ids)
{
    char row[64], *rest = ids, *id = NULL;

    while ((id = strtok_r(rest, " ", &rest)) != NULL) {
        snprintf(row, sizeof row, "\n%s\t", id);
        /* The offered municipalities differ from kiosk to kiosk. */
        if (strncmp(id, "area_", 5) != 0 && strstr(prompts, row) == NULL)
            fail_msg("prompts.tsv has no %s", id);
    }
}

/* Of a spoken visit every screen, and every choice on it: nothing is found by eyes alone. */
static void a_voice_speaks_prompts_that_exist(void **state)
{
    static char prompts[PROMPTS_SIZE];
    FILE *file = fopen(FILE_OF_PROMPTS, "r");
    char ids[VOICE_SAID_SIZE];

    (void)state;
    assert_non_null(file);
    prompts[0] = '\n';
    assert_true(fread(prompts + 1, 1, sizeof prompts - 2, file) > 0);
    fclose(file);
    kiosk.spoken = true;
    for (size_t i = 0; i < tour_count; i++) {
        look(&tour_stops[i], LANGUAGE_JA);
        assert_true(view.spoken);
        spoken_state(&kiosk, &visit, tour_stops[i].state, ids);
        assert_true(ids[0] != 0);
        are_prompts(prompts, ids);
        for (size_t k = 0; k < view.choices; k++) {
            spoken_choice(&kiosk, &visit, tour_stops[i].state, view.choice[k].id, ids);
            if (ids[0] == 0)
                fail_msg("%s: nothing says %s", view.state, view.choice[k].id);
            are_prompts(prompts, ids);
        }
    }
    kiosk.spoken = false;
}

static void what_is_spoken_of_the_fee_is_its_figures(void **state)
{
    const struct tour_stop free = {.state = FLOW_preview},
                           priced = {.state = FLOW_preview, .fee = 350};
    char ids[VOICE_SAID_SIZE];

    (void)state;
    kiosk.spoken = true;
    look(&free, LANGUAGE_JA);
    spoken_state(&kiosk, &visit, FLOW_preview, ids);
    assert_string_equal(ids, "preview preview_more fee_free");
    look(&priced, LANGUAGE_JA);
    visit.paper = PAPER_LARGE;
    spoken_state(&kiosk, &visit, FLOW_preview, ids);
    assert_string_equal(ids, "preview preview_more fee figure_3 figure_5 figure_0 yen paper_large");
    kiosk.spoken = false;
}

static void the_paper_can_be_had_in_large_letters_and_in_usual_ones_again(void **state)
{
    const struct tour_stop stop = {.state = FLOW_preview};

    (void)state;
    look(&stop, LANGUAGE_EN);
    assert_string_equal(choice_of(SCREEN_PLAIN)->id, "paper.large");
    visit.paper = PAPER_LARGE;
    memset(&view, 0, sizeof view);
    state_show(&kiosk, &visit, FLOW_preview, &view);
    assert_string_equal(choice_of(SCREEN_PLAIN)->id, "paper.usual");
}

/* Who calls because a machine does not serve can say which one. */
static void a_screen_without_a_visit_names_its_machine(void **state)
{
    const struct tour_stop welcome = {.state = FLOW_welcome},
                           closed = {.state = FLOW_out_of_service, .code = AK_N58, .closed = true},
                           consent = {.state = FLOW_consent};

    (void)state;
    kiosk.certificate[0] = 0x3F;
    look(&welcome, LANGUAGE_EN);
    assert_string_equal(view.fact[0], "Version\t" AKASHI_VERSION);
    assert_string_equal(view.fact[1], "Kiosk\t3F00-0000");
    visit.offer.opens = 390;
    visit.offer.closes = 1380;
    state_show(&kiosk, &visit, FLOW_welcome, &view);
    assert_non_null(strstr(view.fact[0], "6:30"));
    look(&closed, LANGUAGE_EN);
    assert_string_equal(view.fact[1], "Kiosk\t3F00-0000");
    look(&consent, LANGUAGE_EN);
    assert_string_equal(view.fact[1], "");
}

/* KSK-24, R13. */
static void no_record_and_not_checked_and_a_fault_are_three_answers(void **state)
{
    const struct tour_stop none = {.state = FLOW_refused, .code = AK_R58, .early = true};
    const struct tour_stop unsure = {.state = FLOW_refused, .code = AK_N28, .unchecked = true};
    const struct tour_stop fault = {.state = FLOW_refused, .code = AK_X96};
    char title[2][SCREEN_TEXT_SIZE];

    (void)state;
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
        look(&none, language);
        assert_int_equal(view.scene, SCREEN_NO_FIND);
        memcpy(title[0], view.title, sizeof title[0]);
        look(&unsure, language);
        assert_int_equal(view.scene, SCREEN_UNSURE);
        assert_true(says(phrase_in(language, PHRASE_refused_not_none)));
        memcpy(title[1], view.title, sizeof title[1]);
        look(&fault, language);
        assert_int_equal(view.scene, SCREEN_FAULT);
        assert_string_not_equal(title[0], title[1]);
        assert_string_not_equal(title[0], view.title);
        assert_string_not_equal(title[1], view.title);
    }
}

static void only_a_certain_answer_says_that_there_is_no_record(void **state)
{
    (void)state;
    for (size_t i = 0; i < CODES; i++) {
        const struct tour_stop stop = {.state = FLOW_refused, .code = codes[i], .unchecked = true};

        look(&stop, LANGUAGE_JA);
        each_view_is_whole();
        assert_string_equal(view.code, err_name(codes[i]));
        assert_int_equal(view.scene == SCREEN_NO_FIND, codes[i] == AK_R58 || codes[i] == AK_R30);
        assert_int_equal(says("記録がありません"), codes[i] == AK_R58 || codes[i] == AK_R30);
    }
}

static void the_fee_is_always_stated(void **state)
{
    static const struct {
        enum visit_fee fee;
        const char *words;
    } said[] = {
        {FEE_NONE, "手数料\tいただいていません。"},
        {FEE_RESERVED, "手数料\t350円をお返しします。"},
        {FEE_GIVEN_BACK, "手数料\t350円をお返しします。"},
        {FEE_CAPTURED, "手数料\t350円をいただきました。"},
    };
    const struct tour_stop preview = {.state = FLOW_preview};

    (void)state;
    look(&preview, LANGUAGE_JA);
    assert_true(says("手数料\t0円"));
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const struct tour_stop stop = {
            .state = FLOW_refused, .code = AK_P65, .fee = 350, .money = said[i].fee};

        look(&stop, LANGUAGE_JA);
        assert_true(says(said[i].words));
        /* What is spoken may not promise that none was taken. */
        assert_int_equal(strcmp(state_prompt(&visit, FLOW_refused), "refused_fee") == 0,
                         said[i].fee != FEE_NONE);
    }
}

static void the_safe_way_is_the_main_one(void **state)
{
    const struct tour_stop last = {.state = FLOW_last_try, .tries = 1};
    const struct tour_stop stop = {.state = FLOW_stop_printing};

    (void)state;
    look(&last, LANGUAGE_EN);
    assert_string_equal(choice_of(SCREEN_MAIN)->id, "no");
    look(&stop, LANGUAGE_EN);
    assert_string_equal(choice_of(SCREEN_MAIN)->id, "no");
}

static void the_foot_offers_what_the_table_takes(void **state)
{
    const struct tour_stop preview = {.state = FLOW_preview}, reading = {.state = FLOW_reading},
                           paper = {.state = FLOW_take_paper},
                           called = {.state = FLOW_records, .staff = true},
                           welcome = {.state = FLOW_welcome};

    (void)state;
    look(&preview, LANGUAGE_EN);
    assert_string_equal(choice_of(SCREEN_BACK)->id, "no");
    assert_string_equal(choice_of(SCREEN_BACK)->resting, "");
    assert_string_equal(choice_of(SCREEN_STOP)->id, "stop");
    assert_string_equal(choice_of(SCREEN_STAFF)->id, "staff");
    look(&reading, LANGUAGE_EN);
    assert_string_not_equal(choice_of(SCREEN_BACK)->resting, "");
    assert_string_not_equal(choice_of(SCREEN_STOP)->resting, "");
    look(&paper, LANGUAGE_EN);
    assert_null(choice_of(SCREEN_BACK)); /* its place is needed for the words of the next */
    assert_string_equal(choice_of(SCREEN_STOP)->id, "not_mine");
    look(&called, LANGUAGE_EN);
    assert_string_not_equal(choice_of(SCREEN_STAFF)->resting, "");
    look(&welcome, LANGUAGE_EN);
    assert_null(choice_of(SCREEN_BACK));
    assert_null(choice_of(SCREEN_STOP));
}

static void facts_tick_as_commands_are_done(void **state)
{
    const struct tour_stop stop = {.state = FLOW_checking,
                                   .done = (uint64_t)1 << FLOW_DO_verify | (uint64_t)1
                                                                               << FLOW_DO_read};

    (void)state;
    look(&stop, LANGUAGE_EN);
    assert_int_equal(view.ticks, 4);
    assert_true(view.tick[0].done && view.tick[1].done);
    assert_false(view.tick[2].done || view.tick[3].done);
}

static void a_reminder_grows_with_the_time_waited(void **state)
{
    static const int loud[] = {1, 2, 2, 3};

    (void)state;
    memset(&visit, 0, sizeof visit);
    assert_int_equal(state_stage(&visit, FLOW_records), 0);
    for (visit.reminders = 0; visit.reminders < 4; visit.reminders++)
        assert_int_equal(state_stage(&visit, FLOW_take_card), loud[visit.reminders]);
}

static void every_dose_can_be_pointed_at_and_a_missing_one_too(void **state)
{
    const struct tour_stop stop = {.state = FLOW_which_dose, .doses = DOSES_MAX};

    (void)state;
    look(&stop, LANGUAGE_KO);
    assert_string_equal(view.choice[0].id, "dose.1");
    assert_string_equal(view.choice[DOSES_MAX - 1].id, "dose.32");
    assert_string_equal(view.choice[DOSES_MAX].id, "dose.0");
    assert_non_null(choice_of(SCREEN_STAFF));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stop_of_the_tour_is_whole_in_every_language),
        cmocka_unit_test(the_tour_stops_at_every_state),
        cmocka_unit_test(a_voice_speaks_prompts_that_exist),
        cmocka_unit_test(what_is_spoken_of_the_fee_is_its_figures),
        cmocka_unit_test(the_paper_can_be_had_in_large_letters_and_in_usual_ones_again),
        cmocka_unit_test(a_screen_without_a_visit_names_its_machine),
        cmocka_unit_test(no_record_and_not_checked_and_a_fault_are_three_answers),
        cmocka_unit_test(only_a_certain_answer_says_that_there_is_no_record),
        cmocka_unit_test(the_fee_is_always_stated),
        cmocka_unit_test(the_safe_way_is_the_main_one),
        cmocka_unit_test(the_foot_offers_what_the_table_takes),
        cmocka_unit_test(facts_tick_as_commands_are_done),
        cmocka_unit_test(a_reminder_grows_with_the_time_waited),
        cmocka_unit_test(every_dose_can_be_pointed_at_and_a_missing_one_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
