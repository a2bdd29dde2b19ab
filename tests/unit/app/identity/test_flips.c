/* Every single bit of EF 0001–0004 and 0007, turned over one at a time: what a card that was
 * touched in one place can still pass for. The bits that nothing signs are counted by name, so that
 * a change of the decoders shows here. */
#include "app/identity/card.h"
#include "app/identity/liveness.h"
#include "maker.h"

#include <stdio.h>
#include <stdlib.h>

struct world {
    struct maker maker;
    struct card_files files;
    struct card_person holder;
    uint8_t digest[SHA256_LEN], answer[CARD_SIGNATURE_LEN];
};

static int open_world(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    maker_open(&w->maker);
    w->files = maker_files(&w->maker);
    assert_int_equal(card_judge(&w->files, &w->maker.roots, &w->holder).verdict, CARD_AUTHENTIC);
    /* The card's answer: a block over a digest that any challenge could have. */
    assert_true(digest_sha256(view_text("challenge"), w->digest));
    assert_true(rsa_sign(w->maker.card, view_text("challenge"), w->answer));
    assert_int_equal(liveness_check(&w->files, w->digest, view_of(w->answer, sizeof w->answer)),
                     ERR_OK);
    *state = w;
    return 0;
}

static int close_world(void **state)
{
    struct world *w = *state;

    card_files_free(&w->files);
    maker_close(&w->maker);
    free(w);
    return 0;
}

static bool same_person(const struct card_person *a, const struct card_person *b)
{
    return memcmp(a->number, b->number, sizeof a->number) == 0 &&
           holder_equal(&a->holder, &b->holder) && a->sex == b->sex;
}

/* Turns each bit of `file` over, and counts by byte offset what is still authentic. */
static size_t survivors(struct world *w, struct bytes *file, size_t from, size_t to)
{
    size_t authentic = 0;

    for (size_t bit = 0; bit < 8 * file->len; bit++) {
        struct card_person person;
        bool inside = bit / 8 >= from && bit / 8 < to;

        file->at[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (card_judge(&w->files, &w->maker.roots, &person).verdict == CARD_AUTHENTIC) {
            assert_true(same_person(&person, &w->holder));
            if (!inside)
                fail_msg("byte %zu, bit %zu may be changed unnoticed", bit / 8, bit % 8);
            authentic++;
        }
        file->at[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    return authentic;
}

static void the_number_file_is_signed_to_its_filler(void **state)
{
    struct world *w = *state;

    assert_int_equal(survivors(w, &w->files.number, 0, 0), 0);
}

/* FF20 L, then DF21 08 and eight bytes of offsets, which the digest leaves out (docs/card.md). */
static void of_the_attributes_only_the_offsets_are_unsigned(void **state)
{
    enum { OUTER = 3, OFFSETS_HEAD = 3, OFFSETS = 8 };
    struct world *w = *state;
    size_t free_bits =
        survivors(w, &w->files.person, OUTER + OFFSETS_HEAD, OUTER + OFFSETS_HEAD + OFFSETS);

    assert_true(free_bits <= 8 * OFFSETS);
    printf("EF 0002: %zu bits of the offsets in DF21 may change; nothing reads them\n", free_bits);
}

static void digests_and_their_signature_are_whole(void **state)
{
    struct world *w = *state;

    assert_int_equal(survivors(w, &w->files.digests, 0, 0), 0);
}

static void the_certificate_is_whole(void **state)
{
    struct world *w = *state;

    assert_int_equal(survivors(w, &w->files.certificate, 0, 0), 0);
}

static void the_cards_own_key_is_whole(void **state)
{
    struct world *w = *state;
    struct bytes *file = &w->files.key;

    for (size_t bit = 0; bit < 8 * file->len; bit++) {
        file->at[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (liveness_check(&w->files, w->digest, view_of(w->answer, sizeof w->answer)) == ERR_OK)
            fail_msg("byte %zu, bit %zu of EF 0007 may be changed unnoticed", bit / 8, bit % 8);
        file->at[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void no_bit_of_the_answer_is_free(void **state)
{
    struct world *w = *state;

    for (size_t bit = 0; bit < 8 * sizeof w->answer; bit++) {
        w->answer[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(liveness_check(&w->files, w->digest, view_of(w->answer, sizeof w->answer)),
                         AK_C67);
        w->answer[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

/* Another root under the same id, and the right root under another id. */
static void a_foreign_root_vouches_for_nobody(void **state)
{
    struct world *w = *state;
    struct card_roots roots = w->maker.roots;
    struct rsa_key *other = rsa_key_new();
    struct card_person person;

    assert_true(rsa_key_modulus(other, roots.root[0].modulus));
    assert_int_equal(card_judge(&w->files, &roots, &person).verdict, CARD_ALTERED);
    for (size_t bit = 0; bit < 8 * CARD_KEY_ID_LEN; bit++) {
        roots = w->maker.roots;
        roots.root[0].key_id[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(card_judge(&w->files, &roots, &person).verdict, CARD_ISSUER_UNKNOWN);
    }
    rsa_key_free(&other);
}

int main(void)
{
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)
    const struct CMUnitTest tests[] = {
        IN_WORLD(the_number_file_is_signed_to_its_filler),
        IN_WORLD(of_the_attributes_only_the_offsets_are_unsigned),
        IN_WORLD(digests_and_their_signature_are_whole),
        IN_WORLD(the_certificate_is_whole),
        IN_WORLD(the_cards_own_key_is_whole),
        IN_WORLD(no_bit_of_the_answer_is_free),
        IN_WORLD(a_foreign_root_vouches_for_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
