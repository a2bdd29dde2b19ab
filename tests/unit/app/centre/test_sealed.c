#include "world.h"

static struct bytes make(enum liveness_step step)
{
    struct errand errand = world_errand();
    struct liveness live = world_live(step, 7);
    struct bytes out = bytes_new(WIRE_SEALED_MAX);

    if (step == LIVENESS_CERTIFICATE) {
        copy_files(&w.files, &errand.proof.files);
        memcpy(errand.proof.terms, TERMS, sizeof TERMS);
        errand.proof.agreed = NOW;
    }
    assert_true(sealed_make(&errand, &live, &out));
    errand_wipe(&errand);
    errand_wipe(&errand);
    return out;
}

static enum err open_as(const struct errand *as, enum liveness_step step, struct view sealed)
{
    struct errand errand = *as;
    enum err code = sealed_open(&errand, step, sealed);

    errand_wipe(&errand);
    return code;
}

static void the_state_comes_back(void **state)
{
    struct bytes sealed = make(LIVENESS_CERTIFICATE);
    struct errand errand = world_errand();
    struct liveness live = world_live(LIVENESS_CERTIFICATE, 7);

    (void)state;
    assert_int_equal(sealed_open(&errand, LIVENESS_CERTIFICATE, bytes_view(&sealed)), ERR_OK);
    assert_memory_equal(errand.proof.live.nonce, live.nonce, sizeof live.nonce);
    assert_memory_equal(errand.proof.live.kiosk, live.kiosk, sizeof live.kiosk);
    assert_string_equal(errand.proof.live.transaction, TRANSACTION);
    assert_string_equal(errand.proof.live.area, AREA);
    assert_string_equal(errand.area, AREA);
    assert_int_equal(errand.proof.live.step, LIVENESS_CERTIFICATE);
    assert_int_equal(errand.proof.live.kind, KIND_DOMESTIC);
    assert_string_equal(errand.proof.terms, TERMS);
    assert_true(errand.proof.agreed == NOW);
    assert_true(view_equal(bytes_view(&errand.proof.files.person), bytes_view(&w.files.person)));
    assert_true(view_equal(bytes_view(&errand.proof.files.digests), bytes_view(&w.files.digests)));
    errand_wipe(&errand);
    bytes_free(&sealed);
}

static void before_consent_no_card_is_in_it(void **state)
{
    struct bytes sealed = make(LIVENESS_RECORDS);
    struct errand errand = world_errand();

    (void)state;
    assert_int_equal(sealed_open(&errand, LIVENESS_RECORDS, bytes_view(&sealed)), ERR_OK);
    assert_int_equal(errand.proof.files.person.len, 0);
    assert_int_equal(errand.proof.terms[0], 0);
    errand_wipe(&errand);
    bytes_free(&sealed);
}

static void it_is_bound_to_kiosk_transaction_and_step(void **state)
{
    struct bytes sealed = make(LIVENESS_RECORDS);
    struct errand other = world_errand();

    (void)state;
    assert_int_equal(open_as(&other, LIVENESS_RECORDS, bytes_view(&sealed)), ERR_OK);
    assert_int_equal(open_as(&other, LIVENESS_CERTIFICATE, bytes_view(&sealed)), AK_N63);
    other.kiosk[31] ^= 1;
    assert_int_equal(open_as(&other, LIVENESS_RECORDS, bytes_view(&sealed)), AK_N63);
    other = world_errand();
    other.transaction[0] = 'f';
    assert_int_equal(open_as(&other, LIVENESS_RECORDS, bytes_view(&sealed)), AK_N63);
    other = world_errand();
    w.desk->state_key[0] ^= 1;
    assert_int_equal(open_as(&other, LIVENESS_RECORDS, bytes_view(&sealed)), AK_N63);
    w.desk->state_key[0] ^= 1;
    bytes_free(&sealed);
}

static void every_flipped_bit_is_found(void **state)
{
    struct bytes sealed = make(LIVENESS_RECORDS);
    struct errand errand = world_errand();

    (void)state;
    for (size_t bit = 0; bit < sealed.len * 8; bit++) {
        sealed.at[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(open_as(&errand, LIVENESS_RECORDS, bytes_view(&sealed)), AK_N63);
        sealed.at[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t len = 0; len < sealed.len; len++)
        assert_int_equal(open_as(&errand, LIVENESS_RECORDS, view_cut(bytes_view(&sealed), 0, len)),
                         AK_N63);
    bytes_free(&sealed);
}

static void it_lives_for_180_seconds(void **state)
{
    struct bytes sealed = make(LIVENESS_RECORDS);
    struct errand errand = world_errand();
    static const struct {
        int64_t age;
        enum err code;
    } cases[] = {{0, ERR_OK}, {180, ERR_OK}, {181, AK_N07}, {-5, ERR_OK}, {-6, AK_N07}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        w.now = NOW + cases[i].age;
        assert_int_equal(open_as(&errand, LIVENESS_RECORDS, bytes_view(&sealed)), cases[i].code);
    }
    bytes_free(&sealed);
}

/* The same state sealed twice looks different: nothing can be told from it. */
static void it_tells_nothing(void **state)
{
    struct bytes one = make(LIVENESS_RECORDS), two = make(LIVENESS_RECORDS);

    (void)state;
    assert_int_equal(one.len, two.len);
    assert_false(view_equal(bytes_view(&one), bytes_view(&two)));
    bytes_free(&one);
    bytes_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_state_comes_back, world_reset),
        cmocka_unit_test_setup(before_consent_no_card_is_in_it, world_reset),
        cmocka_unit_test_setup(it_is_bound_to_kiosk_transaction_and_step, world_reset),
        cmocka_unit_test_setup(every_flipped_bit_is_found, world_reset),
        cmocka_unit_test_setup(it_lives_for_180_seconds, world_reset),
        cmocka_unit_test_setup(it_tells_nothing, world_reset),
    };

    return cmocka_run_group_tests(tests, world_open, world_close);
}
