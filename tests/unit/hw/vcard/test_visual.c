/* The visual application: what is on the face, signed (docs/card.md). */
#include "plastic.h"

#include <png.h>

#define VERIFY_BIRTH "0020009106303230343031"
#define VERIFY_A3    "002000930c313233343536373839303138"

static struct plastic plastic;
static struct vcard *card;

static int issue(void **state)
{
    (void)state;
    plastic_open(&plastic);
    card = plastic.card;
    return 0;
}

static int scrap(void **state)
{
    (void)state;
    plastic_close(&plastic);
    return 0;
}

static int power_off(void **state)
{
    (void)state;
    vcard_reset(card);
    return 0;
}

static void expect(const char *hex, unsigned status)
{
    assert_int_equal(plastic_status(card, hex), status);
}

/* 0: refused, 1: readable. */
static void expect_access(const int readable[5])
{
    for (int i = 0; i < 5; i++) {
        char hex[16];

        snprintf(hex, sizeof hex, "00b0%02x0000", 0x81 + i);
        expect(hex, readable[i] ? 0x9000 : 0x6982);
    }
}

static struct tlv object(struct view in, uint32_t tag)
{
    struct tlv tlv = {0};

    assert_true(tlv_find(in, tag, &tlv));
    return tlv;
}

static struct view file_of(enum vcard_file_name name, uint32_t tag)
{
    return object(bytes_view(&card->files[name]), tag).value;
}

/* The key in EF 0004. */
static struct rsa_public signer(void)
{
    struct view body = view_from(object(file_of(VCARD_FACE_SIGNER, 0x7F21), 0x5F4E).value, 32);

    return (struct rsa_public){.modulus = object(body, 0x91).value,
                               .exponent = object(body, 0x90).value};
}

static void each_value_opens_its_files_and_no_others(void **state)
{
    char hex[64];
    int len = snprintf(hex, sizeof hex, "002000920e");

    (void)state;
    expect(SELECT_VISUAL, 0x9000);
    expect_access((const int[]){0, 0, 1, 1, 0});
    expect(VERIFY_BIRTH, 0x9000);
    expect_access((const int[]){1, 0, 1, 1, 0});
    vcard_reset(card);
    expect(SELECT_VISUAL, 0x9000);
    hex_encode(view_of(card->keys[VCARD_NUMBER_B].value, 14), hex + len);
    expect(hex, 0x9000);
    expect_access((const int[]){0, 1, 1, 1, 0});
    vcard_reset(card);
    expect(SELECT_VISUAL, 0x9000);
    expect(VERIFY_A3, 0x9000);
    expect_access((const int[]){0, 1, 1, 1, 1});
    expect(SELECT_TEXT, 0x9000);
    expect("00b0810000", 0x6982); /* the same digits, another application */
}

static void age_and_number_are_signed_up_to_the_signature(void **state)
{
    static const struct {
        enum vcard_file_name name;
        uint32_t tag, signature;
    } of[] = {{VCARD_FACE_AGE, 0xFF10, 0xDF13}, {VCARD_FACE_NUMBER, 0xFF40, 0xDF43}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct view body = file_of(of[i].name, of[i].tag);
        struct tlv signature = object(body, of[i].signature);

        assert_true(rsa_verify(signer(), view_cut(body, 0, body.len - signature.whole.len),
                               signature.value));
    }
}

static void the_face_is_signed_by_three_digests(void **state)
{
    struct view face = file_of(VCARD_FACE, 0xFF20), objects = face;
    uint8_t digests[3][SHA256_LEN];
    struct tlv of[10];

    (void)state;
    for (uint32_t i = 0; i < 10; i++) {
        assert_true(tlv_next(&objects, &of[i]));
        assert_int_equal(of[i].tag, 0xDF21 + i);
    }
    assert_true(digest_sha256(view_of(of[1].whole.at, (size_t)(of[4].whole.at - of[1].whole.at)),
                              digests[0]));
    assert_true(digest_sha256(view_of(of[4].whole.at, (size_t)(of[6].whole.at - of[4].whole.at)),
                              digests[1]));
    assert_true(digest_sha256(of[6].whole, digests[2]));
    assert_true(rsa_verify(signer(), view_of(digests, sizeof digests), of[7].value));
    assert_memory_equal(of[8].value.at, "20331120", 8);
}

static void the_offsets_lead_to_the_objects(void **state)
{
    struct view file = bytes_view(&card->files[VCARD_FACE]);
    struct view offsets = object(file_of(VCARD_FACE, 0xFF20), 0xDF21).value;

    (void)state;
    assert_int_equal(offsets.len, 18);
    for (size_t i = 0; i < 9; i++) {
        size_t at = (size_t)offsets.at[2 * i] << 8 | offsets.at[2 * i + 1];

        assert_int_equal(file.at[at], 0xDF);
        assert_int_equal(file.at[at + 1], 0x22 + i);
    }
}

/* 8: where IHDR is; width, height, depth. */
static void expect_picture(struct view png, unsigned width, unsigned height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};

    assert_int_equal(png.at[24], 1);
    assert_true(png_image_begin_read_from_memory(&image, png.at, png.len));
    assert_int_equal(image.width, width);
    assert_int_equal(image.height, height);
    png_image_free(&image);
}

static void the_pictures_have_their_sizes(void **state)
{
    struct view face = file_of(VCARD_FACE, 0xFF20);

    (void)state;
    expect_picture(object(file_of(VCARD_FACE_NUMBER, 0xFF40), 0xDF41).value, 72, 12);
    expect_picture(object(face, 0xDF2A).value, 24, 12);
    expect_picture(object(face, 0xDF25).value, 320, 32);
    expect_picture(object(face, 0xDF26).value, 320, 64);
    assert_memory_equal(object(face, 0xDF27).value.at + 4, "jP  ", 4);
}

static void another_number_makes_another_picture(void **state)
{
    struct profile profile = plastic.profile;
    struct vcard *other = NULL;
    struct tlv picture = {0};

    (void)state;
    snprintf(profile.number, sizeof profile.number, "%s", "123456789019");
    other = issue_card(&profile, &plastic.authority);
    assert_non_null(other);
    assert_true(tlv_find(object(bytes_view(&other->files[VCARD_FACE_NUMBER]), 0xFF40).value, 0xDF41,
                         &picture));
    assert_false(
        view_equal(picture.value, object(file_of(VCARD_FACE_NUMBER, 0xFF40), 0xDF41).value));
    vcard_free(&other);
}

static void the_own_key_signs_here_too(void **state)
{
    (void)state;
    expect(SELECT_VISUAL, 0x9000);
    expect("802a009a01ff00", 0x9000);
    expect("00b0910000", 0x6981);
    expect("00200096", 0x6A82);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_value_opens_its_files_and_no_others, power_off),
        cmocka_unit_test_setup(age_and_number_are_signed_up_to_the_signature, power_off),
        cmocka_unit_test_setup(the_face_is_signed_by_three_digests, power_off),
        cmocka_unit_test_setup(the_offsets_lead_to_the_objects, power_off),
        cmocka_unit_test_setup(the_pictures_have_their_sizes, power_off),
        cmocka_unit_test_setup(another_number_makes_another_picture, power_off),
        cmocka_unit_test_setup(the_own_key_signs_here_too, power_off),
    };

    return cmocka_run_group_tests(tests, issue, scrap);
}
