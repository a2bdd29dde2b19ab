#include "crypto/aead.h"

#include "crypto/random.h"

#include <openssl/evp.h>

static bool fits(struct view v)
{
    return v.len <= INT32_MAX / 2;
}

/* Feeds `in` through a context that is set up for one direction; `to` has room for as much. */
static bool pass(EVP_CIPHER_CTX *ctx, struct view bound, struct view in, uint8_t *to)
{
    int len = 0;

    return (bound.len == 0 || EVP_CipherUpdate(ctx, NULL, &len, bound.at, (int)bound.len) == 1) &&
           (in.len == 0 || EVP_CipherUpdate(ctx, to, &len, in.at, (int)in.len) == 1);
}

bool aead_seal(const uint8_t key[AEAD_KEY_LEN], struct view bound, struct view plain,
               struct bytes *out)
{
    EVP_CIPHER_CTX *ctx = NULL;
    uint8_t *to = NULL;
    int none = 0;
    bool sealed = false;

    if (!fits(bound) || !fits(plain))
        return false;
    to = bytes_room(out, plain.len + AEAD_OVERHEAD);
    ctx = EVP_CIPHER_CTX_new();
    if (to == NULL || ctx == NULL || !random_fill(to, AEAD_NONCE_LEN))
        goto out;
    if (EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, to) != 1 ||
        !pass(ctx, bound, plain, to + AEAD_NONCE_LEN) ||
        EVP_EncryptFinal_ex(ctx, to + AEAD_NONCE_LEN + plain.len, &none) != 1 ||
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, AEAD_TAG_LEN,
                            to + AEAD_NONCE_LEN + plain.len) != 1)
        goto out;
    out->len += plain.len + AEAD_OVERHEAD;
    sealed = true;

out:
    EVP_CIPHER_CTX_free(ctx);
    return sealed;
}

bool aead_open(const uint8_t key[AEAD_KEY_LEN], struct view bound, struct view sealed,
               struct bytes *out)
{
    EVP_CIPHER_CTX *ctx = NULL;
    struct view cipher = {0};
    uint8_t nothing[AEAD_TAG_LEN], *to = nothing, tag[AEAD_TAG_LEN];
    int none = 0;
    bool opened = false;

    if (!fits(bound) || !fits(sealed) || sealed.len < AEAD_OVERHEAD)
        return false;
    cipher = view_cut(sealed, AEAD_NONCE_LEN, sealed.len - AEAD_OVERHEAD);
    for (size_t i = 0; i < AEAD_TAG_LEN; i++)
        tag[i] = sealed.at[sealed.len - AEAD_TAG_LEN + i];
    if (cipher.len > 0)
        to = bytes_room(out, cipher.len);
    ctx = EVP_CIPHER_CTX_new();
    if (to == NULL || ctx == NULL)
        goto out;
    if (EVP_DecryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, sealed.at) != 1 ||
        !pass(ctx, bound, cipher, to) ||
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, AEAD_TAG_LEN, tag) != 1 ||
        EVP_DecryptFinal_ex(ctx, to + cipher.len, &none) != 1) {
        wipe(to, cipher.len);
        goto out;
    }
    out->len += cipher.len;
    opened = true;

out:
    EVP_CIPHER_CTX_free(ctx);
    return opened;
}
