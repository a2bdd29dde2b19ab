/* The verdict on a card's files (KSK-05, KSK-06). */
#include "maker.h"

#include "crypto/base/hex.h"

static struct maker maker;

static int open_maker(void **state)
{
    (void)state;
    maker_open(&maker);
    return 0;
}

static int close_maker(void **state)
{
    (void)state;
    maker_close(&maker);
    return 0;
}

static struct card_judgement judge(const struct card_files *files, struct card_person *out)
{
    return card_judge(files, &maker.roots, out);
}

static void expect(const struct card_files *files, const struct card_roots *roots,
                   enum card_verdict verdict, enum err code, const char *step)
{
    struct card_person person;
    struct card_judgement got = card_judge(files, roots, &person);

    assert_int_equal(got.verdict, verdict);
    assert_int_equal(got.code, code);
    assert_string_equal(got.step, step);
}

static void expect_of(const struct maker *m, enum card_verdict verdict, enum err code,
                      const char *step)
{
    struct card_files files = maker_files(m);

    expect(&files, &m->roots, verdict, code, step);
    card_files_free(&files);
}

/* The files as published are what the maker makes, and the published digests are the card's. */
static void agrees_with_the_published_bytes(void **state)
{
    static const char number[] = "ff100c353337363836363737313838ffff";
    static const char person[] = "ff2065df2108000e002000590064df220fe9bb92e6a190e38080e5b9b9e4b99f"
                                 "df2336e69db1e4baace983bde6b885e780ace5b882e8a6b3e5b883e5ad90e58d"
                                 "97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92df240831393830"
                                 "30323137df250131";
    static const char number_digest[] =
        "6d5a4c1ef9ab15bf506862d7e66b9c0f179ca065bc936c8e634e9e57449ca9cd";
    static const char person_digest[] =
        "b9e0d09427b23b1d4beda2848512b4103752dc2667e51f9712872d65f472cb3b";
    struct card_files files = maker_files(&maker);
    char hex[2 * CARD_FILE_MAX + 1];

    (void)state;
    hex_encode(bytes_view(&files.number), hex);
    assert_string_equal(hex, number);
    hex_encode(bytes_view(&files.person), hex);
    assert_string_equal(hex, person);
    assert_int_equal(files.digests.len, 336);
    assert_int_equal(files.certificate.len, 568);
    assert_int_equal(files.key.len, 536);
    hex_encode(view_cut(bytes_view(&files.digests), 8, 32), hex);
    assert_string_equal(hex, number_digest);
    hex_encode(view_cut(bytes_view(&files.digests), 43, 32), hex);
    assert_string_equal(hex, person_digest);
    card_files_free(&files);
}

static void an_authentic_card_names_its_holder(void **state)
{
    struct card_files files = maker_files(&maker);
    struct card_person person;
    struct card_judgement got = judge(&files, &person);

    (void)state;
    assert_int_equal(got.verdict, CARD_AUTHENTIC);
    assert_int_equal(got.code, ERR_OK);
    assert_string_equal(got.step, "");
    assert_string_equal(person.number, SPECIMEN_NUMBER);
    assert_string_equal(person.holder.name, SPECIMEN_NAME);
    assert_int_equal(person.holder.birth.year, 1980);
    assert_int_equal(person.holder.birth.month, 2);
    assert_int_equal(person.holder.birth.day, 17);
    assert_int_equal(person.sex, '1');
    card_files_free(&files);
}

static void each_altered_part_has_its_own_code(void **state)
{
    struct card_files files = maker_files(&maker);

    (void)state;
    files.number.at[5] ^= 1;
    expect(&files, &maker.roots, CARD_ALTERED, AK_C61, "number digest");
    files.number.at[5] ^= 1;
    files.number.at[16] ^= 1; /* the filler is part of what is digested */
    expect(&files, &maker.roots, CARD_ALTERED, AK_C61, "number digest");
    files.number.at[16] ^= 1;
    files.person.at[20] ^= 1;
    expect(&files, &maker.roots, CARD_ALTERED, AK_C61, "person digest");
    files.person.at[20] ^= 1;
    files.digests.at[335] ^= 1;
    expect(&files, &maker.roots, CARD_ALTERED, AK_C62, "signature");
    files.digests.at[335] ^= 1;
    files.certificate.at[567] ^= 1;
    expect(&files, &maker.roots, CARD_ALTERED, AK_C63, "certificate");
    files.certificate.at[567] ^= 1;
    expect(&files, &maker.roots, CARD_AUTHENTIC, ERR_OK, "");
    card_files_free(&files);
}

/* Who owns a card's two files can make digests to them, but not the signature. */
static void fresh_digests_do_not_help(void **state)
{
    struct maker forger = maker;
    struct card_files files = maker_files(&maker), forged = {0};

    (void)state;
    forger.signer = maker.card;
    forger.name = "偽物　太郎";
    forged = maker_files(&forger);
    files.person.len = files.digests.len = 0;
    assert_true(bytes_append(&files.person, bytes_view(&forged.person)));
    assert_true(bytes_append(&files.digests, bytes_view(&forged.digests)));
    expect(&files, &maker.roots, CARD_ALTERED, AK_C62, "signature");
    card_files_free(&files);
    card_files_free(&forged);
}

/* Steps 1 to 5 alone prove nothing: the certificate comes off the same card. */
static void a_whole_hierarchy_of_ones_own_is_not_enough(void **state)
{
    struct maker forger = maker;

    (void)state;
    forger.root = maker.card;
    expect_of(&forger, CARD_ALTERED, AK_C63, "certificate");
}

static void an_unknown_root_is_told_apart_from_forgery(void **state)
{
    struct card_files files = maker_files(&maker);
    struct card_roots none = {0}, near = maker.roots;

    (void)state;
    expect(&files, &none, CARD_ISSUER_UNKNOWN, AK_C64, "issuer");
    near.root[0].key_id[CARD_KEY_ID_LEN - 1] ^= 1; /* the whole key id counts */
    expect(&files, &near, CARD_ISSUER_UNKNOWN, AK_C64, "issuer");
    files.digests.at[335] ^= 1;
    expect(&files, &none, CARD_ALTERED, AK_C62, "signature");
    card_files_free(&files);
}

static void other_layouts_and_sizes_are_unsupported(void **state)
{
    struct card_files files = maker_files(&maker), empty = card_files_new();
    struct bytes body = bytes_new(CARD_FILE_MAX);
    uint8_t filler[96] = {7};

    (void)state;
    expect(&empty, &maker.roots, CARD_UNSUPPORTED, AK_C37, "layout");

    /* As SHA-384 and P-384 would look. */
    files.digests.len = 0;
    assert_true(tlv_append(&body, 0xDF31, view_of(filler, 48)));
    assert_true(tlv_append(&body, 0xDF32, view_of(filler, 48)));
    assert_true(tlv_append(&body, 0xDF33, view_of(filler, 96)));
    assert_true(tlv_append(&files.digests, 0xFF30, bytes_view(&body)));
    expect(&files, &maker.roots, CARD_UNSUPPORTED, AK_C37, "layout");
    bytes_free(&body);
    card_files_free(&files);
    card_files_free(&empty);
}

static void a_card_cut_short_anywhere_is_never_authentic(void **state)
{
    struct card_files files = maker_files(&maker);
    struct bytes *all[] = {&files.number, &files.person, &files.digests, &files.certificate};
    struct card_person person;

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t whole = all[i]->len;

        for (all[i]->len = 0; all[i]->len < whole; all[i]->len++)
            assert_int_not_equal(judge(&files, &person).verdict, CARD_AUTHENTIC);
    }
    card_files_free(&files);
}

static void signed_nonsense_is_not_taken_for_a_person(void **state)
{
    static const struct {
        const char *number, *name, *birth;
        enum err code;
        const char *step;
    } of[] = {
        {"537686677187", SPECIMEN_NAME, SPECIMEN_BIRTH, AK_C65, "number"},
        {"53768667718x", SPECIMEN_NAME, SPECIMEN_BIRTH, AK_C65, "number"},
        {SPECIMEN_NUMBER, "", SPECIMEN_BIRTH, AK_C37, "name"},
        {SPECIMEN_NUMBER, "黒桐\n幹也", SPECIMEN_BIRTH, AK_C37, "name"},
        {SPECIMEN_NUMBER, "黒桐\xC2\x85幹也", SPECIMEN_BIRTH, AK_C37, "name"},
        {SPECIMEN_NUMBER, "\xC0\xAF", SPECIMEN_BIRTH, AK_C37, "name"},
        {SPECIMEN_NUMBER, "\xED\xA0\x80", SPECIMEN_BIRTH, AK_C37, "name"},
        {SPECIMEN_NUMBER, "\xE9\xBB", SPECIMEN_BIRTH, AK_C37, "name"},
        {SPECIMEN_NUMBER, SPECIMEN_NAME, "19800230", AK_C37, "birth"},
        {SPECIMEN_NUMBER, SPECIMEN_NAME, "1980021", AK_C37, "birth"},
        {SPECIMEN_NUMBER, SPECIMEN_NAME, "1980-217", AK_C37, "birth"},
        {SPECIMEN_NUMBER, SPECIMEN_NAME, "19800017", AK_C37, "birth"},
        {SPECIMEN_NUMBER, SPECIMEN_NAME, "19801300", AK_C37, "birth"},
        {SPECIMEN_NUMBER, SPECIMEN_NAME, "00000000", AK_C37, "birth"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct maker m = maker;

        m.number = of[i].number;
        m.name = of[i].name;
        m.birth = of[i].birth;
        expect_of(&m, CARD_UNSUPPORTED, of[i].code, of[i].step);
    }
}

/* Of some births the registers know only the month or the year. */
static void a_birth_known_in_part_is_read(void **state)
{
    static const struct {
        const char *birth;
        struct date date;
    } of[] = {{"19450300", {1945, 3, 0}}, {"19450000", {1945, 0, 0}}, {"20000229", {2000, 2, 29}}};

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct maker m = maker;
        struct card_files files;
        struct card_person person;

        m.birth = of[i].birth;
        files = maker_files(&m);
        assert_int_equal(card_judge(&files, &m.roots, &person).code, ERR_OK);
        assert_int_equal(date_compare(person.holder.birth, of[i].date), 0);
        card_files_free(&files);
    }
}

static void a_name_longer_than_the_bound_is_refused(void **state)
{
    char name[HOLDER_NAME_SIZE + 1] = "";
    struct maker m = maker;

    (void)state;
    memset(name, 'a', HOLDER_NAME_SIZE - 1);
    m.name = name;
    expect_of(&m, CARD_AUTHENTIC, ERR_OK, "");
    name[HOLDER_NAME_SIZE - 1] = 'a';
    expect_of(&m, CARD_UNSUPPORTED, AK_C37, "name");
}

static void other_sexes_are_shown_as_unknown(void **state)
{
    static const char *const sexes[] = {"2", "3", "9", "12"};

    (void)state;
    for (size_t i = 0; i < sizeof sexes / sizeof *sexes; i++) {
        struct maker m = maker;
        struct card_files files = {0};
        struct card_person person;

        m.sex = sexes[i];
        files = maker_files(&m);
        assert_int_equal(judge(&files, &person).verdict, CARD_AUTHENTIC);
        assert_int_equal(person.sex, i == 0 ? '2' : '?');
        card_files_free(&files);
    }
}

/* Lengths in a longer form than needed are seen on cards. */
static void a_longer_length_in_front_of_the_person_is_read(void **state)
{
    struct card_files files = maker_files(&maker);
    struct bytes longer = bytes_new(CARD_FILE_MAX);

    (void)state;
    assert_true(bytes_append(&longer, view_of("\xFF\x20\x82\x00\x65", 5)));
    assert_true(bytes_append(&longer, view_from(bytes_view(&files.person), 3)));
    assert_true(bytes_append(&longer, view_of("\xFF\xFF\xFF", 3)));
    bytes_free(&files.person);
    files.person = longer;
    expect(&files, &maker.roots, CARD_AUTHENTIC, ERR_OK, "");
    card_files_free(&files);
}

/* Flips each byte of a file in four ways. What is still authentic must say the same as before:
 * only the unsigned offsets, filler and certain length forms may differ. */
static void flip_all(struct card_files *files, struct bytes *file)
{
    static const uint8_t masks[] = {0x01, 0x10, 0x80, 0xFF};
    struct card_person before, after;

    assert_int_equal(judge(files, &before).verdict, CARD_AUTHENTIC);
    for (size_t i = 0; i < file->len; i++) {
        for (size_t m = 0; m < sizeof masks; m++) {
            file->at[i] ^= masks[m];
            if (judge(files, &after).verdict == CARD_AUTHENTIC) {
                assert_string_equal(after.number, before.number);
                assert_true(holder_equal(&after.holder, &before.holder));
                assert_int_equal(after.sex, before.sex);
            }
            file->at[i] ^= masks[m];
        }
    }
}

static void no_flipped_byte_changes_an_authentic_person(void **state)
{
    struct card_files files = maker_files(&maker);

    (void)state;
    flip_all(&files, &files.number);
    flip_all(&files, &files.person);
    flip_all(&files, &files.digests);
    flip_all(&files, &files.certificate);
    card_files_free(&files);
}

static void a_refused_card_leaves_no_person_behind(void **state)
{
    static const struct card_person nobody;
    struct card_files files = maker_files(&maker);
    struct card_person person;

    (void)state;
    assert_int_equal(judge(&files, &person).verdict, CARD_AUTHENTIC);
    files.number.at[5] ^= 1;
    assert_int_equal(judge(&files, &person).verdict, CARD_ALTERED);
    assert_memory_equal(&person, &nobody, sizeof person);
    card_files_free(&files);
}

static void the_last_day_of_validity_still_counts(void **state)
{
    struct date day = {2026, 11, 20};

    (void)state;
    assert_int_equal(card_expiry_check("20261120", day), ERR_OK);
    assert_int_equal(card_expiry_check("20261119", day), AK_C36);
    assert_int_equal(card_expiry_check("20251231", day), AK_C36);
    assert_int_equal(card_expiry_check("20330101", day), ERR_OK);
    assert_int_equal(card_expiry_check("", day), ERR_OK);
    assert_int_equal(card_expiry_check("99999999", day), ERR_OK);
    assert_int_equal(card_expiry_check("20250000", day), ERR_OK);
}

static void expect_part(const struct card_files *files, enum card_part part,
                        enum card_verdict verdict, enum err code, const char *step)
{
    struct card_person person;
    struct card_judgement got = card_judge_part(files, part, &maker.roots, &person);

    assert_int_equal(got.verdict, verdict);
    assert_int_equal(got.code, code);
    assert_string_equal(got.step, step);
}

/* What 照合番号A opens, or B (CNT-05): EF 0001 or 0002 with 0003 and 0004. */
static void a_part_is_judged_by_itself_and_never_taken_for_a_whole(void **state)
{
    static const struct {
        enum card_part part;
        const char *number, *name;
    } of[] = {{CARD_NUMBER, SPECIMEN_NUMBER, ""}, {CARD_ATTRIBUTES, "", SPECIMEN_NAME}};

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct card_files files = maker_files(&maker);
        struct card_judgement got = {0};
        struct card_person person;

        bytes_clear(of[i].part == CARD_NUMBER ? &files.person : &files.number);
        got = card_judge_part(&files, of[i].part, &maker.roots, &person);
        assert_int_equal(got.verdict, CARD_PART_AUTHENTIC);
        assert_int_equal(got.code, ERR_OK);
        assert_string_equal(person.number, of[i].number);
        assert_string_equal(person.holder.name, of[i].name);
        expect(&files, &maker.roots, CARD_UNSUPPORTED, AK_C37, "layout");
        expect_part(&files, CARD_WHOLE ^ of[i].part, CARD_UNSUPPORTED, AK_C37, "layout");
        card_files_free(&files);
    }
}

static void a_part_that_was_altered_or_is_of_nobody_has_the_codes_of_a_whole(void **state)
{
    const struct card_roots none = {0};
    struct card_files files = maker_files(&maker);
    struct card_person person;

    (void)state;
    files.number.at[5] ^= 1;
    expect_part(&files, CARD_NUMBER, CARD_ALTERED, AK_C61, "number digest");
    expect_part(&files, CARD_ATTRIBUTES, CARD_PART_AUTHENTIC, ERR_OK, "");
    files.number.at[5] ^= 1;
    files.person.at[files.person.len - 1] ^= 1;
    expect_part(&files, CARD_ATTRIBUTES, CARD_ALTERED, AK_C61, "person digest");
    expect_part(&files, CARD_NUMBER, CARD_PART_AUTHENTIC, ERR_OK, "");
    files.digests.at[files.digests.len - 1] ^= 1;
    expect_part(&files, CARD_NUMBER, CARD_ALTERED, AK_C62, "signature");
    files.digests.at[files.digests.len - 1] ^= 1;
    files.certificate.at[files.certificate.len - 1] ^= 1;
    expect_part(&files, CARD_NUMBER, CARD_ALTERED, AK_C63, "certificate");
    files.certificate.at[files.certificate.len - 1] ^= 1;
    assert_int_equal(card_judge_part(&files, CARD_NUMBER, &none, &person).verdict,
                     CARD_ISSUER_UNKNOWN);
    card_files_free(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_published_bytes),
        cmocka_unit_test(an_authentic_card_names_its_holder),
        cmocka_unit_test(each_altered_part_has_its_own_code),
        cmocka_unit_test(fresh_digests_do_not_help),
        cmocka_unit_test(a_whole_hierarchy_of_ones_own_is_not_enough),
        cmocka_unit_test(an_unknown_root_is_told_apart_from_forgery),
        cmocka_unit_test(other_layouts_and_sizes_are_unsupported),
        cmocka_unit_test(a_card_cut_short_anywhere_is_never_authentic),
        cmocka_unit_test(signed_nonsense_is_not_taken_for_a_person),
        cmocka_unit_test(a_birth_known_in_part_is_read),
        cmocka_unit_test(a_name_longer_than_the_bound_is_refused),
        cmocka_unit_test(other_sexes_are_shown_as_unknown),
        cmocka_unit_test(a_longer_length_in_front_of_the_person_is_read),
        cmocka_unit_test(no_flipped_byte_changes_an_authentic_person),
        cmocka_unit_test(a_refused_card_leaves_no_person_behind),
        cmocka_unit_test(the_last_day_of_validity_still_counts),
        cmocka_unit_test(a_part_is_judged_by_itself_and_never_taken_for_a_whole),
        cmocka_unit_test(a_part_that_was_altered_or_is_of_nobody_has_the_codes_of_a_whole),
    };

    return cmocka_run_group_tests(tests, open_maker, close_maker);
}
