#include "print/look_pdf.h"

#include "print/pdf.h"
#include "print/raster.h"
#include "print/urf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* fontconfig keeps its settings behind offsets, which the leak checker does not follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

enum { STREAM_MAX = 64 * 1024 * 1024, DIGITS = 1700, DPI = 300, ROWS = 16 };

struct bench {
    struct form form;
    char code[DIGITS + 8];
    struct bytes document;
    struct look *look;
    int pages;
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
    .columns = 2,
    .column = {{20, {"回", "No."}, FORM_STRONG}, {60, {"品", "Thing"}, FORM_PLAIN}},
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
    .record = {"見本の記録です。", "A sample record."},
    .id_caption = {"番号", "ID"},
    .id = "FORM TEST 2345",
    .digest_caption = {"要約値", "Digest"},
    .digest = "0123 4567 89AB CDEF",
    .page_caption = {"頁", "Page"},
};

static int set_up(void **state)
{
    struct bench *b = calloc(1, sizeof *b);

    assert_non_null(b);
    b->look = calloc(1, sizeof *b->look);
    assert_non_null(b->look);
    b->form = blank;
    b->document = bytes_new(STREAM_MAX);
    memcpy(b->code, "shc:/", 5);
    for (size_t i = 0; i < DIGITS; i++)
        b->code[5 + i] = (char)('0' + (i * 3 + i / 7) % 10);
    b->form.code[0] = (struct form_code){{"コード", "Code"}, b->code, false};
    b->form.codes = 1;
    for (size_t i = 0; i < ROWS; i++)
        b->form.row[i] = (struct form_row){.cell = {{"1回目", "No. 1"}, {"品物", "thing"}}};
    b->form.rows = ROWS;
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;

    bytes_free(&b->document);
    free(b->look);
    free(b);
    return 0;
}

static void expect_the_form(const struct bench *b)
{
    assert_true(b->pages > 1);
    assert_int_equal(b->look->pages, b->pages);
    assert_int_equal(b->look->page[0].codes, 1);
    assert_string_equal(b->look->page[0].code[0].text, b->code);
    for (size_t k = 0; k < b->look->pages; k++)
        for (enum form_part part = 0; part < FORM_PARTS; part++)
            assert_true(b->look->page[k].says[part]);
}

/* KSK-18: the very bytes that are sent are drawn by somebody else, and hold what was signed. */
static void test_a_pdf_is_looked_at(void **state)
{
    struct bench *b = *state;

    assert_int_equal(pdf_draw(&b->form, &b->document, &b->pages), ERR_OK);
    assert_int_equal(look_at_pdf(bytes_view(&b->document), &b->form, b->look), ERR_OK);
    expect_the_form(b);
}

static void test_another_name_in_the_pdf_is_seen(void **state)
{
    struct bench *b = *state;
    struct form other = b->form;
    bool all = true;

    other.name = "見本　太郎";
    assert_int_equal(pdf_draw(&other, &b->document, &b->pages), ERR_OK);
    assert_int_equal(look_at_pdf(bytes_view(&b->document), &b->form, b->look), ERR_OK);
    for (enum form_part part = 0; part < FORM_PARTS; part++)
        all = all && b->look->page[0].says[part];
    assert_false(all);
}

static void test_half_a_pdf_is_refused(void **state)
{
    struct bench *b = *state;
    struct view pdf = {0};

    assert_int_equal(pdf_draw(&b->form, &b->document, &b->pages), ERR_OK);
    pdf = bytes_view(&b->document);
    assert_int_equal(look_at_pdf(view_cut(pdf, 0, pdf.len / 2), NULL, b->look), AK_P85);
    assert_int_equal(look_at_pdf(view_text("%PDF-1.5 and nothing more"), NULL, b->look), AK_P85);
}

static void make_urf(struct bench *b, struct bytes *urf)
{
    assert_int_equal(raster_draw(&b->form, DPI, &b->document, &b->pages), ERR_OK);
    assert_true(urf_of_raster(bytes_view(&b->document), urf));
    bytes_free(&b->document);
}

static void test_urf_is_looked_at(void **state)
{
    struct bench *b = *state;
    struct bytes urf = bytes_new(STREAM_MAX);

    make_urf(b, &urf);
    assert_memory_equal(urf.at, "UNIRAST", 8);
    assert_int_equal(urf.at[11], b->pages);
    assert_true(urf_to_raster(bytes_view(&urf), &b->document));
    assert_int_equal(look_at_raster(bytes_view(&b->document), &b->form, b->look), ERR_OK);
    expect_the_form(b);
    bytes_free(&urf);
}

static void test_half_a_urf_is_refused(void **state)
{
    struct bench *b = *state;
    struct bytes urf = bytes_new(STREAM_MAX);
    size_t len = 0;

    make_urf(b, &urf);
    len = urf.len;
    assert_false(urf_to_raster(view_cut(bytes_view(&urf), 0, len / 2), &b->document));
    assert_false(urf_to_raster(view_cut(bytes_view(&urf), 0, 12), &b->document));
    assert_int_equal(b->document.len, 0);
    bytes_free(&urf);
}

static void test_half_a_raster_makes_no_urf(void **state)
{
    struct bench *b = *state;
    struct bytes urf = bytes_new(STREAM_MAX);
    struct view raster = {0};

    assert_int_equal(raster_draw(&b->form, DPI, &b->document, &b->pages), ERR_OK);
    raster = bytes_view(&b->document);
    assert_false(urf_of_raster(view_cut(raster, 0, raster.len / 2), &urf));
    assert_int_equal(urf.len, 0);
    assert_false(urf_of_raster(view_text("%PDF-"), &urf));
}

#define WITH_FORM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FORM(test_a_pdf_is_looked_at),
        WITH_FORM(test_urf_is_looked_at),
        WITH_FORM(test_another_name_in_the_pdf_is_seen),
        WITH_FORM(test_half_a_pdf_is_refused),
        WITH_FORM(test_half_a_urf_is_refused),
        WITH_FORM(test_half_a_raster_makes_no_urf),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
