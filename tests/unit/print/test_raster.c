#include "print/look.h"
#include "print/raster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* fontconfig keeps its settings behind offsets, which the leak checker does not follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

enum { STREAM_MAX = 64 * 1024 * 1024, DIGITS = 1700, A4_WIDTH_300 = 2480, A4_HEIGHT_300 = 3507 };

static const char address[] = "https://forms.example/check";

struct bench {
    struct form form;
    struct bytes stream;
    struct look *look;
    int pages;
    char code[FORM_CODES_MAX][DIGITS + 8];
};

static const struct form blank = {
    .ground = "FORMTEST2345",
    .title = {"見本の証明書", "A sample form"},
    .purpose = {"（試験用）", NULL},
    .continued = {"（続き）", "continued"},
    .name_caption = {"氏名", "Name"},
    .name = "見本　花子",
    .fields = 1,
    .field = {{{"日付", "Date"}, "2001-02-03", "平成13年2月3日", FORM_PLAIN}},
    .columns = 3,
    .column = {{20, {"回", "No."}, FORM_STRONG},
               {60, {"品", "Thing"}, FORM_PLAIN},
               {157, {"番号", "Number"}, FORM_LOT}},
    .end_of_rows = {"以下余白", "End"},
    .more = {"頁に続く", "Continued on page"},
    .attestation = {"証明する。", "This is to certify."},
    .issued = {{"発行日", "Issued"}, "2026-11-20", "令和8年11月20日", FORM_PLAIN},
    .issuers = 1,
    .issuer = {{"見本市長", "Mayor of Sample City"}},
    .how_caption = {"確かめ方", "How to check"},
    .how = {"コードを読んでください。", "Read the code."},
    .how_elsewhere = {"確かめ方は2頁", "How to check: page 2"},
    .rows_elsewhere = {"続きは2頁", "See page 2"},
    .address_caption = {"検証ページ", "Verifier page"},
    .address = address,
    .address_shown = "forms.example/check",
    .record = {"見本の記録です。", "A sample record."},
    .id_caption = {"番号", "ID"},
    .id = "FORM TEST 2345",
    .digest_caption = {"要約値", "Digest"},
    .digest = "0123 4567 89AB CDEF",
    .page_caption = {"頁", "Page"},
};

static void fill_codes(struct bench *b, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        memcpy(b->code[k], "shc:/", 5);
        for (size_t i = 0; i < DIGITS; i++)
            b->code[k][5 + i] = (char)('0' + (i * (2 * k + 3) + i / 7 + i * i / 11) % 10);
        b->code[k][5 + DIGITS] = '\0';
        b->form.code[k] = (struct form_code){{"コード", "Code"}, b->code[k], false};
    }
    b->form.codes = count;
}

static void fill_rows(struct bench *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        b->form.row[i] =
            (struct form_row){.cell = {{"1回目", "No. 1"}, {"品物", "thing"}, {"AB1234", NULL}}};
    b->form.rows = count;
}

static int set_up(void **state)
{
    struct bench *b = calloc(1, sizeof *b);

    assert_non_null(b);
    b->look = calloc(1, sizeof *b->look);
    assert_non_null(b->look);
    b->form = blank;
    b->stream = bytes_new(STREAM_MAX);
    fill_rows(b, 1);
    fill_codes(b, 1);
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;

    bytes_free(&b->stream);
    free(b->look);
    free(b);
    return 0;
}

static enum err draw(struct bench *b, unsigned dpi)
{
    bytes_free(&b->stream);
    return raster_draw(&b->form, dpi, &b->stream, &b->pages);
}

static enum err look(struct bench *b)
{
    return look_at_raster(bytes_view(&b->stream), &b->form, b->look);
}

static bool saw(const struct look_page *page, const char *text)
{
    for (size_t i = 0; i < page->codes; i++)
        if (page->code[i].len == strlen(text) && strcmp(page->code[i].text, text) == 0)
            return true;
    return false;
}

/* Every code that was drawn is seen, with the address, and nothing else: at each resolution. */
static void test_look_reads_back_what_was_drawn(void **state)
{
    static const unsigned dpis[] = {300, 600};
    struct bench *b = *state;

    for (size_t r = 0; r < sizeof dpis / sizeof dpis[0]; r++) {
        assert_int_equal(draw(b, dpis[r]), ERR_OK);
        assert_int_equal(b->pages, 1);
        assert_int_equal(look(b), ERR_OK);
        assert_int_equal(b->look->pages, 1);
        assert_int_equal(b->look->page[0].dpi, dpis[r]);
        assert_int_equal(b->look->page[0].codes, 2);
        assert_true(saw(&b->look->page[0], b->code[0]));
        assert_true(saw(&b->look->page[0], address));
        assert_true(b->look->page[0].ink > 0.02 && b->look->page[0].ink < 0.15);
    }
}

static void test_the_sheet_is_a4(void **state)
{
    struct bench *b = *state;

    assert_int_equal(draw(b, 300), ERR_OK);
    assert_int_equal(look(b), ERR_OK);
    assert_int_equal(b->look->page[0].width, A4_WIDTH_300);
    assert_int_equal(b->look->page[0].height, A4_HEIGHT_300);
}

/* Up to six codes on the first page; from three on, how to check stands on the second. */
static void test_any_number_of_codes_is_found(void **state)
{
    struct bench *b = *state;

    for (size_t count = 2; count <= FORM_CODES_MAX; count++) {
        bool second = count >= 3;

        fill_codes(b, count);
        assert_int_equal(draw(b, 300), ERR_OK);
        assert_int_equal(look(b), ERR_OK);
        assert_int_equal(b->look->pages, second ? 2 : 1);
        assert_int_equal(b->look->page[0].codes, second ? count : count + 1);
        for (size_t i = 0; i < count; i++)
            assert_true(saw(&b->look->page[0], b->code[i]));
        assert_true(saw(&b->look->page[second], address));
    }
}

static void test_rows_go_on_to_further_pages(void **state)
{
    static const struct {
        size_t rows;
        int pages;
    } cases[] = {{0, 1}, {1, 1}, {6, 1}, {7, 2}, {18, 2}, {19, 3}, {30, 3}, {31, 4}};
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fill_rows(b, cases[i].rows);
        assert_int_equal(draw(b, 300), ERR_OK);
        assert_int_equal(b->pages, cases[i].pages);
    }
}

/* A row that needs more lines takes more room: one page less of rows. */
static void test_a_long_cell_makes_its_row_higher(void **state)
{
    struct bench *b = *state;

    fill_rows(b, 6);
    b->form.row[2].cell[2].ja = "ABCDEFGHIJKLMNOPQRST";
    assert_int_equal(draw(b, 300), ERR_OK);
    assert_int_equal(b->pages, 1);
    b->form.row[2].cell[0] = (struct words){"とても長い語の行", "a line of long English words"};
    assert_int_equal(draw(b, 300), ERR_OK);
    assert_int_equal(b->pages, 2);
}

static void test_what_does_not_fit_is_refused(void **state)
{
    struct bench *b = *state;
    char endless[400];

    memset(endless, 'W', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';

    b->form.name = endless;
    assert_int_equal(draw(b, 300), AK_P72);
    assert_int_equal(b->stream.len, 0);
    b->form.name = blank.name;

    b->form.row[0].cell[2].ja = "ABCDEFGHIJKLMNOPQRSTU";
    assert_int_equal(draw(b, 300), AK_P72);
    fill_rows(b, 1);

    b->form.record.ja = endless;
    assert_int_equal(draw(b, 300), AK_P72);
    b->form.record = blank.record;

    b->form.code[0].text = endless; /* bytes instead of digits fit still, in another symbol */
    assert_int_equal(draw(b, 300), ERR_OK);
    b->form.codes = FORM_CODES_MAX + 1;
    assert_int_equal(draw(b, 300), AK_P72);
}

static void test_a_sign_without_glyph_is_refused_anywhere(void **state)
{
    struct bench *b = *state;

    b->form.name = "見本\uE000";
    assert_int_equal(draw(b, 300), AK_P71);
    b->form.name = blank.name;
    b->form.row[0].cell[1].ja = "\u0E01";
    assert_int_equal(draw(b, 300), AK_P71);
    fill_rows(b, 1);
    b->form.issuer[0].ja = "\U000F0000";
    assert_int_equal(draw(b, 300), AK_P71);
    assert_int_equal(b->stream.len, 0);
}

static void test_other_resolutions_and_small_bounds_are_refused(void **state)
{
    struct bench *b = *state;

    assert_int_equal(draw(b, 150), AK_X93);
    assert_int_equal(draw(b, 1200), AK_X93);
    b->stream = bytes_new(1000);
    assert_int_equal(draw(b, 300), AK_X93);
    assert_int_equal(b->stream.len, 0);
}

/* R30: a stream that lost its end, or got more than it had, never passes. */
static void test_a_cut_stream_is_refused(void **state)
{
    struct bench *b = *state;
    size_t whole = 0;

    fill_rows(b, 10);
    assert_int_equal(draw(b, 300), ERR_OK);
    assert_int_equal(look(b), ERR_OK);
    assert_int_equal(b->look->pages, 2);
    whole = b->stream.len;
    for (size_t cut = 1; cut < whole; cut += cut < 8 ? 1 : whole / 9) {
        b->stream.len = whole - cut;
        assert_int_equal(look(b), AK_P90);
    }
    b->stream.len = whole;
    assert_true(bytes_append_u8(&b->stream, 0));
    assert_int_equal(look(b), AK_P90);
    b->stream.len = 0;
    assert_int_equal(look(b), AK_P90);
}

/* Changed bytes are refused or change what is seen; they never bring another text into a code. */
static void test_changed_bytes_never_change_a_code(void **state)
{
    struct bench *b = *state;
    uint64_t seed = 20261121;

    print_message("seed=%llu\n", (unsigned long long)seed);
    assert_int_equal(draw(b, 300), ERR_OK);
    for (int i = 0; i < 12; i++) {
        size_t at = 0;
        uint8_t before = 0;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        at = (size_t)(seed >> 20) % b->stream.len;
        before = b->stream.at[at];
        b->stream.at[at] ^= (uint8_t)(1 + (seed >> 8) % 255);
        if (look(b) == ERR_OK)
            for (size_t k = 0; k < b->look->page[0].codes; k++)
                assert_true(strcmp(b->look->page[0].code[k].text, b->code[0]) == 0 ||
                            strcmp(b->look->page[0].code[k].text, address) == 0);
        b->stream.at[at] = before;
    }
}

static void test_the_same_form_gives_the_same_stream(void **state)
{
    struct bench *b = *state;
    struct bytes first = bytes_new(STREAM_MAX);

    assert_int_equal(draw(b, 300), ERR_OK);
    assert_true(bytes_append(&first, bytes_view(&b->stream)));
    assert_int_equal(draw(b, 300), ERR_OK);
    assert_true(view_equal(bytes_view(&first), bytes_view(&b->stream)));
    b->form.ground = "OTHERGROUND2";
    assert_int_equal(draw(b, 300), ERR_OK);
    assert_false(view_equal(bytes_view(&first), bytes_view(&b->stream)));
    bytes_free(&first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_look_reads_back_what_was_drawn, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_sheet_is_a4, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_any_number_of_codes_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rows_go_on_to_further_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_long_cell_makes_its_row_higher, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_sign_without_glyph_is_refused_anywhere, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_other_resolutions_and_small_bounds_are_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_cut_stream_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_changed_bytes_never_change_a_code, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_same_form_gives_the_same_stream, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
