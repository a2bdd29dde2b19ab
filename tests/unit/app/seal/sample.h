/* A fictional certificate, a fresh key behind the key port, and the trust that goes with it. */
#ifndef TESTS_UNIT_APP_SEAL_SAMPLE_H
#define TESTS_UNIT_APP_SEAL_SAMPLE_H

#include "app/seal/shc.h"

#include <stdio.h>
#include <string.h>

#define SAMPLE_ISSUER "https://vc.akashi.example/issuer"
#define SAMPLE_NOW    INT64_C(1795132800) /* 2026-11-20T00:00:00Z */

struct sample {
    struct ec_key *key;
    struct key_port keys;
    struct shc_issuer issuer;
    struct trust *trust;
    int signed_count, fail_at; /* the sign call that fails, from 1; 0: none */
};

static bool sample_sign(void *self, const char *name, struct view message,
                        uint8_t out[EC_SIGNATURE_LEN])
{
    struct sample *sample = self;

    sample->signed_count++;
    return strcmp(name, "shc") == 0 && sample->signed_count != sample->fail_at &&
           ec_sign(sample->key, message, out);
}

static inline bool sample_open(struct sample *sample)
{
    struct bytes jwk = bytes_new(512), jwks = bytes_new(1024);
    bool good = false;

    *sample = (struct sample){.key = ec_key_new(), .trust = trust_new()};
    sample->keys = (struct key_port){.self = sample, .sign = sample_sign};
    sample->issuer = (struct shc_issuer){
        .iss = SAMPLE_ISSUER, .key_name = "shc", .trees = shc_trees_new(SAMPLE_ISSUER)};
    good = sample->key != NULL && sample->trust != NULL && sample->issuer.trees != NULL &&
           jwk_thumbprint(sample->key, sample->issuer.kid) && jwk_canonical(sample->key, &jwk) &&
           bytes_append_text(&jwks, "{\"keys\":[{\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"") &&
           bytes_append_text(&jwks, sample->issuer.kid) && bytes_append_text(&jwks, "\",") &&
           bytes_append(&jwks, view_from(bytes_view(&jwk), 1)) && bytes_append_text(&jwks, "]}") &&
           trust_add_jwks(sample->trust, SAMPLE_ISSUER, bytes_view(&jwks)) == ERR_OK;
    bytes_free(&jwk);
    bytes_free(&jwks);
    return good;
}

static inline void sample_close(struct sample *sample)
{
    ec_key_free(&sample->key);
    trust_free(&sample->trust);
    flate_trees_free(&sample->issuer.trees);
}

/* Doses of two products and, from the third on, of many lots. */
static inline void sample_fill(struct certificate *out, size_t doses)
{
    *out = (struct certificate){
        .serial = "AKSH2345WXYZ",
        .kind = KIND_DOMESTIC,
        .holder = {"証　花子", {1985, 2, 28}},
        .history = {.found = FOUND_SOME, .count = doses},
    };
    for (size_t i = 0; i < doses; i++) {
        struct dose *dose = &out->history.doses[i];

        *dose = (struct dose){.number = (int)i + 1,
                              .date = {2021 + (int)i / 12, 1 + (int)i % 12, 1 + (int)i % 28},
                              .country = "JPN"};
        snprintf(dose->product, sizeof dose->product, "%s", i < 2 ? "comirnaty" : "spikevax-ba1");
        snprintf(dose->lot, sizeof dose->lot, "EY%04u", (unsigned)(i * 7919 % 10000));
    }
}

#endif
