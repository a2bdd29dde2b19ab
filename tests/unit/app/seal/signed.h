/* Cards of any header and any content, signed with the trusted key of a sample. */
#ifndef TESTS_UNIT_APP_SEAL_SIGNED_H
#define TESTS_UNIT_APP_SEAL_SIGNED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sample.h"

#include "app/seal/flate.h"

#define PATIENT                                                                                    \
    "{\"fullUrl\":\"resource:0\",\"resource\":{\"resourceType\":\"Patient\",\"name\":[{"           \
    "\"family\":\"証\",\"given\":[\"花子\"]}],\"birthDate\":\"1985-02-28\"}}"
#define DOSE                                                                                       \
    "{\"fullUrl\":\"resource:1\",\"resource\":{\"resourceType\":\"Immunization\",\"status\":"      \
    "\"completed\",\"vaccineCode\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/cvx\","      \
    "\"code\":\"208\"}]},\"patient\":{\"reference\":\"resource:0\"},\"occurrenceDateTime\":"       \
    "\"2021-06-01\",\"lotNumber\":\"EY2173\",\"performer\":[{\"actor\":{\"display\":"              \
    "\"MHLW_Gov_of_JAPAN\"}}]}}"
#define BUNDLE                                                                                     \
    "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[" PATIENT "," DOSE "]}"
#define TYPE    "\"type\":[\"https://smarthealth.cards#health-card\"],"
#define SUBJECT "\"credentialSubject\":{\"fhirVersion\":\"4.0.1\",\"fhirBundle\":" BUNDLE "}"
#define VC      "\"vc\":{" TYPE SUBJECT "}"
#define ISS     "\"iss\":\"" SAMPLE_ISSUER "\","
#define NBF     "\"nbf\":1795132800,"
#define GOOD    "{" ISS NBF VC "}"

static struct sample sample;

static int open_sample(void **state)
{
    (void)state;
    return sample_open(&sample) ? 0 : -1;
}

static int close_sample(void **state)
{
    (void)state;
    sample_close(&sample);
    return 0;
}

/* A JWS over any header and any payload. */
static inline void make_jws(const char *header, struct view packed, struct bytes *out)
{
    uint8_t signature[EC_SIGNATURE_LEN];

    assert_true(jws_begin(view_text(header), packed, out));
    assert_true(ec_sign(sample.key, bytes_view(out), signature));
    assert_true(jws_end(signature, out));
}

static inline void make_header(char out[256])
{
    snprintf(out, 256, "{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"%s\"}", sample.issuer.kid);
}

static inline void open_payload(struct view payload, int64_t now, struct opened *out)
{
    struct bytes packed = bytes_new(1 << 16), jws = bytes_new(1 << 16);
    char header[256];

    make_header(header);
    assert_true(flate_pack(payload, &packed));
    make_jws(header, bytes_view(&packed), &jws);
    shc_open(bytes_view(&jws), sample.trust, now, out);
    bytes_free(&packed);
    bytes_free(&jws);
}

/* One of ours with two doses, as it stands in a symbol. */
static inline void issue_text(char out[CODE_TEXT_SIZE])
{
    struct certificate certificate;

    sample_fill(&certificate, 2);
    assert_int_equal(shc_issue(&sample.issuer, &sample.keys, SAMPLE_NOW, &certificate), ERR_OK);
    snprintf(out, CODE_TEXT_SIZE, "%s", certificate.code[0].text);
}

static inline struct bytes jws_of(const char *text)
{
    struct bytes jws = bytes_new(SHC_JWS_MAX);

    for (const char *at = text + 5; *at != 0; at += 2)
        assert_true(bytes_append_u8(&jws, (uint8_t)(45 + 10 * (at[0] - '0') + at[1] - '0')));
    return jws;
}

#endif
