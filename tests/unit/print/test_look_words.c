/* The last look's eye for words: dot by dot, on a form that was really drawn. */
#include "print/look_page.h"
#include "print/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

enum { WIDTH = 2480, HEIGHT = 3507, DPI = 300 };

static const struct form form = {
    .ground = "FORMTEST2345",
    .title = {"見本の証明書", "A sample form"},
    .purpose = {"（試験用）", NULL},
    .name_caption = {"氏名", "Name"},
    .name = "見本　花子",
    .fields = 1,
    .field = {{{"日付", "Date"}, "2001-02-03", "平成13年2月3日", FORM_PLAIN}},
    .columns = 1,
    .column = {{20, {"回", "No."}, FORM_STRONG}},
    .rows = 1,
    .row = {{.cell = {{"1回目", "No. 1"}}}},
    .end_of_rows = {"以下余白", "End"},
    .attestation = {"証明する。", "This is to certify."},
    .issued = {{"発行日", "Issued"}, "2026-11-20", "令和8年11月20日", FORM_PLAIN},
    .how_caption = {"確かめ方", "How to check"},
    .how = {"コードを読んでください。", "Read the code."},
    .record = {"見本の記録です。", "A sample record."},
    .id_caption = {"番号", "ID"},
    .id = "FORM TEST 2345",
    .digest_caption = {"要約値", "Digest"},
    .digest = "0123 4567 89AB CDEF",
    .page_caption = {"頁", "Page"},
};

struct bench {
    struct look_meant meant;
    struct look_page page;
    uint8_t *dots;
};

static void look(struct bench *b)
{
    b->page = (struct look_page){.width = WIDTH, .height = HEIGHT, .dpi = DPI};
    assert_true(look_words(b->dots, &b->meant, 0, &b->page));
}

static int set_up(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    struct canvas canvas = {0};

    assert_non_null(b);
    b->dots = malloc((size_t)WIDTH * HEIGHT);
    assert_non_null(b->dots);
    assert_true(look_expect(&form, &b->meant));
    assert_true(canvas_open(&canvas, WIDTH, HEIGHT, DPI));
    page_draw(&canvas, &form, &b->meant.plan, 0);
    assert_int_equal(canvas.code, ERR_OK);
    for (unsigned y = 0; y < HEIGHT; y++)
        canvas_grey(&canvas, y, b->dots + (size_t)y * WIDTH);
    canvas_close(&canvas);
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;

    free(b->dots);
    free(b);
    return 0;
}

static void test_what_was_drawn_is_what_it_says(void **state)
{
    struct bench *b = *state;

    look(b);
    for (enum form_part part = 0; part < FORM_PARTS; part++)
        assert_true(b->page.says[part]);
}

static struct grid_box place(const struct bench *b, enum form_part part)
{
    return page_part(&form, &b->meant.plan, 0, part);
}

static unsigned dot(double mm)
{
    return (unsigned)(mm * DPI / 25.4);
}

static void fill(struct bench *b, unsigned x, unsigned y, unsigned side, uint8_t with)
{
    for (unsigned row = y; row < y + side; row++)
        for (unsigned column = x; column < x + side; column++)
            b->dots[(size_t)row * WIDTH + column] = with;
}

/* Each part by itself: a speck of ink, and its words rubbed out. */
static void test_a_speck_or_a_gap_in_a_part_is_seen_in_that_part(void **state)
{
    struct bench *b = *state;

    for (enum form_part part = 0; part < FORM_PARTS; part++) {
        struct grid_box box = place(b, part);
        size_t size = (size_t)WIDTH * HEIGHT;
        uint8_t *whole = malloc(size);

        assert_non_null(whole);
        memcpy(whole, b->dots, size);
        fill(b, dot(box.left) + 8, dot(box.top) + 8, 9, 0);
        look(b);
        for (enum form_part other = 0; other < FORM_PARTS; other++)
            assert_int_equal(b->page.says[other], other != part);
        memcpy(b->dots, whole, size);
        for (unsigned y = dot(box.top) + 1; y < dot(box.bottom); y++)
            memset(b->dots + (size_t)y * WIDTH + dot(box.left) + 1, UINT8_MAX,
                   dot(box.right) - dot(box.left) - 1);
        look(b);
        assert_false(b->page.says[part]);
        memcpy(b->dots, whole, size);
        free(whole);
    }
}

/* Another rounding is no other word: every line one dot further on. */
static void test_an_edge_may_move_by_a_dot_and_not_by_three(void **state)
{
    struct bench *b = *state;
    struct grid_box box = place(b, FORM_PART_ID);

    for (unsigned y = dot(box.top); y < dot(box.bottom); y++)
        memmove(b->dots + (size_t)y * WIDTH + dot(box.left) + 1,
                b->dots + (size_t)y * WIDTH + dot(box.left), dot(box.right) - dot(box.left));
    look(b);
    assert_true(b->page.says[FORM_PART_ID]);
    for (unsigned y = dot(box.top); y < dot(box.bottom); y++)
        memmove(b->dots + (size_t)y * WIDTH + dot(box.left) + 2,
                b->dots + (size_t)y * WIDTH + dot(box.left), dot(box.right) - dot(box.left));
    look(b);
    assert_false(b->page.says[FORM_PART_ID]);
}

static void test_a_page_of_another_size_or_too_many_says_nothing(void **state)
{
    struct bench *b = *state;

    b->page = (struct look_page){.width = WIDTH, .height = HEIGHT / 2, .dpi = DPI};
    assert_true(look_words(b->dots, &b->meant, 0, &b->page));
    assert_false(b->page.says[FORM_PART_ID]);
    b->page = (struct look_page){.width = WIDTH, .height = HEIGHT, .dpi = DPI};
    assert_true(look_words(b->dots, &b->meant, 1, &b->page));
    for (enum form_part part = 0; part < FORM_PARTS; part++)
        assert_false(b->page.says[part]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_was_drawn_is_what_it_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_speck_or_a_gap_in_a_part_is_seen_in_that_part,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_edge_may_move_by_a_dot_and_not_by_three, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_page_of_another_size_or_too_many_says_nothing,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
