/* Large print, and what is known of a paper before anything is signed. */
#include "app/paper/paper.h"

#include "desk.h"
#include "print/urf.h"

static enum err draw(struct bench *b)
{
    bytes_free(&b->stream);
    return paper_draw(&b->certificate, PAPER_USUAL, digest, 300, &b->stream, &b->pages);
}

static bool saw(const struct look_page *page, const char *text)
{
    for (size_t i = 0; i < page->codes; i++)
        if (strcmp(page->code[i].text, text) == 0)
            return true;
    return false;
}

static enum err check(struct bench *b)
{
    enum err drawn = draw(b);

    assert_int_equal(paper_check(&b->certificate, PAPER_USUAL), drawn);
    return drawn;
}

/* R29: what would be refused on paper is known before anything is signed, by the same code. */
static void test_the_check_refuses_what_the_drawing_refuses(void **state)
{
    struct bench *b = *state;
    struct certificate *c = &b->certificate, whole = *c;

    assert_int_equal(check(b), ERR_OK);
    PUT(c->holder.name, "見本\uE000");
    assert_int_equal(check(b), AK_P71);
    *c = whole;
    PUT(c->area.head_ja, "\u0E01");
    assert_int_equal(check(b), AK_P71);
    *c = whole;
    memset(c->holder.name, 'W', 290);
    c->holder.name[290] = 0;
    assert_int_equal(check(b), AK_P72);
    *c = whole;
    memset(c->area.name_en, 'W', sizeof c->area.name_en - 1);
    assert_int_equal(check(b), AK_P72);
    *c = whole;
    PUT(c->history.doses[1].product, "unknown");
    assert_int_equal(check(b), AK_P91);
    *c = whole;
    c->codes = 7;
    for (int i = 0; i < 7; i++)
        set_code(&c->code[i], 1 + i % 3, 1 + i % 3);
    assert_int_equal(check(b), AK_P72);
    *c = whole;
    memset(c->code[0].text + 5, '7', 2700);
    assert_int_equal(check(b), AK_P72);
}

/* Formats and doses of the codes are enough, but a paper is never drawn without their texts. */
static void test_the_check_counts_places_of_codes_that_are_not_signed_yet(void **state)
{
    struct bench *b = *state;
    struct certificate *c = &b->certificate;

    c->code[0].text[0] = 0;
    assert_int_equal(paper_check(c, PAPER_USUAL), ERR_OK);
    assert_int_equal(draw(b), AK_P72);
    for (c->codes = 1; c->codes < 7; c->codes++) {
        assert_int_equal(paper_check(c, PAPER_USUAL), ERR_OK);
        c->code[c->codes] = c->code[0];
    }
    assert_int_equal(paper_check(c, PAPER_USUAL), AK_P72);
}

static enum err draw_large(struct bench *b, unsigned dpi)
{
    bytes_free(&b->stream);
    return paper_draw(&b->certificate, PAPER_LARGE, digest, dpi, &b->stream, &b->pages);
}

static size_t parts_said(const struct look *look)
{
    size_t parts = 0;

    for (size_t k = 0; k < look->pages; k++)
        for (enum form_part part = 0; part < FORM_PARTS; part++)
            parts += look->page[k].says[part];
    return parts;
}

static void make_travel(struct certificate *c)
{
    c->kind = KIND_TRAVEL;
    PUT(c->traveller.name, "TAKASE CHIAKI");
    PUT(c->traveller.passport, "TK0000003");
    PUT(c->traveller.nationality, "JPN");
    c->code[1] = (struct code){.format = CODE_VDS_NC, .first = 1, .last = 3};
    for (int i = 0; i < 1400; i++)
        c->code[1].text[i] = (char)('A' + (i * 7 + i * i / 13) % 57);
    c->codes = 2;
}

/* Three doses a page behind the first, and the same last look; every code once. */
static void test_large_print_says_the_same_at_each_resolution(void **state)
{
    static const unsigned dpis[] = {300, 600};
    struct bench *b = *state;

    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(draw_large(b, dpis[i]), ERR_OK);
        assert_int_equal(b->pages, 2);
        assert_int_equal(
            paper_look(&b->certificate, PAPER_LARGE, digest, bytes_view(&b->stream), b->look),
            ERR_OK);
        assert_int_equal(parts_said(b->look), 2 * FORM_PARTS);
        assert_int_equal(b->look->page[0].codes, 2);
        assert_true(saw(&b->look->page[0], b->certificate.code[0].text));
        assert_true(saw(&b->look->page[0], VERIFIER));
        make_travel(&b->certificate);
        assert_int_equal(draw_large(b, dpis[i]), ERR_OK);
        assert_int_equal(b->pages, 3);
        assert_int_equal(
            paper_look(&b->certificate, PAPER_LARGE, digest, bytes_view(&b->stream), b->look),
            ERR_OK);
        assert_int_equal(parts_said(b->look), 3 * FORM_PARTS);
        assert_int_equal(b->look->page[0].codes, 2);
        assert_true(saw(&b->look->page[2], VERIFIER));
        b->certificate.kind = KIND_DOMESTIC;
        b->certificate.codes = 1;
    }
}

static void test_large_print_has_room_for_all_doses_and_three_codes(void **state)
{
    struct bench *b = *state;
    struct certificate *c = &b->certificate;

    set_doses(c, DOSES_MAX, 2);
    assert_int_equal(paper_check(c, PAPER_LARGE), ERR_OK);
    assert_int_equal(draw_large(b, 300), ERR_OK);
    assert_int_equal(b->pages, 12);
    for (; c->codes < 3; c->codes++)
        set_code(&c->code[c->codes], 1 + (int)c->codes, 1 + (int)c->codes);
    assert_int_equal(paper_check(c, PAPER_LARGE), ERR_OK);
    set_code(&c->code[c->codes++], 4, 4);
    assert_int_equal(paper_check(c, PAPER_LARGE), AK_P72);
    assert_int_equal(paper_check(c, PAPER_USUAL), ERR_OK);
}

/* A stream in one print is not what the other asks for. */
static void test_the_look_tells_large_print_from_usual(void **state)
{
    struct bench *b = *state;

    assert_int_equal(draw(b), ERR_OK);
    assert_int_equal(
        paper_look(&b->certificate, PAPER_USUAL, digest, bytes_view(&b->stream), b->look), ERR_OK);
    assert_int_equal(parts_said(b->look), FORM_PARTS);
    assert_int_equal(
        paper_look(&b->certificate, PAPER_LARGE, digest, bytes_view(&b->stream), b->look), ERR_OK);
    assert_true(parts_said(b->look) < FORM_PARTS);
    assert_false(b->look->page[0].says[FORM_PART_NAME]);
}

static void look_finds_all(struct bench *b)
{
    assert_int_equal(
        paper_look(&b->certificate, PAPER_USUAL, digest, bytes_view(&b->stream), b->look), ERR_OK);
    assert_int_equal(b->look->pages, 1);
    assert_int_equal(parts_said(b->look), FORM_PARTS);
    assert_true(saw(&b->look->page[0], b->certificate.code[0].text));
}

/* What is looked at is what is sent, in whichever format that is. */
static void test_the_look_reads_each_format_that_a_printer_takes(void **state)
{
    struct bench *b = *state;
    struct bytes raster = bytes_new(PAPER_STREAM_MAX);

    assert_int_equal(paper_draw(&b->certificate, PAPER_USUAL, digest, 300, &raster, &b->pages),
                     ERR_OK);
    assert_true(urf_of_raster(bytes_view(&raster), &b->stream));
    look_finds_all(b);
    b->stream.len -= 2;
    assert_int_equal(
        paper_look(&b->certificate, PAPER_USUAL, digest, bytes_view(&b->stream), b->look), AK_P90);
    bytes_free(&b->stream);
    assert_int_equal(paper_pdf(&b->certificate, PAPER_USUAL, digest, &b->stream, &b->pages),
                     ERR_OK);
    look_finds_all(b);
    bytes_free(&raster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_check_refuses_what_the_drawing_refuses, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_check_counts_places_of_codes_that_are_not_signed_yet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_large_print_says_the_same_at_each_resolution, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_large_print_has_room_for_all_doses_and_three_codes,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_look_tells_large_print_from_usual, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_the_look_reads_each_format_that_a_printer_takes,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
