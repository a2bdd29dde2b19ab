/* Aims at shc_open: the input is a symbol's text, and what an issuer that is believed might have
 * signed. */
#include "app/seal/flate.h"
#include "app/seal/shc.h"
#include "app/seal/shc_text.h"
#include "app/seal/trust_inside.h"
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

enum { NOW = 1790000000, PACKED_MAX = 1 << 16, SYMBOL_SIZE = 5 + 2 * SHC_JWS_MAX + 1 };

#define ISSUER "https://issuer.example"

/* An issuer that is believed, whatever it signs. */
struct believed {
    struct ec_key *key;
    struct trust *trust;
    struct bytes header;
};

/* It withdraws some by what they say, so that this is looked at. */
static void list_digests(struct trust *trust, const char *kid)
{
    struct trust_list *list = calloc(1, sizeof *list);

    fuzz_hold(list != NULL);
    list->method = TRUST_BY_HASH;
    snprintf(list->issuer, sizeof list->issuer, "%s", ISSUER);
    snprintf(list->kid, sizeof list->kid, "%s", kid);
    trust->withdrawn.list = list;
    trust->withdrawn.count = 1;
}

static void open_believed(struct believed *out)
{
    struct bytes jwk = bytes_new(512), jwks = bytes_new(1024);
    char kid[JWK_THUMBPRINT_SIZE];

    *out = (struct believed){ec_key_new(), trust_new(), bytes_new(256)};
    fuzz_hold(out->key != NULL && out->trust != NULL && jwk_thumbprint(out->key, kid) &&
              jwk_canonical(out->key, &jwk));
    fuzz_hold(
        bytes_append_text(&jwks, "{\"keys\":[{\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"") &&
        bytes_append_text(&jwks, kid) && bytes_append_text(&jwks, "\",") &&
        bytes_append(&jwks, view_from(bytes_view(&jwk), 1)) && bytes_append_text(&jwks, "]}"));
    fuzz_hold(trust_add_jwks(out->trust, ISSUER, bytes_view(&jwks)) == ERR_OK);
    list_digests(out->trust, kid);
    fuzz_hold(bytes_append_text(&out->header, "{\"zip\":\"DEF\",\"alg\":\"ES256\",\"kid\":\"") &&
              bytes_append_text(&out->header, kid) && bytes_append_text(&out->header, "\"}"));
    bytes_free(&jwk);
    bytes_free(&jwks);
}

static bool seal(const struct believed *by, struct view payload, struct bytes *out)
{
    struct bytes packed = bytes_new(PACKED_MAX);
    uint8_t signature[EC_SIGNATURE_LEN];
    bool sealed = flate_pack(payload, &packed) &&
                  jws_begin(bytes_view(&by->header), bytes_view(&packed), out) &&
                  ec_sign(by->key, bytes_view(out), signature) && jws_end(signature, out);

    bytes_free(&packed);
    return sealed;
}

/* The same code, as a symbol holds it. */
static void open_symbol(const struct believed *by, struct view jws, enum err code)
{
    static struct opened opened;
    static char symbol[SYMBOL_SIZE];

    if (!shc_text_write(jws, symbol, sizeof symbol))
        return;
    shc_open(view_text(symbol), by->trust, NOW, &opened);
    fuzz_hold(opened.code == code);
}

/* What is valid is the believed issuer's, of now, and about somebody's doses. */
static void open_sealed(const struct believed *by, struct view payload)
{
    static struct opened opened;
    struct bytes jws = bytes_new(PACKED_MAX);

    if (seal(by, payload, &jws)) {
        shc_open(bytes_view(&jws), by->trust, NOW, &opened);
        fuzz_hold((opened.verdict == SEAL_VALID) == (opened.code == ERR_OK));
        if (opened.verdict == SEAL_VALID)
            fuzz_hold(strcmp(opened.issuer, ISSUER) == 0 && opened.not_before <= NOW &&
                      opened.count > 0 && opened.count <= DOSES_MAX);
        open_symbol(by, bytes_view(&jws), opened.code);
    }
    bytes_free(&jws);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct believed believed;
    static struct opened opened;
    struct view input = view_of(data, size);
    struct bytes raw = bytes_new(PACKED_MAX);

    if (believed.key == NULL)
        open_believed(&believed);
    shc_open(input, believed.trust, NOW, &opened);
    fuzz_hold(opened.verdict != SEAL_VALID && opened.code != ERR_OK);
    (void)!shc_raw(input, &raw);
    open_sealed(&believed, input);
    bytes_free(&raw);
    return 0;
}
