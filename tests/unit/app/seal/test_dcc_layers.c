#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base/hex.h"
#include "crypto/base45.h"
#include "dcc_sample.h"

#include <zlib.h>

static struct dcc_sample sample;

static int open_sample(void **state)
{
    (void)state;
    return dcc_sample_open(&sample) ? 0 : -1;
}

static int close_sample(void **state)
{
    (void)state;
    dcc_sample_close(&sample);
    return 0;
}

/* The payload of a dcc_sample_content certificate, to be put under other headers. */
static void open_under_header(const char *hex, struct opened *out)
{
    struct dcc_claims claims = dcc_sample_claims(dcc_sample_content);
    struct bytes payload = bytes_new(1 << 12);
    uint8_t header[64];
    size_t len = strlen(hex) / 2;
    char text[DCC_TEXT_MAX];

    assert_true(hex_decode(view_text(hex), header, len));
    assert_true(dcc_claims_write(&claims, &payload));
    assert_true(
        dcc_sample_seal(&sample, view_of(header, len), bytes_view(&payload), text, sizeof text));
    dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, out);
    json_decref(claims.certificate);
    bytes_free(&payload);
}

static void the_header_names_algorithm_and_key(void **state)
{
    static const struct {
        const char *header;
        enum err code;
    } cases[] = {
        {"a201382304480102030405060708", AK_D35}, /* ES384 */
        {"a2010504480102030405060708", AK_D35},   /* HMAC */
        {"a2016545533235360448"                   /* "ES256" as text */
         "0102030405060708",
         AK_D35},
        {"a104480102030405060708", AK_D35}, /* none */
        {"a10126", AK_D36},                 /* no kid */
        {"a2012604450102030405", AK_D36},   /* a short one */
        {"a20126046861626364"
         "65666768",
         AK_D36},                                     /* one that is a text */
        {"a2012604480102030405060708", AK_D46},       /* nobody's */
        {"a3012602810104480102030405060708", AK_D34}, /* an extension */
    };
    struct opened opened;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        open_under_header(cases[i].header, &opened);
        if (opened.code != cases[i].code)
            fail_msg("%s: %s", cases[i].header, err_name(opened.code));
    }
}

/* PS256 in the header over a P-256 key: the key decides, not the header. */
static void the_algorithm_is_the_keys(void **state)
{
    struct opened opened;
    char header[64], kid[DCC_KID_TEXT_SIZE];

    (void)state;
    hex_encode(view_of(sample.issuer.kid, COSE_KID_LEN), kid);
    snprintf(header, sizeof header, "a20138240448%s", kid);
    open_under_header(header, &opened);
    assert_int_equal(opened.code, AK_D48);
    snprintf(header, sizeof header, "a201260448%s", kid);
    open_under_header(header, &opened);
    assert_int_equal(opened.code, ERR_OK);
}

static enum err open_payload(const char *hex)
{
    struct bytes header = bytes_new(64);
    struct opened opened;
    uint8_t payload[256];
    size_t len = strlen(hex) / 2;
    char text[DCC_TEXT_MAX];

    assert_true(hex_decode(view_text(hex), payload, len));
    assert_true(cose_header(sample.issuer.kid, &header));
    assert_true(
        dcc_sample_seal(&sample, bytes_view(&header), view_of(payload, len), text, sizeof text));
    dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, &opened);
    bytes_free(&header);
    return opened.code;
}

static void the_claims_are_complete_or_nothing(void **state)
{
    static const char *const cases[] = {
        "a0",
        "f6",
        "",
        "a20401" /* no issue */
        "390103a101a0",
        "a20601390103a101a0",     /* no end */
        "a204010601",             /* no certificate */
        "a304010601390103a0",     /* an empty one */
        "a304010601390103a10180", /* one that is a list */
        "a304616106"              /* a time as text */
        "01390103a101a0",
        "a304200601390103a101a0",                 /* before 1970 */
        "a304fb7ff00000000000000601390103a101a0", /* no end of time */
        "a304fb7ff80000000000000601390103a101a0",
        "a4016353574504010601390103a101a0", /* an issuer of three letters */
        "a40162736504010601390103a101a0",   /* small ones */
        "a4010504010601390103a101a0",
        "a304010601390103a101a1616100ff",
        "a404010401" /* a claim twice */
        "0601390103a101a0",
        "a304010601390103a101a161610061", /* cut short */
        "a304010601390103a101a162610000", /* a zero in a name */
        "a304010601390103a101a161624100", /* bytes as value */
        "a304010601390103a101a16162f7",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (open_payload(cases[i]) != AK_D37)
            fail_msg("%s: %s", cases[i], err_name(open_payload(cases[i])));
    /* Fractions of a second, and no issuer: then it is the signer's country. */
    assert_int_equal(open_payload("a304fb41dabfdccc20000006fb41dabfdccc200000390103a101a0"),
                     AK_D38);
}

static enum err open_plain(const char *text)
{
    struct opened opened;

    dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, &opened);
    assert_int_not_equal(opened.verdict, SEAL_VALID);
    return opened.code;
}

static void each_layer_of_the_text_has_its_code(void **state)
{
    (void)state;
    assert_false(dcc_is(view_text("HC2:ABC")));
    assert_int_equal(open_plain(""), AK_D30);
    assert_int_equal(open_plain("HC1"), AK_D30);
    assert_int_equal(open_plain("hc1:ABC"), AK_D30);
    assert_int_equal(open_plain("shc:/56"), AK_D30);
    assert_int_equal(open_plain("HC1:A"), AK_D32);
    assert_int_equal(open_plain("HC1:abc"), AK_D32);
    assert_int_equal(open_plain("HC1:"), AK_D33);
    assert_int_equal(open_plain("HC1:BB8"), AK_D33);
}

/* A text whose compressed content is `packed`. */
static enum err open_packed(struct view packed)
{
    struct bytes text = bytes_new(1 << 24);
    struct opened opened;

    assert_true(bytes_append_text(&text, "HC1:") && base45_encode(packed, &text));
    dcc_open(bytes_view(&text), sample.trust, DCC_SAMPLE_NOW, &opened);
    assert_int_not_equal(opened.verdict, SEAL_VALID);
    bytes_free(&text);
    return opened.code;
}

static void compress_to(struct view plain, struct bytes *out)
{
    uLongf len = compressBound(plain.len);
    uint8_t *to = bytes_room(out, len);

    assert_non_null(to);
    assert_int_equal(compress2(to, &len, plain.at, plain.len, 9), Z_OK);
    out->len += len;
}

static void zlib_streams_are_read_strictly(void **state)
{
    struct bytes packed = bytes_new(1 << 12);

    (void)state;
    compress_to(view_text("\x80"), &packed);
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D34);
    packed.at[packed.len - 1] ^= 1; /* the sum */
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D33);
    packed.at[packed.len - 1] ^= 1;
    packed.at[1] ^= 1; /* the header's own check */
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D33);
    packed.at[1] ^= 1;
    assert_true(bytes_append_u8(&packed, 0)); /* something behind */
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D33);
    packed.len -= 2; /* cut short */
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D33);
    packed.len = 0;
    assert_true(bytes_append(&packed, view_of("\x78\xbb\0\0\0\1", 6))); /* a dictionary */
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D33);
    bytes_free(&packed);
}

/* The bound is that of the owner the stream is unpacked into, so it holds on any machine. */
static void a_stream_that_grows_without_end_is_cut_off(void **state)
{
    struct bytes plain = bytes_new(1 << 22), packed = bytes_new(1 << 22),
                 text = bytes_new(DCC_TEXT_MAX), out = bytes_new(DCC_MESSAGE_MAX);
    size_t size = 2 << 20;
    uint8_t *to = bytes_room(&plain, size);

    (void)state;
    assert_non_null(to);
    memset(to, 0x81, size);
    plain.len = size;
    compress_to(bytes_view(&plain), &packed);
    assert_true(bytes_append_text(&text, "HC1:") && base45_encode(bytes_view(&packed), &text));
    assert_int_equal(dcc_text_read(bytes_view(&text), &out), AK_D33);
    assert_int_equal(out.len, 0);
    assert_true(out.cap <= DCC_MESSAGE_MAX);
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D33);
    bytes_free(&plain);
    bytes_free(&packed);
    bytes_free(&text);
    bytes_free(&out);
}

static void a_code_longer_than_any_symbol_is_not_looked_at(void **state)
{
    struct bytes text = bytes_new(16 << 20);
    size_t size = 10 << 20;
    uint8_t *to = bytes_room(&text, size);
    struct opened opened;

    (void)state;
    assert_non_null(to);
    memset(to, '0', size);
    memcpy(to, "HC1:", 4);
    text.len = size;
    dcc_open(bytes_view(&text), sample.trust, DCC_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_D31);
    assert_int_equal(opened.verdict, SEAL_CANNOT_TELL);
    text.len = DCC_TEXT_MAX + 1;
    dcc_open(bytes_view(&text), sample.trust, DCC_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_D31);
    text.len = DCC_TEXT_MAX;
    dcc_open(bytes_view(&text), sample.trust, DCC_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_D33);
    bytes_free(&text);
}

static void nested_lists_are_refused_at_every_layer(void **state)
{
    struct bytes nested = bytes_new(1 << 12), packed = bytes_new(1 << 12), header = bytes_new(64);
    struct opened opened;
    char text[DCC_TEXT_MAX];

    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_true(bytes_append_u8(&nested, 0x81));
    compress_to(bytes_view(&nested), &packed);
    assert_int_equal(open_packed(bytes_view(&packed)), AK_D34);
    assert_true(cose_header(sample.issuer.kid, &header));
    assert_true(
        dcc_sample_seal(&sample, bytes_view(&header), bytes_view(&nested), text, sizeof text));
    dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_D37);
    assert_true(
        dcc_sample_seal(&sample, bytes_view(&nested), bytes_view(&header), text, sizeof text));
    dcc_open(view_text(text), sample.trust, DCC_SAMPLE_NOW, &opened);
    assert_int_equal(opened.code, AK_D34);
    bytes_free(&nested);
    bytes_free(&packed);
    bytes_free(&header);
}

static void what_cannot_be_got_at_leaves_nothing(void **state)
{
    struct bytes raw = bytes_new(1 << 12);

    (void)state;
    assert_true(bytes_append_text(&raw, "before"));
    assert_false(dcc_raw(view_text("HC1:BB8"), &raw));
    assert_int_equal(raw.len, 6);
    bytes_free(&raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_names_algorithm_and_key),
        cmocka_unit_test(the_algorithm_is_the_keys),
        cmocka_unit_test(the_claims_are_complete_or_nothing),
        cmocka_unit_test(each_layer_of_the_text_has_its_code),
        cmocka_unit_test(zlib_streams_are_read_strictly),
        cmocka_unit_test(a_stream_that_grows_without_end_is_cut_off),
        cmocka_unit_test(a_code_longer_than_any_symbol_is_not_looked_at),
        cmocka_unit_test(nested_lists_are_refused_at_every_layer),
        cmocka_unit_test(what_cannot_be_got_at_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
