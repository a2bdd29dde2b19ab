/* Cards out of profiles, and cards at rest. */
#include "plastic.h"

#include "drivers/host/file.h"

#include <jansson.h>
#include <sys/stat.h>

static struct plastic plastic;

static int open_plastic(void **state)
{
    (void)state;
    plastic_open(&plastic);
    return 0;
}

static int close_plastic(void **state)
{
    (void)state;
    plastic_close(&plastic);
    return 0;
}

static struct tlv object(struct view in, uint32_t tag)
{
    struct tlv tlv = {0};

    assert_true(tlv_find(in, tag, &tlv));
    return tlv;
}

static struct view file_of(const struct vcard *card, int file, uint32_t tag)
{
    return object(bytes_view(&card->files[file - 1]), tag).value;
}

static struct rsa_public key_in(struct view body)
{
    return (struct rsa_public){.modulus = object(body, 0x91).value,
                               .exponent = object(body, 0x90).value};
}

/* Root over municipality, municipality over digests and over the card's key. */
static bool chain_holds(const struct vcard *card)
{
    struct view certificate = file_of(card, 4, 0x7F21), digests = file_of(card, 3, 0xFF30);
    struct view key = file_of(card, 7, 0xFF50);
    struct rsa_public signer = key_in(view_from(object(certificate, 0x5F4E).value, 32));

    return rsa_verify(signer, view_cut(digests, 0, 70), object(digests, 0xDF33).value) &&
           rsa_verify(signer, object(key, 0xDF51).whole, object(key, 0xDF52).value);
}

static bool digests_hold(const struct vcard *card)
{
    struct view digests = file_of(card, 3, 0xFF30), person = file_of(card, 2, 0xFF20);
    uint8_t digest[SHA256_LEN];

    assert_true(digest_sha256(bytes_view(&card->files[0]), digest));
    if (!view_equal(object(digests, 0xDF31).value, view_of(digest, sizeof digest)))
        return false;
    assert_true(digest_sha256(view_from(person, object(person, 0xDF21).whole.len), digest));
    return view_equal(object(digests, 0xDF32).value, view_of(digest, sizeof digest));
}

static void the_files_have_the_sizes_of_a_real_card(void **state)
{
    static const size_t sizes[] = {17, 0, 336, 568, 164, 269, 536};

    (void)state;
    for (size_t i = 0; i < VCARD_TEXT_FILES; i++)
        if (sizes[i] != 0)
            assert_int_equal(plastic.card->files[i].len, sizes[i]);
}

static void everything_is_signed_by_the_hierarchy(void **state)
{
    (void)state;
    assert_true(chain_holds(plastic.card));
    assert_true(digests_hold(plastic.card));
}

static void the_offsets_lead_to_the_objects(void **state)
{
    struct profile long_one = plastic.profile;
    struct vcard *card = NULL;

    (void)state;
    for (size_t len = 0; len < sizeof long_one.address - 1; len += 340) {
        struct view file = {0}, offsets = {0};

        memset(long_one.address, 'x', len);
        long_one.address[len] = 0;
        card = issue_card(&long_one, &plastic.authority);
        assert_non_null(card);
        file = bytes_view(&card->files[1]);
        offsets = object(file_of(card, 2, 0xFF20), 0xDF21).value;
        for (size_t i = 0; i < 4; i++) {
            size_t at = (size_t)offsets.at[2 * i] << 8 | offsets.at[2 * i + 1];

            assert_int_equal(file.at[at], 0xDF);
            assert_int_equal(file.at[at + 1], 0x22 + i);
        }
        assert_true(digests_hold(card));
        vcard_free(&card);
    }
}

static void number_b_has_the_year_of_the_era(void **state)
{
    static const char *const of[][2] = {{"19800217", "550217"}, {"19890107", "640107"},
                                        {"19890108", "010108"}, {"20190430", "310430"},
                                        {"20190501", "010501"}, {"19261224", "151224"}};
    struct profile profile = plastic.profile;

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct vcard *card = NULL;

        snprintf(profile.birth, sizeof profile.birth, "%s", of[i][0]);
        card = issue_card(&profile, &plastic.authority);
        assert_non_null(card);
        assert_int_equal(card->keys[VCARD_NUMBER_B].len, 14);
        assert_memory_equal(card->keys[VCARD_NUMBER_B].value, of[i][1], 6);
        assert_memory_equal(card->keys[VCARD_NUMBER_B].value + 6, "20332468", 8);
        vcard_free(&card);
    }
}

static void alterations_break_what_they_name(void **state)
{
    static const struct {
        enum profile_alter alter;
        bool chain, digests;
    } of[] = {
        {ALTER_NUMBER, true, false},     {ALTER_NAME, true, false}, {ALTER_SIGNATURE, false, true},
        {ALTER_CERTIFICATE, true, true}, {ALTER_KEY, false, true},
    };
    struct profile profile = plastic.profile;

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct vcard *card = NULL;

        profile.alter = of[i].alter;
        card = issue_card(&profile, &plastic.authority);
        assert_non_null(card);
        assert_int_equal(chain_holds(card), of[i].chain);
        assert_int_equal(digests_hold(card), of[i].digests);
        assert_int_equal(
            view_equal(bytes_view(&card->files[3]), bytes_view(&plastic.authority.certificate)),
            of[i].alter != ALTER_CERTIFICATE);
        vcard_free(&card);
    }
}

static void the_next_card_has_other_sizes(void **state)
{
    struct profile profile = plastic.profile;
    struct vcard *card = NULL;

    (void)state;
    profile.nextgen = true;
    card = issue_card(&profile, &plastic.authority);
    assert_non_null(card);
    assert_int_equal(object(file_of(card, 3, 0xFF30), 0xDF31).value.len, 48);
    assert_int_equal(object(file_of(card, 3, 0xFF30), 0xDF33).value.len, 96);
    vcard_free(&card);
}

static void tries_and_blocking_come_from_the_profile(void **state)
{
    struct profile profile = plastic.profile;
    struct vcard *card = NULL;

    (void)state;
    profile.tries = 1;
    card = issue_card(&profile, &plastic.authority);
    assert_int_equal(plastic_status(card, SELECT_TEXT), 0x9000);
    assert_int_equal(plastic_status(card, TRIES), 0x63C1);
    vcard_free(&card);
    profile.blocked = true;
    card = issue_card(&profile, &plastic.authority);
    assert_int_equal(plastic_status(card, SELECT_TEXT), 0x9000);
    assert_int_equal(plastic_status(card, TRIES), 0x63C0);
    assert_int_equal(plastic_status(card, VERIFY_PIN), 0x6984);
    vcard_free(&card);
    profile.auth_tries = 2;
    profile.sign_tries = 0;
    card = issue_card(&profile, &plastic.authority);
    assert_int_equal(plastic_status(card, SELECT_JPKI), 0x9000);
    assert_int_equal(plastic_status(card, "00200098"), 0x63C2);
    assert_int_equal(plastic_status(card, "0020009b"), 0x63C0);
    vcard_free(&card);
}

static void a_card_survives_its_file(void **state)
{
    char path[PLASTIC_PATH_SIZE];
    struct vcard *loaded = NULL;
    struct stat info;

    (void)state;
    plastic_path(&plastic, "card", path);
    assert_true(card_file_save(plastic.card, path));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    loaded = card_file_load(path);
    assert_non_null(loaded);
    for (size_t i = 0; i < VCARD_FILES; i++)
        assert_true(view_equal(bytes_view(&loaded->files[i]), bytes_view(&plastic.card->files[i])));
    assert_memory_equal(loaded->keys, plastic.card->keys, sizeof loaded->keys);
    assert_string_equal(loaded->record, plastic.card->record);
    assert_true(chain_holds(loaded));
    assert_int_equal(plastic_status(loaded, SELECT_TEXT), 0x9000);
    assert_int_equal(plastic_status(loaded, "802a000001ff00"), 0x9000);
    assert_int_equal(plastic_status(loaded, SELECT_JPKI), 0x9000);
    assert_int_equal(plastic_status(loaded, "002000980434333231"), 0x9000);
    assert_int_equal(plastic_status(loaded, "802a009701ff00"), 0x9000);
    vcard_free(&loaded);
}

static void shorten(json_t *list, size_t len)
{
    while (json_array_size(list) > len)
        assert_int_equal(json_array_remove(list, len), 0);
}

/* As card files were before the card had a JPKI and a visual application. */
static void a_card_with_the_text_application_only_is_loaded(void **state)
{
    char path[PLASTIC_PATH_SIZE];
    struct vcard *loaded = NULL;
    json_t *root = NULL;

    (void)state;
    plastic_path(&plastic, "other", path);
    assert_true(card_file_save(plastic.card, path));
    root = json_load_file(path, 0, NULL);
    assert_non_null(root);
    shorten(json_object_get(root, "keys"), VCARD_TEXT_KEYS);
    shorten(json_object_get(root, "files"), VCARD_TEXT_FILES);
    assert_int_equal(json_object_del(root, "jpki_auth"), 0);
    assert_int_equal(json_object_del(root, "jpki_sign"), 0);
    assert_int_equal(json_dump_file(root, path, 0), 0);
    loaded = card_file_load(path);
    assert_non_null(loaded);
    assert_int_equal(plastic_status(loaded, SELECT_JPKI), 0x6A82);
    assert_int_equal(plastic_status(loaded, SELECT_VISUAL), 0x6A82);
    assert_int_equal(plastic_status(loaded, SELECT_TEXT), 0x9000);
    assert_int_equal(plastic_status(loaded, VERIFY_PIN), 0x9000);
    assert_true(card_file_save(loaded, path));
    vcard_free(&loaded);
    loaded = card_file_load(path);
    assert_non_null(loaded);
    vcard_free(&loaded);
    json_decref(root);
}

static void what_is_no_card_is_not_loaded(void **state)
{
    static const char *const texts[] = {
        "",
        "{}",
        "[1]",
        "{\"format\": \"akashi-vcard-2\"}",
        ("{\"format\":\"akashi-vcard-1\",\"record\":\"1\",\"reselect_clears\":false,\"keys\":[],"
         "\"files\":[],\"signing\":\"\"}"),
    };
    char path[PLASTIC_PATH_SIZE];

    (void)state;
    plastic_path(&plastic, "other", path);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(file_write(path, view_text(texts[i]), 0600));
        assert_null(card_file_load(path));
    }
    unlink(path);
    assert_null(card_file_load(path));
}

/* Every place of a good file in turn replaced by another sign: refused or read, never worse. */
static void a_damaged_card_file_does_no_harm(void **state)
{
    struct bytes text = bytes_new(1 << 17);
    char path[PLASTIC_PATH_SIZE];

    (void)state;
    plastic_path(&plastic, "other", path);
    assert_true(card_file_save(plastic.card, path));
    assert_true(file_read(path, &text));
    for (size_t i = 0; i < text.len; i += 157) {
        struct vcard *card = NULL;
        uint8_t was = text.at[i];

        text.at[i] = '7';
        assert_true(file_write(path, bytes_view(&text), 0600));
        card = card_file_load(path);
        if (card != NULL)
            assert_int_equal(plastic_status(card, SELECT_TEXT), 0x9000);
        vcard_free(&card);
        text.at[i] = was;
    }
    bytes_free(&text);
}

static void only_test_hierarchies_can_be_made(void **state)
{
    (void)state;
    assert_true(authority_digits("9000033"));
    assert_false(authority_digits("5000033"));
    assert_false(authority_digits("6000033"));
    assert_false(authority_digits("900003"));
    assert_false(authority_digits("90000333"));
    assert_false(authority_digits("900003x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_files_have_the_sizes_of_a_real_card),
        cmocka_unit_test(everything_is_signed_by_the_hierarchy),
        cmocka_unit_test(the_offsets_lead_to_the_objects),
        cmocka_unit_test(number_b_has_the_year_of_the_era),
        cmocka_unit_test(alterations_break_what_they_name),
        cmocka_unit_test(the_next_card_has_other_sizes),
        cmocka_unit_test(tries_and_blocking_come_from_the_profile),
        cmocka_unit_test(a_card_survives_its_file),
        cmocka_unit_test(a_card_with_the_text_application_only_is_loaded),
        cmocka_unit_test(what_is_no_card_is_not_loaded),
        cmocka_unit_test(a_damaged_card_file_does_no_harm),
        cmocka_unit_test(only_test_hierarchies_can_be_made),
    };

    return cmocka_run_group_tests(tests, open_plastic, close_plastic);
}
