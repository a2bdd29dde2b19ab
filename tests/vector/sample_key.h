/* A fresh key behind the key port, and the key set that others check its signatures with. */
#ifndef TESTS_VECTOR_SAMPLE_KEY_H
#define TESTS_VECTOR_SAMPLE_KEY_H

#include "app/seal/shc.h"
#include "drivers/host/file.h"

#define SAMPLE_ISSUER "https://vc.akashi.example/issuer"

static bool sample_sign(void *self, const char *name, struct view message,
                        uint8_t out[EC_SIGNATURE_LEN])
{
    (void)name;
    return ec_sign(self, message, out);
}

static inline struct key_port sample_port(struct ec_key *key)
{
    return (struct key_port){.self = key, .sign = sample_sign};
}

/* Writes the key set to the file `path` and fills the issuer, whose trees the caller frees. */
MUST_USE static inline bool sample_issuer(const char *path, const struct ec_key *key,
                                          struct shc_issuer *out)
{
    struct bytes jwk = bytes_new(512), jwks = bytes_new(1024);
    bool good = false;

    *out = (struct shc_issuer){
        .iss = SAMPLE_ISSUER, .key_name = "shc", .trees = shc_trees_new(SAMPLE_ISSUER)};
    good = out->trees != NULL && jwk_thumbprint(key, out->kid) && jwk_canonical(key, &jwk) &&
           bytes_append_text(&jwks, "{\"keys\":[{\"kid\":\"") &&
           bytes_append_text(&jwks, out->kid) &&
           bytes_append_text(&jwks, "\",\"use\":\"sig\",\"alg\":\"ES256\",") &&
           bytes_append(&jwks, view_from(bytes_view(&jwk), 1)) &&
           bytes_append_text(&jwks, "]}\n") && file_write(path, bytes_view(&jwks), 0644);
    bytes_free(&jwk);
    bytes_free(&jwks);
    return good;
}

#endif
