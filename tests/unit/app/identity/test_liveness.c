/* Proof of the card's presence (KSK-05, VRS-44). */
#include "maker.h"

#include "app/identity/liveness.h"

static struct maker maker;
static struct card_files files;

static int open_maker(void **state)
{
    (void)state;
    maker_open(&maker);
    files = maker_files(&maker);
    return 0;
}

static int close_maker(void **state)
{
    (void)state;
    card_files_free(&files);
    maker_close(&maker);
    return 0;
}

static struct liveness example(void)
{
    return (struct liveness){
        .nonce = {1, 2, 3},
        .transaction = "00112233445566778899aabbccddeeff",
        .step = LIVENESS_RECORDS,
        .area = "131105",
        .kind = KIND_DOMESTIC,
        .kiosk = {4, 5, 6},
    };
}

/* As the card's 80 2A does it, with the digest in a DigestInfo. */
static void answer(const struct rsa_key *key, const uint8_t digest[SHA256_LEN],
                   uint8_t out[CARD_SIGNATURE_LEN])
{
    static const uint8_t head[] = {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                   0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    uint8_t block[sizeof head + SHA256_LEN];

    memcpy(block, head, sizeof head);
    memcpy(block + sizeof head, digest, SHA256_LEN);
    assert_true(rsa_sign_block(key, view_of(block, sizeof block), out));
}

static void the_cards_own_answer_holds(void **state)
{
    struct liveness what = example();
    uint8_t digest[SHA256_LEN], signature[CARD_SIGNATURE_LEN];

    (void)state;
    assert_true(liveness_digest(&what, &files, digest));
    answer(maker.card, digest, signature);
    assert_int_equal(liveness_check(&files, digest, view_of(signature, sizeof signature)), ERR_OK);
}

static void another_answer_does_not(void **state)
{
    struct liveness what = example();
    uint8_t digest[SHA256_LEN], signature[CARD_SIGNATURE_LEN];

    (void)state;
    assert_true(liveness_digest(&what, &files, digest));
    answer(maker.signer, digest, signature);
    assert_int_equal(liveness_check(&files, digest, view_of(signature, sizeof signature)), AK_C67);
    answer(maker.card, digest, signature);
    assert_int_equal(liveness_check(&files, digest, view_of(signature, 255)), AK_C67);
    assert_int_equal(liveness_check(&files, digest, (struct view){0}), AK_C67);
    digest[0] ^= 1;
    assert_int_equal(liveness_check(&files, digest, view_of(signature, sizeof signature)), AK_C67);
}

/* A copy of a card's files with a key of one's own to answer with. */
static void a_key_the_municipality_did_not_sign_is_refused(void **state)
{
    struct maker clone = maker;
    struct card_files copied = {0};
    struct liveness what = example();
    uint8_t digest[SHA256_LEN], signature[CARD_SIGNATURE_LEN];

    (void)state;
    clone.signer = maker.root;
    copied = maker_files(&clone);
    files.key.len = copied.key.len = 536;
    for (size_t i = 0; i < files.key.len; i++) {
        uint8_t swap = files.key.at[i];

        files.key.at[i] = copied.key.at[i];
        copied.key.at[i] = swap;
    }
    assert_true(liveness_digest(&what, &files, digest));
    answer(maker.card, digest, signature);
    assert_int_equal(liveness_check(&files, digest, view_of(signature, sizeof signature)), AK_C66);
    bytes_free(&files.key);
    assert_int_equal(liveness_check(&files, digest, view_of(signature, sizeof signature)), AK_C66);
    files.key = copied.key;
    copied.key = bytes_new(1);
    card_files_free(&copied);
}

static void every_bound_field_counts(void **state)
{
    struct liveness what[8];
    struct bytes *file[] = {&files.number, &files.person, &files.digests, &files.certificate};
    uint8_t plain[SHA256_LEN], other[SHA256_LEN];

    (void)state;
    for (size_t i = 0; i < 8; i++)
        what[i] = example();
    what[1].nonce[31] ^= 1;
    what[2].transaction[0] = 'f';
    what[3].step = LIVENESS_CERTIFICATE;
    what[4].area[5] = '6';
    what[5].kind = KIND_TRAVEL;
    what[6].kiosk[31] ^= 1;
    what[7].transaction[31] = 0;
    assert_true(liveness_digest(&what[0], &files, plain));
    for (size_t i = 1; i < 8; i++) {
        assert_true(liveness_digest(&what[i], &files, other));
        assert_memory_not_equal(plain, other, SHA256_LEN);
    }
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        file[i]->at[file[i]->len - 1] ^= 1;
        assert_true(liveness_digest(&what[0], &files, other));
        assert_memory_not_equal(plain, other, SHA256_LEN);
        file[i]->at[file[i]->len - 1] ^= 1;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cards_own_answer_holds),
        cmocka_unit_test(another_answer_does_not),
        cmocka_unit_test(a_key_the_municipality_did_not_sign_is_refused),
        cmocka_unit_test(every_bound_field_counts),
    };

    return cmocka_run_group_tests(tests, open_maker, close_maker);
}
