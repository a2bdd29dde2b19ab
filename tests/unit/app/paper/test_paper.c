#include "app/paper/paper.h"

#include "app/paper/paper_form.h"
#include "desk.h"

static enum err draw(struct bench *b)
{
    bytes_free(&b->stream);
    return paper_draw(&b->certificate, PAPER_USUAL, digest, 300, &b->stream, &b->pages);
}

static void look(struct bench *b)
{
    assert_int_equal(look_at_raster(bytes_view(&b->stream), NULL, b->look), ERR_OK);
    assert_int_equal(b->look->pages, b->pages);
}

static bool saw(const struct look_page *page, const char *text)
{
    for (size_t i = 0; i < page->codes; i++)
        if (strcmp(page->code[i].text, text) == 0)
            return true;
    return false;
}

static void test_a_certificate_shows_its_code(void **state)
{
    struct bench *b = *state;

    assert_int_equal(draw(b), ERR_OK);
    assert_int_equal(b->pages, 1);
    look(b);
    assert_int_equal(b->look->page[0].codes, 2);
    assert_true(saw(&b->look->page[0], b->certificate.code[0].text));
    assert_true(saw(&b->look->page[0], VERIFIER));
}

static void test_pages_for_few_and_many_doses(void **state)
{
    static const struct {
        int doses, pages;
    } cases[] = {{1, 1}, {3, 1}, {20, 3}, {DOSES_MAX, 5}};
    struct bench *b = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        set_doses(&b->certificate, cases[i].doses, 1);
        assert_int_equal(draw(b), ERR_OK);
        assert_int_equal(b->pages, cases[i].pages);
    }
}

static void test_six_plain_doses_fit_on_one_page(void **state)
{
    struct bench *b = *state;

    set_doses(&b->certificate, 6, 1);
    for (size_t i = 0; i < 6; i++)
        PUT(b->certificate.history.doses[i].product, "comirnaty");
    assert_int_equal(draw(b), ERR_OK);
    assert_int_equal(b->pages, 1);
}

static void test_several_codes_are_all_there(void **state)
{
    struct bench *b = *state;

    set_doses(&b->certificate, 20, 1);
    for (int i = 0; i < 4; i++)
        set_code(&b->certificate.code[i], 1 + 5 * i, 5 + 5 * i);
    b->certificate.codes = 4;
    assert_int_equal(draw(b), ERR_OK);
    look(b);
    assert_int_equal(b->look->page[0].codes, 4);
    for (size_t i = 0; i < 4; i++)
        assert_true(saw(&b->look->page[0], b->certificate.code[i].text));
    assert_true(saw(&b->look->page[1], VERIFIER));
}

static void test_both_formats_stand_side_by_side(void **state)
{
    struct bench *b = *state;
    struct certificate *c = &b->certificate;

    c->kind = KIND_TRAVEL;
    c->code[1] = c->code[0];
    c->code[0].format = CODE_VDS_NC;
    PUT(c->code[0].text, "{\"data\":{\"hdr\":{\"is\":\"UTO\",\"t\":\"icao.vacc\",\"v\":1}}}");
    c->codes = 2;
    assert_int_equal(draw(b), ERR_OK);
    look(b);
    assert_int_equal(b->look->page[0].codes, 3);
    assert_true(saw(&b->look->page[0], c->code[0].text));
    assert_true(saw(&b->look->page[0], c->code[1].text));
}

/* VRS-64: doses that are not in the records take a row of their own. */
static void test_missing_doses_take_a_row(void **state)
{
    struct bench *b = *state;

    set_doses(&b->certificate, 6, 1);
    for (size_t i = 0; i < 6; i++)
        PUT(b->certificate.history.doses[i].product, "comirnaty");
    for (size_t i = 0; i < 6; i++)
        b->certificate.history.doses[i].number += 2;
    assert_int_equal(draw(b), ERR_OK);
    assert_int_equal(b->pages, 2);
}

static void repeat(char out[HOLDER_NAME_SIZE], const char *sign, size_t count)
{
    size_t len = strlen(sign);

    for (size_t i = 0; i < count; i++)
        memcpy(out + i * len, sign, len);
    out[count * len] = '\0';
}

/* A name is set smaller and in two lines, then refused: never clipped. */
static void test_long_names_fit_or_are_refused(void **state)
{
    struct bench *b = *state;

    repeat(b->certificate.holder.name, "瀨", 60);
    assert_int_equal(draw(b), ERR_OK);
    set_doses(&b->certificate, 20, 1);
    assert_int_equal(draw(b), ERR_OK);
    repeat(b->certificate.holder.name, "瀨", 63);
    assert_int_equal(draw(b), AK_P72);
    assert_int_equal(b->stream.len, 0);
    PUT(b->certificate.holder.name, "MONTEMAYOR DELA CRUZ　CHRISTIANNE ALEXANDRA ISABEL MARGARITA");
    assert_int_equal(draw(b), ERR_OK);
}

static void test_signs_without_glyph_are_refused(void **state)
{
    struct bench *b = *state;

    PUT(b->certificate.holder.name, "山\uE000　太郎");
    assert_int_equal(draw(b), AK_P71);
    assert_int_equal(paper_check_name(b->certificate.holder.name), AK_P71);
    assert_int_equal(paper_check_name("髙瀨　千明"), ERR_OK);
}

static void test_what_is_not_a_certificate_is_refused(void **state)
{
    struct bench *b = *state;
    struct certificate *c = &b->certificate;

    PUT(c->history.doses[1].product, "nothing");
    assert_int_equal(draw(b), AK_P91);
    set_doses(c, 3, 1);
    assert_int_equal(paper_draw(c, PAPER_USUAL, "A07D", 300, &b->stream, &b->pages), AK_P91);
    assert_int_equal(paper_draw(c, PAPER_USUAL, "a07d4e1892c56bf3", 300, &b->stream, &b->pages),
                     AK_P91);
    PUT(c->serial, "Q8VH3RDM6WP0");
    assert_int_equal(draw(b), AK_P91);
    PUT(c->serial, "Q8VH3RDM6WPE");
    c->history.count = DOSES_MAX + 1;
    assert_int_equal(draw(b), AK_P91);
    set_doses(c, 3, 1);
    c->codes = CODES_MAX;
    assert_int_equal(draw(b), AK_P72);
}

/* The page shows the person, the doses, the serial and the digest: change one, and the dots change.
 */
static void test_each_word_stands_on_the_page(void **state)
{
    struct bench *b = *state;
    struct bytes first = bytes_new(PAPER_STREAM_MAX);
    struct certificate before = b->certificate;

    assert_int_equal(draw(b), ERR_OK);
    assert_true(bytes_append(&first, bytes_view(&b->stream)));
    for (int i = 0; i < 7; i++) {
        struct certificate *c = &b->certificate;

        *c = before;
        c->holder.birth.day += i == 0;
        c->issued.day -= i == 1;
        c->history.as_of += i == 2;
        c->others_asked = i == 3;
        PUT(c->history.doses[2].lot, i == 4 ? "EY4835" : "EY4834");
        PUT(c->history.doses[2].country, i == 5 ? "KOR" : "JPN");
        PUT(c->area.head_ja, i == 6 ? "明石野市長" : "明石野区長");
        assert_int_equal(draw(b), ERR_OK);
        assert_false(view_equal(bytes_view(&first), bytes_view(&b->stream)));
    }
    b->certificate = before;
    bytes_free(&b->stream);
    assert_int_equal(
        paper_draw(&before, PAPER_USUAL, "A07D4E1892C56BF4", 300, &b->stream, &b->pages), ERR_OK);
    assert_false(view_equal(bytes_view(&first), bytes_view(&b->stream)));
    bytes_free(&first);
}

/* A birth of which the registers know only the year stands so on the page. */
static void test_a_birth_known_in_part_says_so(void **state)
{
    struct bench *b = *state;
    struct phrases *phrases = calloc(1, sizeof *phrases);
    struct form form;

    b->certificate.holder.birth = (struct date){1945, 0, 0};
    assert_true(paper_form(&b->certificate, digest, phrases, &form));
    assert_string_equal(form.field[0].value, "1945");
    assert_string_equal(form.field[0].beside, "昭和20年月日不詳");
    free(phrases);
    assert_int_equal(draw(b), ERR_OK);
    look(b);
}

static void make_travel(struct certificate *c)
{
    c->kind = KIND_TRAVEL;
    PUT(c->traveller.name, "TAKASE CHIAKI");
    PUT(c->traveller.passport, "TK0000003");
    PUT(c->traveller.nationality, "JPN");
}

/* Who travels is named as in the passport; the codes for travel come first. */
static void test_a_traveller_is_named(void **state)
{
    struct bench *b = *state;
    struct certificate *c = &b->certificate;
    struct phrases *phrases = calloc(1, sizeof *phrases);
    struct form form;

    make_travel(c);
    set_doses(c, 10, 1);
    c->code[1] = c->code[2] = c->code[0];
    for (int i = 1; i <= 2; i++)
        c->code[i].format = CODE_VDS_NC;
    c->code[1].last = 5;
    c->code[2].first = 6;
    c->codes = 3;
    c->code[2].last = 10;
    assert_true(paper_form(c, digest, phrases, &form));
    assert_string_equal(form.roman, "TAKASE CHIAKI");
    assert_string_equal(form.field[1].value, "日本 JAPAN");
    assert_string_equal(form.field[2].value, "TK0000003");
    assert_string_equal(form.code[0].caption.en, "VDS-NC, doses 1–5 of 10");
    assert_string_equal(form.code[1].caption.en, "VDS-NC, doses 6–10 of 10");
    assert_string_equal(form.code[2].caption.en, "SMART Health Card, all doses");
    PUT(c->traveller.nationality, "PHL");
    *phrases = (struct phrases){0};
    assert_true(paper_form(c, digest, phrases, &form));
    assert_string_equal(form.field[1].value, "PHL");
    free(phrases);
    assert_int_equal(draw(b), ERR_OK);
}

static void preview(struct bench *b, enum err expected)
{
    bytes_free(&b->stream);
    assert_int_equal(paper_preview(&b->certificate, PAPER_USUAL, 60, 0, &b->stream, &b->pages),
                     expected);
}

/* KSK-15, VRS-65: serial, codes, date and issuer are not in the preview, whatever they are; the
 * words of the record are. */
static void test_a_preview_is_of_the_record_alone(void **state)
{
    struct bench *b = *state;
    struct certificate *c = &b->certificate;
    struct bytes first = bytes_new(PAPER_STREAM_MAX);

    make_travel(c);
    preview(b, ERR_OK);
    assert_true(bytes_append(&first, bytes_view(&b->stream)));
    PUT(c->serial, "AAAAAAAAAAAA");
    PUT(c->verifier, "");
    c->issued.year++;
    c->codes = 0;
    PUT(c->area.head_ja, "他市長");
    preview(b, ERR_OK);
    assert_true(view_equal(bytes_view(&first), bytes_view(&b->stream)));
    PUT(c->history.doses[0].lot, "EY4835");
    preview(b, ERR_OK);
    assert_false(view_equal(bytes_view(&first), bytes_view(&b->stream)));
    bytes_free(&first);
}

/* What the paper would be refused for is refused before anything is signed (R29). */
static void test_a_preview_refuses_early(void **state)
{
    struct bench *b = *state;

    PUT(b->certificate.holder.name, "山\uE000　太郎");
    preview(b, AK_P71);
    repeat(b->certificate.holder.name, "瀨", 63);
    preview(b, AK_P72);
    PUT(b->certificate.holder.name, "髙瀨　千明");
    PUT(b->certificate.history.doses[1].product, "nothing");
    preview(b, AK_P91);
    set_doses(&b->certificate, 3, 1);
    bytes_free(&b->stream);
    assert_int_equal(paper_preview(&b->certificate, PAPER_USUAL, 60, 1, &b->stream, &b->pages),
                     AK_X93);
    assert_int_equal(paper_preview(&b->certificate, PAPER_USUAL, 20, 0, &b->stream, &b->pages),
                     AK_X93);
    assert_int_equal(paper_ready(), ERR_OK);
}

static void test_a_pdf_is_one(void **state)
{
    struct bench *b = *state;

    assert_int_equal(paper_pdf(&b->certificate, PAPER_USUAL, digest, &b->stream, &b->pages),
                     ERR_OK);
    assert_true(b->stream.len > 5 && memcmp(b->stream.at, "%PDF-", 5) == 0);
    PUT(b->certificate.holder.name, "山\uE000　太郎");
    assert_int_equal(paper_pdf(&b->certificate, PAPER_USUAL, digest, &b->stream, &b->pages),
                     AK_P71);
    assert_int_equal(b->stream.len, 0);
    b->stream = bytes_new(1000);
    PUT(b->certificate.holder.name, "髙瀨　千明");
    assert_int_equal(paper_pdf(&b->certificate, PAPER_USUAL, digest, &b->stream, &b->pages),
                     AK_X93);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_certificate_shows_its_code, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pages_for_few_and_many_doses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_six_plain_doses_fit_on_one_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_several_codes_are_all_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_both_formats_stand_side_by_side, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_doses_take_a_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_birth_known_in_part_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_names_fit_or_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signs_without_glyph_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_not_a_certificate_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_traveller_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_preview_is_of_the_record_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_preview_refuses_early, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_pdf_is_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_each_word_stands_on_the_page, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
