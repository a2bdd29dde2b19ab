#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signed.h"

#include "crypto/base64.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { HUGE_LEN = 10 << 20, LITTLE_MEMORY_KB = 8 << 10, LITTLE_STACK = 512 << 10 };

static struct bytes fill(size_t len, char sign)
{
    struct bytes out = bytes_new(len);
    uint8_t *to = bytes_room(&out, len);

    assert_non_null(to);
    memset(to, sign, len);
    out.len = len;
    return out;
}

static long memory_kb(void)
{
    struct rusage usage;

    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

static void open_packed(struct view packed, struct opened *out)
{
    struct bytes jws = bytes_new(1 << 18);
    char header[256];

    make_header(header);
    make_jws(header, packed, &jws);
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, out);
    bytes_free(&jws);
}

/* What inflates beyond all bounds costs no more than the bound. */
static void streams_without_end_are_cut_off(void **state)
{
    struct bytes blanks = fill(HUGE_LEN, ' '), packed = bytes_new(1 << 16),
                 raw = bytes_new(1 << 24);
    struct bytes jws = bytes_new(1 << 17);
    struct opened opened;
    char header[256];
    long before = 0;

    (void)state;
    make_header(header);
    assert_true(flate_pack(view_cut(bytes_view(&blanks), 0, 1 << 19), &packed));
    before = memory_kb();
    open_packed(bytes_view(&packed), &opened);
    assert_int_equal(opened.code, AK_V39);
    bytes_clear(&packed);
    assert_true(flate_pack(bytes_view(&blanks), &packed));
    open_packed(bytes_view(&packed), &opened);
    assert_int_equal(opened.code, AK_V49);
    make_jws(header, bytes_view(&packed), &jws);
    assert_false(shc_raw(bytes_view(&jws), &raw));
    assert_int_equal(raw.len, 0);
    assert_true(memory_kb() - before < LITTLE_MEMORY_KB);
    bytes_free(&blanks);
    bytes_free(&packed);
    bytes_free(&raw);
    bytes_free(&jws);
}

/* A stream that is none, one that is cut, and one that something follows. */
static void only_one_whole_stream_is_content(void **state)
{
    struct bytes packed = bytes_new(1 << 14);
    struct opened opened;

    (void)state;
    open_packed(view_text("not deflated"), &opened);
    assert_int_equal(opened.code, AK_V39);
    open_packed(view_text(""), &opened);
    assert_int_equal(opened.code, AK_V39);
    assert_true(flate_pack(view_text(GOOD), &packed));
    open_packed(view_cut(bytes_view(&packed), 0, packed.len - 1), &opened);
    assert_int_equal(opened.code, AK_V39);
    assert_true(bytes_append_u8(&packed, 0));
    open_packed(bytes_view(&packed), &opened);
    assert_int_equal(opened.code, AK_V39);
    bytes_clear(&packed);
    assert_true(flate_pack(view_text(GOOD), &packed) && flate_pack(view_text(""), &packed));
    open_packed(bytes_view(&packed), &opened);
    assert_int_equal(opened.code, AK_V39);
    bytes_free(&packed);
}

static void expect_refused(struct view text, const char *more, size_t more_len)
{
    struct bytes all = bytes_new(1 << 14);
    struct opened opened;

    assert_true(bytes_append(&all, text) && bytes_append(&all, view_of(more, more_len)));
    shc_open(bytes_view(&all), sample.trust, SAMPLE_NOW, &opened);
    if (opened.code == ERR_OK || opened.verdict == SEAL_VALID)
        fail_msg("accepted with \"%s\" behind it", more);
    bytes_free(&all);
}

/* What stands behind a code, be it blank, zero or the same once more, was not signed with it. */
static void nothing_may_follow_a_code(void **state)
{
    static const char *const tails[] = {" ",  "\n", "\r\n", "A",   "AA",      "AAAA",
                                        "=",  "==", ".",    ".AA", "0",       "00",
                                        "45", "77", "/",    "#",   "\xC2\xA0"};
    char text[CODE_TEXT_SIZE];
    struct bytes jws = {0};

    (void)state;
    issue_text(text);
    jws = jws_of(text);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        expect_refused(bytes_view(&jws), tails[i], strlen(tails[i]));
        expect_refused(view_text(text), tails[i], strlen(tails[i]));
    }
    expect_refused(bytes_view(&jws), "", 1);
    expect_refused(view_text(text), "", 1);
    expect_refused(view_text(text), text, strlen(text));
    expect_refused(view_text(text), text + 5, strlen(text) - 5);
    expect_refused(bytes_view(&jws), (const char *)jws.at, jws.len);
    bytes_free(&jws);
}

/* Ten megabytes of anything cost a look at their length. */
static void huge_texts_are_refused_at_once(void **state)
{
    static const char *const heads[] = {"shc:/", "shc:/1/2/", "eyJ.", "", "{", "\xEF\xBB\xBF"};
    long before = 0;

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct bytes huge = fill(HUGE_LEN, '5'), raw = bytes_new(HUGE_LEN);
        struct opened opened;

        memcpy(huge.at, heads[i], strlen(heads[i]));
        before = memory_kb();
        shc_open(bytes_view(&huge), sample.trust, SAMPLE_NOW, &opened);
        assert_int_equal(opened.code, AK_V49);
        assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
        assert_false(shc_raw(bytes_view(&huge), &raw));
        assert_true(memory_kb() - before < LITTLE_MEMORY_KB);
        bytes_free(&huge);
        bytes_free(&raw);
    }
}

struct nest {
    int depth;
    const char *before, *after;
    enum err code;
};

static void *open_nested(void *of)
{
    struct nest *nest = of;
    struct bytes payload = bytes_new(1 << 16);
    struct opened *opened = calloc(1, sizeof *opened);
    bool made = opened != NULL && bytes_append_text(&payload, nest->before);

    for (int i = 0; made && i < nest->depth; i++)
        made = bytes_append_text(&payload, "[");
    made = made && bytes_append_text(&payload, "1");
    for (int i = 0; made && i < nest->depth; i++)
        made = bytes_append_text(&payload, "]");
    made = made && bytes_append_text(&payload, nest->after);
    if (made)
        open_payload(bytes_view(&payload), SAMPLE_NOW, opened);
    nest->code = opened != NULL ? opened->code : ERR_OK;
    bytes_free(&payload);
    free(opened);
    return NULL;
}

/* The reader stops at 64 levels, four of which stand around what is in a bundle. */
static void deep_nesting_is_refused_on_a_small_stack(void **state)
{
    static const char in_bundle[] =
        "{" ISS NBF "\"vc\":{" TYPE "\"credentialSubject\":{\"fhirVersion\":\"4.0.1\","
        "\"fhirBundle\":{\"resourceType\":\"Bundle\",\"entry\":[" PATIENT "," DOSE "],\"a\":";
    struct {
        struct nest nest;
        enum err code;
    } cases[] = {
        {{60, in_bundle, "}}}}", ERR_OK}, ERR_OK},
        {{61, in_bundle, "}}}}", ERR_OK}, AK_V40},
        {{1000, in_bundle, "}}}}", ERR_OK}, AK_V40},
        {{30000, in_bundle, "}}}}", ERR_OK}, AK_V40},
        {{1000, "", "", ERR_OK}, AK_V40},
        {{30000, "", "", ERR_OK}, AK_V40},
    };
    pthread_attr_t attr;

    (void)state;
    assert_int_equal(pthread_attr_init(&attr), 0);
    assert_int_equal(pthread_attr_setstacksize(&attr, LITTLE_STACK), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pthread_t thread;

        assert_int_equal(pthread_create(&thread, &attr, open_nested, &cases[i].nest), 0);
        assert_int_equal(pthread_join(thread, NULL), 0);
        if (cases[i].nest.code != cases[i].code)
            print_error("%d: %s\n", cases[i].nest.depth, err_name(cases[i].nest.code));
        assert_int_equal(cases[i].nest.code, cases[i].code);
    }
    pthread_attr_destroy(&attr);
}

static enum err open_signed(const struct bytes *unsigned_jws, struct view signature)
{
    struct bytes jws = bytes_new(1 << 14);
    struct opened opened;

    assert_true(bytes_append(&jws, bytes_view(unsigned_jws)) && bytes_append_text(&jws, ".") &&
                base64url_encode(signature, &jws));
    shc_open(bytes_view(&jws), sample.trust, SAMPLE_NOW, &opened);
    bytes_free(&jws);
    return opened.code;
}

/* r and s of 32 bytes each and in their range, nothing else: no DER, no shorter form, no zeros,
 * which a careless library takes for a signature of everything. */
static void signatures_have_one_form(void **state)
{
    static const uint8_t order[] = {0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00,
                                    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84,
                                    0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51};
    struct bytes packed = bytes_new(1 << 14), text = bytes_new(1 << 14);
    uint8_t good[EC_SIGNATURE_LEN], bad[EC_SIGNATURE_LEN + 8] = {0};
    char header[256];

    (void)state;
    make_header(header);
    assert_true(flate_pack(view_text(GOOD), &packed));
    assert_true(jws_begin(view_text(header), bytes_view(&packed), &text));
    assert_true(ec_sign(sample.key, bytes_view(&text), good));
    assert_int_equal(open_signed(&text, view_of(good, sizeof good)), ERR_OK);
    assert_int_equal(open_signed(&text, view_of(good, sizeof good - 1)), AK_V53);
    assert_int_equal(open_signed(&text, view_of(bad, sizeof good)), AK_V48);
    memcpy(bad, good, 32);
    assert_int_equal(open_signed(&text, view_of(bad, sizeof good)), AK_V48);
    memcpy(bad + 32, order, sizeof order);
    assert_int_equal(open_signed(&text, view_of(bad, sizeof good)), AK_V48);
    memcpy(bad, order, sizeof order);
    memcpy(bad + 32, good + 32, 32);
    assert_int_equal(open_signed(&text, view_of(bad, sizeof good)), AK_V48);
    memcpy(bad, good + 32, 32);
    memcpy(bad + 32, good, 32);
    assert_int_equal(open_signed(&text, view_of(bad, sizeof good)), AK_V48);
    memcpy(bad, "\x30\x44\x02\x20", 4);
    memcpy(bad + 4, good, 32);
    memcpy(bad + 36, "\x02\x20", 2);
    memcpy(bad + 38, good + 32, 32);
    assert_int_equal(open_signed(&text, view_of(bad, 70)), AK_V53);
    bytes_free(&packed);
    bytes_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_without_end_are_cut_off),
        cmocka_unit_test(only_one_whole_stream_is_content),
        cmocka_unit_test(nothing_may_follow_a_code),
        cmocka_unit_test(huge_texts_are_refused_at_once),
        cmocka_unit_test(deep_nesting_is_refused_on_a_small_stack),
        cmocka_unit_test(signatures_have_one_form),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
