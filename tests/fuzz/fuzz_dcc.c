/* Aims at dcc_open and at what it is made of: base45, CBOR, COSE. The input is a symbol's text, a
 * message, what a signer that is believed might have signed, and a signer's certificate. */
#include "app/seal/dcc.h"
#include "app/seal/dcc_claims.h"
#include "app/seal/dcc_text.h"
#include "crypto/base45.h"
#include "crypto/cbor.h"
#include "crypto/x509.h"
#include "fuzz.h"

#include <string.h>

enum {
    NOW = 1620064800,
    DAY = 86400,
    PLAIN_MAX = 1 << 16
}; /* 2021-05-03, as public codes expect */

#define COUNTRY "AT"

/* A signer that is believed, whatever it signs. */
struct believed {
    struct ec_key *key;
    struct dcc_trust *trust;
    struct bytes header;
};

static void certify(const struct ec_key *key, struct bytes *der)
{
    struct x509_plan plan = {.organisation = "fuzz",
                             .name = "fuzz",
                             .use = X509_USE_SIGNER,
                             .from = NOW - DAY,
                             .until = NOW + 365 * DAY};
    struct bytes pem = bytes_new(1 << 13);
    unsigned char *raw = NULL;
    X509 *cert = NULL;
    int len = 0;

    fuzz_hold(x509_make(&plan, key, NULL, view_of(NULL, 0), &pem));
    cert = x509_from_pem(bytes_view(&pem));
    len = i2d_X509(cert, &raw);
    fuzz_hold(len > 0 && bytes_append(der, view_of(raw, (size_t)len)));
    OPENSSL_free(raw);
    X509_free(cert);
    bytes_free(&pem);
}

static void open_believed(struct believed *out)
{
    struct bytes der = bytes_new(1 << 13);
    struct cose_signer *signer = NULL;

    *out = (struct believed){ec_key_new(), dcc_trust_new(), bytes_new(64)};
    fuzz_hold(out->key != NULL && out->trust != NULL);
    certify(out->key, &der);
    signer = cose_signer_new(bytes_view(&der));
    fuzz_hold(dcc_trust_add(out->trust, COUNTRY, bytes_view(&der)) == ERR_OK && signer != NULL &&
              cose_header(cose_signer_kid(signer).at, &out->header));
    cose_signer_free(&signer);
    bytes_free(&der);
}

static void open_text(const struct believed *by, struct view text, struct opened *out)
{
    struct bytes raw = bytes_new(PLAIN_MAX);

    dcc_open(text, by->trust, NOW, out);
    fuzz_hold((out->verdict == SEAL_VALID) == (out->code == ERR_OK));
    (void)!dcc_raw(text, &raw);
    bytes_free(&raw);
}

/* As if the input had been compressed and written by somebody else. */
static void open_message(const struct believed *by, struct view message)
{
    static char text[DCC_TEXT_MAX + 1];
    static struct opened opened;
    struct cose cose;

    if (cose_read(message, &cose))
        fuzz_hold(fuzz_inside(cose.payload, message) && fuzz_inside(cose.signature, message) &&
                  fuzz_inside(cose.protected_header, message) && fuzz_inside(cose.kid, message));
    if (!dcc_text_write(message, text, sizeof text))
        return;
    open_text(by, view_text(text), &opened);
    fuzz_hold(opened.verdict != SEAL_VALID);
}

/* What is valid is the believed country's, of now, about one dose, and signed. */
static void open_payload(const struct believed *by, struct view payload, bool sealed)
{
    static char text[DCC_TEXT_MAX + 1];
    static struct opened opened;
    struct bytes part = bytes_new(PLAIN_MAX), message = bytes_new(PLAIN_MAX);
    uint8_t signature[EC_SIGNATURE_LEN] = {0};
    struct cose cose = {.protected_header = bytes_view(&by->header),
                        .payload = payload,
                        .signature = view_of(signature, sizeof signature)};

    if (cose_signed_part(cose.protected_header, payload, &part) &&
        (!sealed || ec_sign(by->key, bytes_view(&part), signature)) &&
        cose_write(&cose, &message) && dcc_text_write(bytes_view(&message), text, sizeof text)) {
        open_text(by, view_text(text), &opened);
        if (opened.verdict == SEAL_VALID)
            fuzz_hold(sealed && strcmp(opened.issuer, COUNTRY) == 0 && opened.expires >= NOW &&
                      opened.count == 1 && opened.doses[0].dose.number > 0 &&
                      opened.holder.name[0] != 0);
    }
    bytes_free(&part);
    bytes_free(&message);
}

/* Claims that can be written say the same when they are read again. */
static void turn_claims(struct view input)
{
    struct bytes written = bytes_new(PLAIN_MAX);
    struct dcc_claims claims, again = {0};

    if (dcc_claims_read(input, &claims) && claims.issuer[0] != 0 &&
        dcc_claims_write(&claims, &written))
        fuzz_hold(dcc_claims_read(bytes_view(&written), &again) && again.issued == claims.issued &&
                  again.expires == claims.expires &&
                  json_equal(again.certificate, claims.certificate));
    json_decref(claims.certificate);
    json_decref(again.certificate);
    bytes_free(&written);
}

/* There is one text for each plain, and one plain for each text. */
static void turn_base45(struct view input)
{
    struct bytes plain = bytes_new(PLAIN_MAX), text = bytes_new(2 * PLAIN_MAX);

    if (base45_decode(input, &plain))
        fuzz_hold(base45_encode(bytes_view(&plain), &text) && view_equal(bytes_view(&text), input));
    bytes_free(&plain);
    bytes_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct believed believed;
    static struct opened opened;
    struct view input = view_of(data, size);
    struct dcc_trust *other = dcc_trust_new();

    fuzz_hold(other != NULL);
    if (believed.key == NULL)
        open_believed(&believed);
    open_text(&believed, input, &opened);
    fuzz_hold(opened.verdict != SEAL_VALID);
    open_message(&believed, input);
    open_payload(&believed, input, true);
    open_payload(&believed, input, false);
    turn_claims(input);
    turn_base45(input);
    (void)!cbor_is_sound(input);
    (void)!dcc_trust_add(other, COUNTRY, input);
    dcc_trust_free(&other);
    return 0;
}
