#include "app/identity/liveness.h"

#include "app/identity/layout.h"

#include <string.h>

enum { FILES = 4 };

static bool digest_files(const struct card_files *files, uint8_t out[FILES][SHA256_LEN])
{
    const struct bytes *file[FILES] = {&files->number, &files->person, &files->digests,
                                       &files->certificate};
    bool good = true;

    for (size_t i = 0; good && i < FILES; i++)
        good = digest_sha256(bytes_view(file[i]), out[i]);
    return good;
}

bool liveness_digest(const struct liveness *what, const struct card_files *files,
                     uint8_t out[SHA256_LEN])
{
    uint8_t digests[FILES][SHA256_LEN], step = (uint8_t)what->step, kind = (uint8_t)what->kind;
    const struct view fields[] = {
        view_of(what->nonce, sizeof what->nonce),
        view_of(what->transaction, strnlen(what->transaction, sizeof what->transaction)),
        view_of(&step, 1),
        view_of(what->area, strnlen(what->area, sizeof what->area)),
        view_of(&kind, 1),
        view_of(what->kiosk, sizeof what->kiosk),
        view_of(digests[0], SHA256_LEN),
        view_of(digests[1], SHA256_LEN),
        view_of(digests[2], SHA256_LEN),
        view_of(digests[3], SHA256_LEN),
    };
    bool good = digest_files(files, digests) &&
                digest_fields("akashi-liveness-1", fields, sizeof fields / sizeof *fields, out);

    /* The digest of the number file alone gives the number away. */
    wipe(digests, sizeof digests);
    return good;
}

static bool key_vouched_for(const struct card_files *files, struct layout_key *key)
{
    struct layout_certificate certificate = {0};

    return layout_certificate(bytes_view(&files->certificate), &certificate) &&
           layout_key(bytes_view(&files->key), key) &&
           rsa_verify(certificate.key, key->signed_part, key->signature);
}

enum err liveness_check(const struct card_files *files, const uint8_t digest[SHA256_LEN],
                        struct view signature)
{
    struct layout_key key = {0};

    if (!key_vouched_for(files, &key))
        return ERR_RAISE(AK_C66);
    if (!rsa_verify_digest(key.key, digest, signature))
        return ERR_RAISE(AK_C67);
    return ERR_OK;
}
