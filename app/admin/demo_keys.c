#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "crypto/base/secret.h"
#include "crypto/jws.h"
#include "crypto/random.h"
#include "crypto/x509.h"

#include <jansson.h>
#include <stdlib.h>

enum { PEM_MAX = 8192, DAY = 24 * 60 * 60, YEARS_10 = 3653 * DAY };

#define SHC_KEY   "shc-1"
#define SHEET_KEY "sheet-1"

static bool make_pair(const char *folder, const char *name)
{
    char path[PATH_MAX];
    struct ec_key *key = ec_key_new();
    struct bytes pem = bytes_new_secret(PEM_MAX);
    bool made = key != NULL && ec_key_to_pem(key, &pem) &&
                demo_path(path, "keys", "%s.pem", name) &&
                demo_write(folder, path, bytes_view(&pem));

    ec_key_free(&key);
    bytes_free(&pem);
    return made;
}

static bool make_secret(const char *folder, const char *name)
{
    char path[PATH_MAX];
    uint8_t *secret = secret_new(AEAD_KEY_LEN);
    bool made = secret != NULL && random_fill(secret, AEAD_KEY_LEN) &&
                demo_path(path, "keys", "%s.key", name) &&
                demo_write(folder, path, view_of(secret, AEAD_KEY_LEN));

    secret_free(secret, AEAD_KEY_LEN);
    return made;
}

bool demo_keys(const char *folder)
{
    return demo_write_text(folder, "keys/DEMO",
                           "These keys are a demo's. They protect nothing.\n") &&
           make_pair(folder, SHC_KEY) && make_pair(folder, SHEET_KEY) &&
           make_secret(folder, VAULT_WRAP_KEY) && make_secret(folder, VAULT_INDEX_KEY);
}

/* The issuer's public key as it would stand at <issuer>/.well-known/jwks.json. */
static json_t *describe_key(const struct ec_key *key)
{
    char kid[JWK_THUMBPRINT_SIZE];
    struct bytes canonical = bytes_new(PEM_MAX);
    json_t *jwk = NULL, *more = NULL;

    if (jwk_canonical(key, &canonical) && jwk_thumbprint(key, kid)) {
        jwk = json_loadb((const char *)canonical.at, canonical.len, 0, NULL);
        more = json_pack("{ss ss ss}", "use", "sig", "alg", "ES256", "kid", kid);
    }
    if (jwk != NULL && (more == NULL || json_object_update(jwk, more) != 0)) {
        json_decref(jwk);
        jwk = NULL;
    }
    json_decref(more);
    bytes_free(&canonical);
    return jwk;
}

static bool write_issuer(const char *folder, const struct ec_key *key)
{
    json_t *file =
        json_pack("{ss s{s[o]}}", "issuer", DEMO_ISSUER, "jwks", "keys", describe_key(key));
    char *text = file != NULL ? json_dumps(file, JSON_INDENT(2)) : NULL;
    bool written = text != NULL && demo_sub(folder, "trust/shc") &&
                   demo_write_text(folder, "trust/shc/demo.json", text);

    free(text);
    json_decref(file);
    return written;
}

/* The certificate signs itself: it names the key's use and its world, no more. Only the file that
 * holds the private key can do that, since a key port signs messages, not certificates. */
static bool write_sheet(const char *folder, int64_t now)
{
    const struct x509_plan plan = {.organisation = X509_DEMO_ORGANISATION,
                                   .name = SHEET_KEY,
                                   .use = X509_USE_SIGNER,
                                   .from = now - DAY,
                                   .until = now + YEARS_10};
    struct ec_key *key = NULL;
    struct bytes secret = bytes_new_secret(PEM_MAX), pem = bytes_new(PEM_MAX);
    bool written = demo_read(folder, "keys/" SHEET_KEY ".pem", &secret) &&
                   (key = ec_key_from_pem(bytes_view(&secret))) != NULL &&
                   x509_make(&plan, key, NULL, (struct view){0}, &pem) &&
                   demo_write(folder, "trust/sheet.pem", bytes_view(&pem));

    ec_key_free(&key);
    bytes_free(&secret);
    bytes_free(&pem);
    return written;
}

bool demo_trust(const struct demo_ports *ports, const struct key_port *keys, const char *folder)
{
    struct ec_key *issuer = keys->public_key(keys->self, SHC_KEY);
    bool made = issuer != NULL && write_issuer(folder, issuer) && write_sheet(folder, ports->now);

    ec_key_free(&issuer);
    return made;
}
