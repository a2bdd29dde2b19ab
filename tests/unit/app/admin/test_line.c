/* CTR-08, CTR-09, KSK-25: each line's authority certifies only whoever has a place on that line. */
#include "place.h"

#include "app/admin/line_list.h"
#include "crypto/base/hex.h"
#include "crypto/x509.h"
#include "drivers/host/command.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/file.h>

enum { DAY = 24 * 60 * 60, FILE_MAX = 1 << 16, LISTED_SIZE = 8192 };

static char folder[PATH_MAX], why[LINE_WHY_SIZE], listed[LISTED_SIZE];
static struct line_work work;

static const char *path_of(const char *name)
{
    static char paths[16][PATH_MAX];
    static unsigned next;
    char *path = paths[next++ % 16];

    assert_true(demo_path(path, folder, "%s", name));
    return path;
}

static int begin(void **state)
{
    assert_int_equal(place_open(state), 0);
    assert_true(demo_path(folder, place, "kiosks"));
    work = (struct line_work){.folder = folder, .now = place_ports.now, .why = why};
    return line_found(&work, "kiosk", "A City", LINE_YEARS) ? 0 : -1;
}

static void refused(bool done, const char *named)
{
    assert_false(done);
    assert_non_null(strstr(why, named));
}

static struct line_request kiosk(const char *name, const char *file)
{
    return (struct line_request){
        .role = "kiosk", .name = name, .out = path_of(file), .days = LINE_DAYS};
}

static bool enrol(const char *name, const char *file)
{
    const struct line_request request = kiosk(name, file);

    return line_enrol(&work, &request);
}

static bool renew(const char *name, const char *file)
{
    const struct line_request request = kiosk(name, file);

    return line_renew(&work, &request);
}

static X509 *certificate(const char *file)
{
    struct bytes pem = bytes_new(FILE_MAX);
    X509 *cert = NULL;

    assert_true(demo_read(folder, file, &pem));
    cert = x509_from_pem(bytes_view(&pem));
    assert_non_null(cert);
    bytes_free(&pem);
    return cert;
}

/* Whether the file names the certificate among those withdrawn. */
static size_t times_withdrawn(const char *file)
{
    struct bytes list = bytes_new(FILE_MAX);
    X509 *cert = certificate(file);
    uint8_t digest[SHA256_LEN];
    char hex[2 * SHA256_LEN + 1];
    size_t times = 0;

    assert_true(x509_digest(cert, digest));
    hex_encode(view_of(digest, sizeof digest), hex);
    assert_true(demo_read(folder, LINE_WITHDRAWN, &list) && bytes_text(&list) != NULL);
    for (const char *at = bytes_text(&list); (at = strstr(at, hex)) != NULL; at++)
        times++;
    X509_free(cert);
    bytes_free(&list);
    return times;
}

static int list(int expiring, bool json)
{
    FILE *out = fmemopen(listed, sizeof listed, "w");
    int status = 0;

    listed[0] = 0;
    status = line_list(&work, expiring, json, out);
    assert_int_equal(fclose(out), 0);
    return status;
}

static bool is_private(const char *file)
{
    struct stat is;

    return stat(path_of(file), &is) == 0 && (is.st_mode & 0777) == 0600;
}

static void an_authority_is_made_once(void **state)
{
    X509 *cert = certificate(LINE_CA);

    (void)state;
    assert_true(is_private(LINE_CA_KEY));
    assert_int_equal(X509_check_ca(cert), 1);
    refused(line_found(&work, "kiosk", "A City", 1), "already");
    refused(line_found(&work, "vrs", "A City", 1), "already");
    assert_true(demo_path(folder, place, "others"));
    refused(line_found(&work, "taxi", "A City", 1), "not a line");
    refused(line_found(&work, "vrs", "", 1), "--name");
    refused(line_found(&work, "vrs", "A\nCity", 1), "--name");
    refused(line_found(&work, "vrs", "A City", 0), "--years");
    refused(line_found(&work, "vrs", "A City", LINE_YEARS_MAX + 1), "--years");
    refused(line_found(&work, "vrs", "\xff", 1), "could not be made");
    assert_false(demo_has(place, "others"));
    assert_true(demo_sub(place, "others") && demo_write_text(folder, LINE_WITHDRAWN, "dear"));
    refused(line_found(&work, "vrs", "A City", 1), "already");
    X509_free(cert);
}

static void a_client_gets_what_its_role_needs_and_no_more(void **state)
{
    X509 *cert = NULL, *ca = certificate(LINE_CA);
    char uri[X509_NAME_TEXT_MAX], organisation[X509_NAME_TEXT_MAX];

    (void)state;
    assert_true(enrol("k-0002", "k.pem"));
    cert = certificate("k.pem");
    assert_true(is_private("k.key"));
    assert_int_equal(X509_verify(cert, X509_get0_pubkey(ca)), 1);
    assert_true(x509_uri(cert, uri) && x509_organisation(cert, organisation));
    assert_string_equal(uri, "akashi:kiosk:k-0002");
    assert_string_equal(organisation, "A City");
    assert_int_equal(X509_check_purpose(cert, X509_PURPOSE_SSL_CLIENT, 0), 1);
    assert_int_equal(X509_check_purpose(cert, X509_PURPOSE_SSL_SERVER, 0), 0);
    assert_int_equal(X509_check_ca(cert), 0);
    X509_free(cert);
    X509_free(ca);
}

static void a_server_names_its_address(void **state)
{
    struct line_request request = kiosk("c-1", "c.pem");
    X509 *cert = NULL;

    (void)state;
    request.role = "centre";
    refused(line_enrol(&work, &request), "a server has an address");
    request.address = "10.1.2.3,DNS:elsewhere";
    refused(line_enrol(&work, &request), "not a numeric address");
    request.address = "10.1.2.3";
    assert_true(line_enrol(&work, &request));
    cert = certificate("c.pem");
    assert_int_equal(X509_check_ip_asc(cert, "10.1.2.3", 0), 1);
    assert_int_equal(X509_check_purpose(cert, X509_PURPOSE_SSL_SERVER, 0), 1);
    assert_int_equal(X509_check_purpose(cert, X509_PURPOSE_SSL_CLIENT, 0), 0);
    X509_free(cert);
    request = kiosk("k-0002", "k.pem");
    request.address = "10.1.2.4";
    refused(line_enrol(&work, &request), "nobody else has");
}

/* The centre stands on two lines: with a certificate of each line's authority, and no other. */
static void a_role_has_its_place_on_its_own_line(void **state)
{
    static const struct {
        const char *line, *role, *address;
        bool welcome;
    } cases[] = {
        {"kiosk", "kiosk", NULL, true},       {"kiosk", "vrs", "10.0.0.1", false},
        {"kiosk", "terminal", NULL, false},   {"vrs", "centre", NULL, true},
        {"vrs", "centre", "10.0.0.1", false}, {"vrs", "vrs", "10.0.0.1", true},
        {"vrs", "kiosk", NULL, false},        {"terminal", "terminal", NULL, true},
        {"terminal", "kiosk", NULL, false},   {"terminal", "counter", "10.0.0.1", true},
        {"terminal", "ca", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct line_request request = {
            .role = cases[i].role, .name = "x-1", .address = cases[i].address, .days = LINE_DAYS};

        assert_true(demo_path(folder, place, "line-%zu", i));
        assert_true(line_found(&work, cases[i].line, "A City", 1));
        request.out = path_of("x.pem");
        assert_int_equal(line_enrol(&work, &request), cases[i].welcome);
        assert_int_equal(demo_has(folder, "x.pem"), cases[i].welcome);
        assert_int_equal(demo_has(folder, "x.key"), cases[i].welcome);
    }
}

static void move(const char *from, const char *to)
{
    assert_int_equal(rename(from, to), 0);
}

static void an_authority_signs_with_its_own_key_only(void **state)
{
    char kiosks[PATH_MAX], key[PATH_MAX], others[PATH_MAX];

    (void)state;
    memcpy(kiosks, folder, sizeof kiosks);
    assert_true(demo_path(key, kiosks, LINE_CA_KEY));
    assert_true(demo_path(folder, place, "others"));
    assert_true(line_found(&work, "vrs", "A City", 1));
    assert_true(demo_path(others, folder, LINE_CA_KEY));
    memcpy(folder, kiosks, sizeof folder);
    assert_int_equal(chmod(key, 0640), 0);
    refused(enrol("k-0002", "k.pem"), LINE_CA_KEY);
    move(others, key);
    refused(enrol("k-0002", "k.pem"), "do not go together");
    assert_true(demo_path(others, place, "others/%s", LINE_CA) &&
                demo_path(key, kiosks, "%s", LINE_CA));
    move(others, key);
    refused(enrol("k-0002", "k.pem"), "do not go together");
    assert_false(demo_has(folder, "k.key"));
}

static void a_name_is_borne_by_one(void **state)
{
    struct line_request centre = kiosk("k-0002", "c.pem");

    (void)state;
    centre.role = "centre";
    centre.address = "10.0.0.1";
    assert_true(enrol("k-0002", "k.pem"));
    refused(enrol("k-0002", "again.pem"), "borne already");
    refused(line_enrol(&work, &centre), "borne already");
    assert_false(demo_has(folder, "again.key"));
    work.now += (LINE_DAYS + 1) * DAY;
    assert_true(enrol("k-0002", "again.pem"));
}

static void a_name_has_plain_signs_only(void **state)
{
    static const char *const names[] = {
        "",     "-k",  "K-0002", "k:2", "k 2",      "k,2",
        "k\n2", "k/2", "k.2",    "k_2", "\xc3\xa9", "a23456789012345678901234567890123"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        refused(enrol(names[i], "k.pem"), "a name is");
    assert_true(enrol("a2345678901234567890123456789012", "k.pem"));
}

static void nobody_outlives_the_authority(void **state)
{
    struct line_request request = kiosk("k-0002", "k.pem");

    (void)state;
    request.days = 0;
    refused(line_enrol(&work, &request), "--days");
    request.days = LINE_DAYS_MAX + 1;
    refused(line_enrol(&work, &request), "--days");
    work.now += (LINE_YEARS - 1) * INT64_C(365) * DAY;
    request.days = 366;
    refused(line_enrol(&work, &request), "outlive");
    assert_false(demo_has(folder, "k.key"));
    request.days = 365;
    assert_true(line_enrol(&work, &request));
}

/* A name is not borne by a key that could not be written. */
static void a_step_that_fails_leaves_no_trace(void **state)
{
    (void)state;
    refused(enrol("k-0002", "nowhere/k.pem"), "cannot be written");
    assert_int_equal(list(LINE_EXPIRING_NOT_ASKED, false), EXIT_YES);
    assert_null(strstr(listed, "k-0002"));
}

static void nothing_is_written_over(void **state)
{
    (void)state;
    assert_true(demo_write_text(folder, "k.key", "dear"));
    refused(enrol("k-0002", "k.pem"), "already");
    assert_true(demo_write_text(folder, "c.pem", "dear"));
    refused(enrol("k-0002", "c.pem"), "already");
    refused(enrol("k-0002", "certificate"), ".pem");
    assert_true(demo_has(folder, "k.key"));
}

/* A request of a device that would like to be more than it is. */
static void write_request(const char *file, EVP_PKEY *key, bool spoilt)
{
    X509_REQ *request = X509_REQ_new();
    STACK_OF(X509_EXTENSION) *wishes = sk_X509_EXTENSION_new_null();
    FILE *out = fopen(path_of(file), "w");

    sk_X509_EXTENSION_push(
        wishes, X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "URI:akashi:centre:c-1"));
    sk_X509_EXTENSION_push(wishes,
                           X509V3_EXT_conf_nid(NULL, NULL, NID_basic_constraints, "CA:TRUE"));
    assert_int_equal(X509_REQ_add_extensions(request, wishes), 1);
    assert_int_equal(X509_REQ_set_pubkey(request, key), 1);
    assert_true(X509_REQ_sign(request, key, EVP_sha256()) > 0);
    if (spoilt)
        assert_int_equal(X509_REQ_set_version(request, 1), 1);
    assert_non_null(out);
    assert_int_equal(PEM_write_X509_REQ(out, request), 1);
    assert_int_equal(fclose(out), 0);
    sk_X509_EXTENSION_pop_free(wishes, X509_EXTENSION_free);
    X509_REQ_free(request);
}

static void a_request_decides_nothing_but_the_key(void **state)
{
    struct line_request request = kiosk("k-0002", "k.pem");
    EVP_PKEY *key = EVP_EC_gen("P-256");
    char uri[X509_NAME_TEXT_MAX];
    X509 *cert = NULL;

    (void)state;
    request.csr = path_of("k.csr");
    write_request("k.csr", key, false);
    assert_true(line_enrol(&work, &request));
    assert_false(demo_has(folder, "k.key"));
    cert = certificate("k.pem");
    assert_int_equal(EVP_PKEY_eq(X509_get0_pubkey(cert), key), 1);
    assert_true(x509_uri(cert, uri));
    assert_string_equal(uri, "akashi:kiosk:k-0002");
    assert_int_equal(X509_check_ca(cert), 0);
    X509_free(cert);
    EVP_PKEY_free(key);
}

static void a_request_proves_a_key_that_is_good_and_new(void **state)
{
    struct line_request request = kiosk("k-0002", "k.pem");
    EVP_PKEY *key = EVP_EC_gen("P-256"), *other = EVP_EC_gen("P-384");

    (void)state;
    request.csr = path_of("k.csr");
    refused(line_enrol(&work, &request), "cannot be read");
    write_request("k.csr", key, true);
    refused(line_enrol(&work, &request), "does not hold");
    write_request("k.csr", other, false);
    refused(line_enrol(&work, &request), "P-256");
    assert_false(demo_has(folder, "k.pem"));
    write_request("k.csr", key, false);
    assert_true(line_enrol(&work, &request));
    assert_true(line_withdraw(&work, "k-0002", LINE_ALL, "exposed"));
    request.out = path_of("again.pem");
    refused(line_enrol(&work, &request), "certified before");
    request.name = "k-0003";
    refused(line_enrol(&work, &request), "certified before");
    EVP_PKEY_free(key);
    EVP_PKEY_free(other);
}

static void a_damaged_register_stops_everything(void **state)
{
    struct bytes text = bytes_new(FILE_MAX);

    (void)state;
    assert_true(enrol("k-0002", "k.pem"));
    assert_true(demo_read(folder, LINE_REGISTER, &text));
    for (size_t i = 0; i < text.len; i += 7) {
        text.at[i] ^= 1;
        assert_true(demo_write(folder, LINE_REGISTER, bytes_view(&text)));
        refused(enrol("k-0003", "n.pem"), "damaged");
        refused(renew("k-0002", "n.pem"), "damaged");
        refused(line_withdraw(&work, "k-0002", LINE_ALL, "lost"), "damaged");
        assert_int_equal(list(LINE_EXPIRING_NOT_ASKED, false), EXIT_CANNOT_TELL);
        text.at[i] ^= 1;
    }
    for (size_t len = 0; len < text.len; len += 31) {
        assert_true(demo_write(folder, LINE_REGISTER, view_of(text.at, len)));
        refused(enrol("k-0003", "n.pem"), "damaged");
    }
    assert_true(demo_write(folder, LINE_REGISTER, bytes_view(&text)));
    assert_true(enrol("k-0003", "n.pem"));
    bytes_free(&text);
}

static void one_step_at_a_time(void **state)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    (void)state;
    assert_int_equal(flock(fd, LOCK_EX), 0);
    refused(enrol("k-0002", "k.pem"), "somebody else");
    assert_int_equal(close(fd), 0);
    assert_true(enrol("k-0002", "k.pem"));
}

static void the_next_certificate_overlaps_the_first(void **state)
{
    struct line_request server = kiosk("c-1", "c.pem");
    X509 *cert = NULL;

    (void)state;
    server.role = "centre";
    server.address = "10.1.2.3";
    assert_true(line_enrol(&work, &server));
    refused(renew("k-0002", "n.pem"), "enrol it");
    work.now += (LINE_DAYS - 30) * DAY;
    assert_true(renew("c-1", "n.pem"));
    cert = certificate("n.pem");
    assert_int_equal(X509_check_ip_asc(cert, "10.1.2.3", 0), 1);
    assert_int_equal(X509_check_purpose(cert, X509_PURPOSE_SSL_SERVER, 0), 1);
    X509_free(cert);
    refused(renew("c-1", "third.pem"), "renewed already");
    assert_true(line_withdraw(&work, "c-1", 1, "replaced"));
    assert_int_equal(times_withdrawn("c.pem"), 1);
    assert_int_equal(times_withdrawn("n.pem"), 0);
    assert_true(renew("c-1", "third.pem"));
    work.now += (LINE_DAYS + 30) * DAY;
    refused(renew("c-1", "late.pem"), "enrol it");
}

static void withdrawing_ends_all_of_a_name(void **state)
{
    (void)state;
    assert_true(enrol("k-0002", "k.pem") && enrol("k-0003", "other.pem"));
    work.now += DAY;
    assert_true(renew("k-0002", "n.pem"));
    refused(line_withdraw(&work, "k-0002", LINE_ALL, "whim"), "a reason is");
    refused(line_withdraw(&work, "k-0002", LINE_ALL, "living"), "a reason is");
    refused(line_withdraw(&work, "k-0009", LINE_ALL, "lost"), "no such");
    refused(line_withdraw(&work, "k-0003", 1, "lost"), "no such");       /* number 1 is another's */
    refused(line_withdraw(&work, "kiosk", LINE_ALL, "lost"), "no such"); /* the authority itself */
    assert_true(line_withdraw(&work, "k-0002", LINE_ALL, "lost"));
    assert_int_equal(times_withdrawn("k.pem"), 1);
    assert_int_equal(times_withdrawn("n.pem"), 1);
    assert_int_equal(times_withdrawn("other.pem"), 0);
    assert_int_equal(list(LINE_EXPIRING_NOT_ASKED, false), EXIT_YES);
    assert_non_null(strstr(listed, "number=1 role=kiosk name=k-0002 state=lost"));
    refused(line_withdraw(&work, "k-0002", LINE_ALL, "lost"), "no such");
    assert_true(enrol("k-0002", "new.pem"));
}

/* A backup of the register, or a step that ended between the two files. */
static void the_list_of_withdrawn_only_grows(void **state)
{
    struct bytes before = bytes_new(FILE_MAX);

    (void)state;
    assert_true(enrol("k-0002", "k.pem") && enrol("k-0003", "other.pem"));
    assert_true(demo_read(folder, LINE_REGISTER, &before));
    assert_true(line_withdraw(&work, "k-0002", LINE_ALL, "lost"));
    assert_true(demo_write(folder, LINE_REGISTER, bytes_view(&before)));
    assert_true(line_withdraw(&work, "k-0003", LINE_ALL, "closed"));
    assert_int_equal(times_withdrawn("k.pem"), 1);
    assert_int_equal(times_withdrawn("other.pem"), 1);
    assert_true(line_withdraw(&work, "k-0002", LINE_ALL, "lost"));
    assert_int_equal(times_withdrawn("k.pem"), 1);
    assert_true(demo_remove(folder, LINE_WITHDRAWN)); /* the register brings it back */
    assert_true(enrol("k-0004", "last.pem") && line_withdraw(&work, "k-0004", LINE_ALL, "closed"));
    assert_int_equal(times_withdrawn("k.pem"), 1);
    bytes_free(&before);
}

static void a_timer_hears_of_what_ends(void **state)
{
    (void)state;
    assert_true(enrol("k-0002", "k.pem") && enrol("k-0003", "other.pem"));
    assert_int_equal(list(30, false), EXIT_YES);
    assert_string_equal(listed, "");
    work.now += (LINE_DAYS - 20) * DAY;
    assert_int_equal(list(19, false), EXIT_YES);
    assert_int_equal(list(30, false), EXIT_NO);
    assert_non_null(strstr(listed, "name=k-0002"));
    assert_non_null(strstr(listed, "name=k-0003"));
    assert_true(renew("k-0002", "n.pem") && line_withdraw(&work, "k-0003", LINE_ALL, "closed"));
    assert_int_equal(list(30, false), EXIT_YES);
    work.now += (LINE_DAYS + 5) * DAY; /* over, and nothing followed */
    assert_int_equal(list(30, true), EXIT_NO);
    assert_non_null(strstr(listed, "{\"number\":3,\"role\":\"kiosk\",\"name\":\"k-0002\","
                                   "\"state\":\"expired\",\"from\":\"2027-10-"));
    work.now = place_ports.now + (LINE_YEARS * INT64_C(365) - 10) * DAY;
    assert_int_equal(list(30, false), EXIT_NO);
    assert_non_null(strstr(listed, "number=0 role=ca name=kiosk state=living"));
}

#define LINE_TEST(name) cmocka_unit_test_setup_teardown(name, begin, place_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINE_TEST(an_authority_is_made_once),
        LINE_TEST(a_client_gets_what_its_role_needs_and_no_more),
        LINE_TEST(a_server_names_its_address),
        LINE_TEST(a_role_has_its_place_on_its_own_line),
        LINE_TEST(an_authority_signs_with_its_own_key_only),
        LINE_TEST(a_name_is_borne_by_one),
        LINE_TEST(a_name_has_plain_signs_only),
        LINE_TEST(nobody_outlives_the_authority),
        LINE_TEST(a_step_that_fails_leaves_no_trace),
        LINE_TEST(nothing_is_written_over),
        LINE_TEST(a_request_decides_nothing_but_the_key),
        LINE_TEST(a_request_proves_a_key_that_is_good_and_new),
        LINE_TEST(a_damaged_register_stops_everything),
        LINE_TEST(one_step_at_a_time),
        LINE_TEST(the_next_certificate_overlaps_the_first),
        LINE_TEST(withdrawing_ends_all_of_a_name),
        LINE_TEST(the_list_of_withdrawn_only_grows),
        LINE_TEST(a_timer_hears_of_what_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
