#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base45.h"
#include "dcc_sample.h"

#include <stdlib.h>
#include <zlib.h>

enum { MUTANTS = 100000, SEED = 20261120 };

static struct dcc_sample sample;
static char text[DCC_TEXT_MAX];
static struct bytes message;
static struct opened original;

static int open_sample(void **state)
{
    struct certificate certificate;

    (void)state;
    dcc_sample_fill(&certificate, 3);
    message = bytes_new(DCC_MESSAGE_MAX);
    if (!dcc_sample_open(&sample) || dcc_issue(&sample.issuer, &sample.keys, DCC_SAMPLE_NOW,
                                               &certificate, 2, text, sizeof text) != ERR_OK)
        return -1;
    dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, &original);
    return original.verdict == SEAL_VALID && dcc_text_read(view_text(text), &message) == ERR_OK
               ? 0
               : -1;
}

static int close_sample(void **state)
{
    (void)state;
    dcc_sample_close(&sample);
    bytes_free(&message);
    return 0;
}

static void open_changed(const char *changed, struct opened *out)
{
    memset(out, 0, sizeof *out);
    dcc_open(view_text(changed), sample.trust, DCC_SAMPLE_NOW, out);
}

/* Whether a text still stands for the very message that was signed. */
static bool stands_for_the_same(const char *changed)
{
    struct bytes other = bytes_new(DCC_MESSAGE_MAX);
    bool same = dcc_text_read(view_text(changed), &other) == ERR_OK &&
                view_equal(bytes_view(&other), bytes_view(&message));

    bytes_free(&other);
    return same;
}

/* VRS-52. The one thing that may change without harm are the bits that fill up deflate's last byte:
 * no reader sees them, and the message stays the same bit for bit. */
static void no_flipped_bit_of_the_text_is_believed(void **state)
{
    size_t len = strlen(text);

    (void)state;
    for (size_t i = 0; i < 8 * len; i++) {
        char changed[DCC_TEXT_MAX];
        struct opened opened;

        memcpy(changed, text, len + 1);
        changed[i / 8] = (char)(changed[i / 8] ^ 1 << i % 8);
        open_changed(changed, &opened);
        if (opened.verdict != SEAL_VALID)
            continue;
        if (!stands_for_the_same(changed))
            fail_msg("bit %zu of sign %zu", i % 8, i / 8);
        print_message("survives, the message unchanged: bit %zu of sign %zu\n", i % 8, i / 8);
    }
}

static void no_flipped_bit_of_the_message_is_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < 8 * message.len; i++) {
        char changed[DCC_TEXT_MAX];
        struct opened opened;

        message.at[i / 8] ^= (uint8_t)(1 << i % 8);
        assert_true(dcc_text_write(bytes_view(&message), changed, sizeof changed));
        message.at[i / 8] ^= (uint8_t)(1 << i % 8);
        open_changed(changed, &opened);
        if (opened.verdict == SEAL_VALID)
            fail_msg("bit %zu of byte %zu", i % 8, i / 8);
        assert_int_not_equal(opened.code, ERR_OK);
    }
}

/* xorshift64*, so that a seed is a run. */
static uint64_t next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

/* One to four changes: a byte, a cut, a piece doubled. */
static void mutate(struct bytes *m, uint64_t *random)
{
    for (uint64_t changes = 1 + next(random) % 4; changes > 0 && m->len > 8; changes--) {
        size_t at = next(random) % m->len, len = 1 + next(random) % 8;

        switch (next(random) % 4) {
        case 0:
            m->len -= at + len <= m->len ? len : 0;
            break;
        case 1:
            if (at + len <= m->len && m->len + len <= m->cap) {
                memmove(m->at + at + len, m->at + at, m->len - at);
                m->len += len;
            }
            break;
        default:
            m->at[at] = (uint8_t)next(random);
        }
    }
}

/* The text of a message that is packed without being compressed, for speed. */
static void store(struct view plain, char out[DCC_TEXT_MAX])
{
    struct bytes packed = bytes_new(1 << 12), written = bytes_new(DCC_TEXT_MAX);
    uint16_t len = (uint16_t)plain.len, swapped = (uint16_t)(len << 8 | len >> 8);

    assert_true(bytes_append_u16(&packed, 0x7801) && bytes_append_u8(&packed, 1) &&
                bytes_append_u16(&packed, swapped) &&
                bytes_append_u16(&packed, (uint16_t)~swapped) && bytes_append(&packed, plain) &&
                bytes_append_u32(&packed, (uint32_t)adler32(1, plain.at, len)));
    assert_true(bytes_append_text(&written, DCC_PREFIX) &&
                base45_encode(bytes_view(&packed), &written));
    snprintf(out, DCC_TEXT_MAX, "%s", bytes_text(&written));
    bytes_free(&packed);
    bytes_free(&written);
}

static void no_mutant_is_believed(void **state)
{
    uint64_t random = SEED;
    struct bytes mutant = bytes_new(DCC_MESSAGE_MAX);

    (void)state;
    store(bytes_view(&message), text);
    open_changed(text, &original);
    assert_int_equal(original.verdict, SEAL_VALID);
    print_message("seed %d, %d mutants\n", SEED, MUTANTS);
    for (int i = 0; i < MUTANTS; i++) {
        struct opened opened;

        assert_true(bytes_set(&mutant, bytes_view(&message)));
        assert_non_null(bytes_room(&mutant, 64));
        mutate(&mutant, &random);
        store(bytes_view(&mutant), text);
        open_changed(text, &opened);
        if (opened.verdict == SEAL_VALID && !view_equal(bytes_view(&mutant), bytes_view(&message)))
            fail_msg("mutant %d of seed %d", i, SEED);
    }
    bytes_free(&mutant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_flipped_bit_of_the_text_is_believed),
        cmocka_unit_test(no_flipped_bit_of_the_message_is_believed),
        cmocka_unit_test(no_mutant_is_believed),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
