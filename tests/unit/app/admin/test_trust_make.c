#include "place.h"

#include "app/admin/trust_make.h"
#include "crypto/x509_icao.h"

#define ISSUER "https://vc.akashi.example/issuer"
#define KID    "wXnE30rKv9vfaP-q_A18Mdh45GvxnCyBmvkldEf584g"
#define LIST(rids)                                                                                 \
    "{\"issuer\":\"" ISSUER "\",\"kid\":\"" KID "\",\"method\":\"rid\",\"ctr\":1,\"rids\":[" rids  \
    "]}"

static char sources[96], root_key[96], bundle[96], why[TRUST_WHY_SIZE];
static struct trust_plan plan;

static void put_key(const char *name)
{
    struct ec_key *key = ec_key_new();
    struct bytes pem = bytes_new_secret(4096);

    assert_non_null(key);
    assert_true(ec_key_to_pem(key, &pem));
    assert_true(demo_write(place, name, bytes_view(&pem)));
    ec_key_free(&key);
    bytes_free(&pem);
}

static struct ec_key *read_key(const char *name)
{
    struct bytes pem = bytes_new_secret(4096);
    struct ec_key *key = NULL;

    assert_true(demo_read(place, name, &pem));
    key = ec_key_from_pem(bytes_view(&pem));
    assert_non_null(key);
    bytes_free(&pem);
    return key;
}

static int make(void **state)
{
    if (place_open(state) != 0)
        return -1;
    put_key("root.key");
    snprintf(sources, sizeof sources, "%s/sources", place);
    snprintf(root_key, sizeof root_key, "%s/root.key", place);
    snprintf(bundle, sizeof bundle, "%s/trust.jws", place);
    plan = (struct trust_plan){
        .sources = sources, .root_key = root_key, .out = bundle, .now = place_ports.now};
    return demo_sub(place, "sources/withdrawn") && demo_sub(place, "sources/csca") &&
                   demo_sub(place, "sources/crl")
               ? 0
               : -1;
}

/* The bundle that lies there, as a verifier opens it. */
static struct trust *opened(void)
{
    struct ec_key *root = read_key("root.pem");
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    struct trust *trust = NULL;

    assert_true(demo_read(place, "trust.jws", &jws));
    assert_int_equal(trust_open(bytes_view(&jws), root, &trust), ERR_OK);
    ec_key_free(&root);
    bytes_free(&jws);
    return trust;
}

static void expect_edition(int64_t number)
{
    struct trust *trust = opened();

    assert_int_equal(trust_edition(trust).number, number);
    assert_int_equal(trust_edition(trust).made, plan.now);
    trust_free(&trust);
}

static void editions_count_up(void **state)
{
    (void)state;
    assert_true(trust_make(&plan, why));
    expect_edition(1);
    assert_true(trust_make(&plan, why));
    plan.now++;
    assert_true(trust_make(&plan, why));
    expect_edition(3);
    plan.now -= 2;
    assert_false(trust_make(&plan, why));
    assert_non_null(strstr(why, err_meaning(AK_V75)));
}

static void sources_are_taken_by_name(void **state)
{
    struct bytes one = bytes_new(TRUST_TEXT_MAX), other = bytes_new(TRUST_TEXT_MAX);
    struct ec_key *root = read_key("root.key");
    const struct trust_edition edition = {1, 1};
    struct jws a = {0}, b = {0};

    (void)state;
    assert_true(demo_write_text(place, "sources/withdrawn/b.json", LIST("\"B\"")));
    assert_true(demo_write_text(place, "sources/withdrawn/a.json",
                                "{\"issuer\":\"" ISSUER "\",\"kid\":\"" KID "\"}"));
    assert_true(demo_write_text(place, "sources/withdrawn/.hidden.json", "no json"));
    assert_true(demo_write_text(place, "sources/withdrawn/readme.txt", "no json"));
    assert_true(trust_sources_seal(sources, edition, root, &one, why));
    assert_true(demo_remove(place, "sources/withdrawn/b.json"));
    assert_true(demo_write_text(place, "sources/withdrawn/b.json", LIST("\"B\"")));
    assert_true(trust_sources_seal(sources, edition, root, &other, why));
    assert_true(jws_split(bytes_view(&one), &a) && jws_split(bytes_view(&other), &b));
    assert_true(view_equal(a.signed_part, b.signed_part));
    bytes_free(&one);
    bytes_free(&other);
    ec_key_free(&root);
}

static void a_bad_source_is_named_and_nothing_changes(void **state)
{
    (void)state;
    assert_true(trust_make(&plan, why));
    assert_true(demo_write_text(place, "sources/withdrawn/good.json", LIST("\"A\"")));
    assert_true(demo_write_text(place, "sources/withdrawn/twice.json", LIST("\"A\"")));
    assert_false(trust_make(&plan, why));
    assert_non_null(strstr(why, "twice.json"));
    expect_edition(1);
}

static void put_state(const struct ec_key *key, struct bytes *der)
{
    const struct x509_icao_plan csca = {.country = "JP",
                                        .organisation = "Akashi test",
                                        .name = "CSCA",
                                        .from = plan.now - 86400,
                                        .until = plan.now + 86400 * 365};

    assert_true(x509_icao_make_csca(&csca, key, der));
    assert_true(demo_write(place, "sources/csca/JPN.der", bytes_view(der)));
}

static void put_crl(const struct ec_key *key, struct view csca, uint32_t number, bool withdrawn)
{
    const struct x509_icao_plan signer = {.country = "JP",
                                          .name = "AB",
                                          .from = plan.now - 86400,
                                          .until = plan.now + 86400 * 30,
                                          .last_signature = plan.now + 86400};
    struct bytes der = bytes_new(8192), crl = bytes_new(8192);
    struct ec_key *subject = ec_key_new();
    struct x509_icao_withdrawn entry = {.since = plan.now};

    assert_non_null(subject);
    assert_true(x509_icao_make_signer(&signer, subject, key, csca, &der));
    entry.signer_der = bytes_view(&der);
    assert_true(x509_icao_make_crl(&entry, withdrawn ? 1 : 0, number, plan.now + number,
                                   plan.now + 86400 * 30, key, csca, &crl));
    assert_true(demo_write(place, "sources/crl/JPN.der", bytes_view(&crl)));
    ec_key_free(&subject);
    bytes_free(&der);
    bytes_free(&crl);
}

/* Also where it stands in a list that the bundle only carries (VRS-59). */
static void a_states_list_only_grows(void **state)
{
    struct ec_key *key = ec_key_new();
    struct bytes csca = bytes_new(8192);

    (void)state;
    assert_non_null(key);
    put_state(key, &csca);
    put_crl(key, bytes_view(&csca), 1, true);
    assert_true(trust_make(&plan, why));
    put_crl(key, bytes_view(&csca), 2, false);
    assert_false(trust_make(&plan, why));
    assert_non_null(strstr(why, err_meaning(AK_V76)));
    assert_true(demo_remove(place, "sources/crl/JPN.der"));
    assert_false(trust_make(&plan, why));
    assert_non_null(strstr(why, err_meaning(AK_V76)));
    expect_edition(1);
    bytes_free(&csca);
    ec_key_free(&key);
}

static void a_list_needs_its_state(void **state)
{
    struct ec_key *key = ec_key_new();
    struct bytes csca = bytes_new(8192);

    (void)state;
    assert_non_null(key);
    put_state(key, &csca);
    put_crl(key, bytes_view(&csca), 1, true);
    assert_true(demo_remove(place, "sources/csca/JPN.der"));
    assert_false(trust_make(&plan, why));
    assert_non_null(strstr(why, "JPN.der"));
    bytes_free(&csca);
    ec_key_free(&key);
}

static void the_root_is_guarded(void **state)
{
    (void)state;
    assert_true(trust_make(&plan, why));
    assert_int_equal(chmod(root_key, 0640), 0);
    assert_false(trust_make(&plan, why));
    assert_non_null(strstr(why, "chmod 600"));
    put_key("root.key");
    assert_false(trust_make(&plan, why)); /* the edition before is another root's */
    assert_non_null(strstr(why, err_meaning(AK_V71)));
    assert_true(demo_remove(place, "trust.jws"));
    assert_false(trust_make(&plan, why)); /* and so is root.pem beside it */
    assert_non_null(strstr(why, "root.pem"));
    assert_false(demo_has(place, "trust.jws"));
    assert_true(demo_write_text(place, "root.key", "no key"));
    assert_false(trust_make(&plan, why));
    assert_non_null(strstr(why, "P-256"));
    assert_true(demo_remove(place, "root.key"));
    assert_false(trust_make(&plan, why));
}

#define MAKE_TEST(name) cmocka_unit_test_setup_teardown(name, make, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MAKE_TEST(editions_count_up),
        MAKE_TEST(sources_are_taken_by_name),
        MAKE_TEST(a_bad_source_is_named_and_nothing_changes),
        MAKE_TEST(a_states_list_only_grows),
        MAKE_TEST(a_list_needs_its_state),
        MAKE_TEST(the_root_is_guarded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
