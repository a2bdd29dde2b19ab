#include "crypto/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

bool digest_sha256(struct view message, uint8_t out[SHA256_LEN])
{
    return EVP_Digest(message.at, message.len, out, NULL, EVP_sha256(), NULL) == 1;
}

static bool add_field(EVP_MD_CTX *ctx, struct view field)
{
    uint8_t length[4] = {(uint8_t)(field.len >> 24), (uint8_t)(field.len >> 16),
                         (uint8_t)(field.len >> 8), (uint8_t)field.len};

    return field.len <= UINT32_MAX && EVP_DigestUpdate(ctx, length, sizeof length) == 1 &&
           EVP_DigestUpdate(ctx, field.at, field.len) == 1;
}

bool digest_fields(const char *label, const struct view *fields, size_t count,
                   uint8_t out[SHA256_LEN])
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    bool good = ctx != NULL && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) == 1 &&
                EVP_DigestUpdate(ctx, label, strlen(label) + 1) == 1;

    for (size_t i = 0; good && i < count; i++)
        good = add_field(ctx, fields[i]);
    good = good && EVP_DigestFinal_ex(ctx, out, NULL) == 1;
    EVP_MD_CTX_free(ctx);
    return good;
}

bool digest_hmac(struct view key, struct view message, uint8_t out[SHA256_LEN])
{
    unsigned len = 0;

    return key.len <= INT32_MAX &&
           HMAC(EVP_sha256(), key.at, (int)key.len, message.at, message.len, out, &len) != NULL &&
           len == SHA256_LEN;
}
