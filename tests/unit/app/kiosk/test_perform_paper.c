/* How a document ends, as the resident is told. */
#include "app/kiosk/perform.h"
#include "app/kiosk/states/states.h"
#include "app/words/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct printer_result printed;

static void print(void *self, struct view stream, int pages, int deadline_ms,
                  const atomic_bool *halt, struct printer_result *out)
{
    (void)self, (void)stream, (void)pages, (void)deadline_ms;
    assert_non_null(halt);
    *out = printed;
}

static bool keep(void *self, const struct journal_entry *entry)
{
    (void)self, (void)entry;
    return true;
}

/* KSK-19: what is said of a document, whoever ended it. Stopping is noted when it is asked for, and
 * again once it is known what came out. */
static void what_is_said_of_a_document(void **state)
{
    static const struct {
        bool halted;
        enum err printer;
        int sheets;
        enum err end;
    } cases[] = {
        {false, ERR_OK, 2, ERR_OK}, {false, AK_P69, 0, AK_P69}, {false, AK_P65, 1, AK_P65},
        {true, AK_P69, 0, AK_S30},  {true, AK_P69, 1, AK_P74},  {true, ERR_OK, 2, AK_P74},
        {true, AK_P69, -1, AK_P70}, {true, AK_P65, 1, AK_P65},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kiosk kiosk = {.printer.print = print, .keeper.write = keep};
        struct visit *visit = visit_new();
        enum err code = ERR_OK;

        assert_non_null(visit);
        if (cases[i].halted) {
            assert_int_equal(perform(&kiosk, visit, FLOW_DO_note_stop), ERR_OK);
            assert_int_equal(perform(&kiosk, visit, FLOW_DO_halt), ERR_OK);
        }
        printed = (struct printer_result){.code = cases[i].printer, .sheets = cases[i].sheets};
        code = perform_print(&kiosk, visit);
        if (code != ERR_OK)
            visit->code = code;
        else if (cases[i].halted)
            assert_int_equal(perform(&kiosk, visit, FLOW_DO_note_stop), ERR_OK);
        assert_int_equal(visit->code, cases[i].end);
        assert_int_equal(visit->sheets, cases[i].sheets > 0 ? cases[i].sheets : 0);
        visit_free(&visit);
    }
}

/* A resident who waits for a silent printer is told so, not "sheet 1 of 2" alone. */
static void what_the_printer_says_is_shown(void **state)
{
    struct kiosk kiosk = {.language = LANGUAGE_EN};
    struct visit *visit = visit_new();
    struct screen_view view = {0};

    (void)state;
    assert_non_null(visit);
    visit->pages = 2;
    state_show(&kiosk, visit, FLOW_printing, &view);
    assert_string_equal(view.notice, "");
    visit->printer = AK_P03;
    state_show(&kiosk, visit, FLOW_printing, &view);
    assert_string_equal(view.notice, sentence_of(AK_P03, LANGUAGE_EN).what);
    assert_string_equal(view.help, sentence_of(AK_P03, LANGUAGE_EN).advice);
    visit_free(&visit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_of_a_document),
        cmocka_unit_test(what_the_printer_says_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
