#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vds_sample.h"

#include <stdlib.h>

#define AT_2022 INT64_C(1654041600) /* 2022-06-01T00:00:00Z */

enum { MUTATIONS = 100000 };

static struct vds_sample sample;
static struct vds_trust *trust; /* in Utopia, and in Japan */
static struct certificate certificate;
static struct bytes japan;

static int open_sample(void **state)
{
    struct bytes csca = bytes_new(VDS_SAMPLE_DER_MAX);
    bool good = false;

    (void)state;
    japan = bytes_new(VDS_READ_MAX);
    vds_sample_fill(&certificate, 2);
    good = vds_sample_open(&sample) && vds_sample_japan(VECTORS VDS_SAMPLE_JAPAN, &japan) &&
           vds_sample_read(VECTORS VDS_SAMPLE_JAPAN_CSCA, &csca) &&
           vds_issue(&sample.issuer, &sample.keys, &certificate) == ERR_OK;
    trust = sample.trust;
    good = good && vds_trust_add_csca(trust, "JPN", bytes_view(&csca)) == ERR_OK;
    bytes_free(&csca);
    return good ? 0 : -1;
}

static int close_sample(void **state)
{
    (void)state;
    vds_sample_close(&sample);
    bytes_free(&japan);
    return 0;
}

/* VRS-52: no bit of a seal can be changed, not even one that means nothing. */
static void no_bit_can_be_changed(struct view seal, int64_t now)
{
    struct bytes text = bytes_new(VDS_READ_MAX);
    struct opened opened;

    assert_true(bytes_append(&text, seal));
    vds_open(bytes_view(&text), trust, now, &opened);
    assert_int_equal(opened.verdict, SEAL_VALID);
    for (size_t bit = 0; bit < 8 * text.len; bit++) {
        uint8_t *byte = &text.at[bit / 8], was = *byte;

        *byte ^= (uint8_t)(1 << bit % 8);
        vds_open(bytes_view(&text), trust, now, &opened);
        if (opened.verdict == SEAL_VALID)
            fail_msg("byte %zu: '%c' became '%c'", bit / 8, was, *byte);
        *byte = was;
    }
    bytes_free(&text);
}

static void no_bit_of_ours_can_be_changed(void **state)
{
    (void)state;
    no_bit_can_be_changed(view_text(certificate.code[0].text), VDS_SAMPLE_NOW);
}

static void no_bit_of_japans_can_be_changed(void **state)
{
    (void)state;
    no_bit_can_be_changed(bytes_view(&japan), AT_2022);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Pieces of the grammar, put in, put over, doubled, moved or taken out. */
static void mutate(struct bytes *text, uint32_t *seed)
{
    static const char *pieces[] = {"{",
                                   "}",
                                   "[",
                                   "]",
                                   ",",
                                   ":",
                                   "\"",
                                   "\\",
                                   "\\u0041",
                                   "\\ud800",
                                   "\\u0000",
                                   " ",
                                   "\n",
                                   "=",
                                   "==",
                                   "0",
                                   "1",
                                   "-1",
                                   "1e9",
                                   "9007199254740993",
                                   "null",
                                   "true",
                                   "false",
                                   "\"data\":",
                                   "\"sig\":",
                                   "\"alg\":\"ES256\",",
                                   "\"cer\":\"\",",
                                   "\"sigvl\":\"\",",
                                   "\"msg\":{",
                                   "\"hdr\":{",
                                   "\"t\":\"icao.test\",",
                                   "\"v\":2,",
                                   "\"is\":\"JPN\",",
                                   "\"uvci\":\"A\",",
                                   "\"seq\":2,",
                                   "\"lot\":\"X\",",
                                   "\"dvc\":\"2021-02-30\",",
                                   "AAAA",
                                   "MIIB",
                                   "-_",
                                   "+/",
                                   "\xE8\xA8\xBC",
                                   "\xFF",
                                   "\xED\xA0\x80"};
    struct bytes old = bytes_new(VDS_READ_MAX);
    const char *piece = pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)];
    size_t at = next_random(seed) % (text->len + 1);
    size_t len = next_random(seed) % 2 == 0 ? 0 : 1 + next_random(seed) % 40;
    bool good = bytes_append(&old, bytes_view(text)), put = len == 0 || next_random(seed) % 4 != 0;

    if (len > old.len - at)
        len = old.len - at;
    bytes_clear(text);
    good = good && bytes_append(text, view_cut(bytes_view(&old), 0, at)) &&
           (!put || bytes_append_text(text, piece)) &&
           bytes_append(text, view_from(bytes_view(&old), at + len));
    assert_true(good || text->len <= VDS_READ_MAX);
    bytes_free(&old);
}

/* Whatever is changed, nothing is believed but what was signed: a mutation that only moves blanks
 * or takes nothing away leaves the same message. */
static void mutations_are_not_believed(void **state)
{
    uint32_t seed = 20261120;
    struct bytes text = bytes_new(VDS_READ_MAX), signed_part = bytes_new(VDS_READ_MAX),
                 raw = bytes_new(VDS_READ_MAX);
    size_t harmless = 0;

    (void)state;
    print_message("seed %u\n", seed);
    assert_true(vds_raw(view_text(certificate.code[0].text), &signed_part));
    for (size_t i = 0; i < MUTATIONS; i++) {
        struct opened opened;

        assert_true(bytes_set(&text, view_text(certificate.code[0].text)));
        for (uint32_t times = 1 + next_random(&seed) % 3; times > 0; times--)
            mutate(&text, &seed);
        vds_open(bytes_view(&text), trust, VDS_SAMPLE_NOW, &opened);
        if (opened.verdict != SEAL_VALID)
            continue;
        harmless++;
        bytes_clear(&raw);
        assert_true(vds_raw(bytes_view(&text), &raw));
        assert_true(view_equal(bytes_view(&raw), bytes_view(&signed_part)));
    }
    print_message("%zu of %d left the message as it was\n", harmless, MUTATIONS);
    assert_true(harmless < MUTATIONS / 20);
    bytes_free(&text);
    bytes_free(&signed_part);
    bytes_free(&raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bit_of_ours_can_be_changed),
        cmocka_unit_test(no_bit_of_japans_can_be_changed),
        cmocka_unit_test(mutations_are_not_believed),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
