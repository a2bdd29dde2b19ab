#include "drivers/keys/pkcs11.h"

#include "crypto/random.h"
#include "drivers/keys/token.h"

#include <string.h>

enum {
    WRAPPED_LEN = AEAD_KEY_LEN + AEAD_OVERHEAD,
    SEALED_LEN = AEAD_KEY_LEN + AEAD_TAG_LEN,
    UNCOMPRESSED = 4,
    OCTET_STRING = 4,
    POINT_LEN = 1 + EC_POINT_LEN,
};

/* PKCS #11 takes what it only reads without const. */
static CK_BYTE_PTR loose(const void *at)
{
    return (CK_BYTE_PTR)(uintptr_t)at;
}

/* Signature or mac of `message` under a key, in exactly `len` bytes. */
static bool answer(struct token *token, CK_OBJECT_CLASS class, CK_KEY_TYPE type, const char *name,
                   CK_MECHANISM_TYPE kind, struct view message, uint8_t *out, CK_ULONG len)
{
    CK_MECHANISM how = {kind, NULL, 0};
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE key = 0;
    CK_ULONG got = len;
    const CK_FUNCTION_LIST *call = token_begin(token, &session);
    CK_RV rv = CKR_OK;

    if (call == NULL)
        return false;
    rv = token_find(token, class, type, name, &key);
    if (rv == CKR_OK && key != 0)
        rv = call->C_SignInit(session, &how, key);
    if (rv == CKR_OK && key != 0)
        rv = call->C_Sign(session, loose(message.at), message.len, out, &got);
    return token_end(token, rv) && key != 0 && got == len;
}

static bool sign(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    uint8_t digest[SHA256_LEN];

    return digest_sha256(message, digest) &&
           answer(self, CKO_PRIVATE_KEY, CKK_EC, name, CKM_ECDSA, view_of(digest, sizeof digest),
                  out, EC_SIGNATURE_LEN);
}

static bool mac(void *self, const char *name, struct view message, uint8_t out[SHA256_LEN])
{
    return answer(self, CKO_SECRET_KEY, CKK_GENERIC_SECRET, name, CKM_SHA256_HMAC, message, out,
                  SHA256_LEN);
}

/* CKA_EC_POINT is an OCTET STRING around the point; older modules give the bare point. */
static struct ec_key *read_point(struct view at)
{
    static const uint8_t head[] = {OCTET_STRING, POINT_LEN};

    if (at.len == sizeof head + POINT_LEN && memcmp(at.at, head, sizeof head) == 0)
        at = view_from(at, sizeof head);
    return at.len == POINT_LEN && at.at[0] == UNCOMPRESSED ? ec_key_from_point(at.at + 1) : NULL;
}

static struct ec_key *public_key(void *self, const char *name)
{
    uint8_t point[2 * POINT_LEN];
    CK_ATTRIBUTE attribute = {CKA_EC_POINT, point, sizeof point};
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE key = 0;
    const CK_FUNCTION_LIST *call = token_begin(self, &session);
    CK_RV rv = CKR_OK;

    if (call == NULL)
        return NULL;
    rv = token_find(self, CKO_PUBLIC_KEY, CKK_EC, name, &key);
    if (rv == CKR_OK && key != 0)
        rv = call->C_GetAttributeValue(session, key, &attribute, 1);
    if (!token_end(self, rv) || key == 0 || attribute.ulValueLen > sizeof point)
        return NULL;
    return read_point(view_of(point, attribute.ulValueLen));
}

/* One AES-256-GCM operation in the token: `nonce` and `bound` as in aead.h, exactly `len` bytes
 * into `out`, which has room for SEALED_LEN: some modules want room for the tag while opening, too.
 */
static bool turn(struct token *token, const char *name, bool sealing, const uint8_t *nonce,
                 struct view bound, struct view in, uint8_t *out, CK_ULONG len)
{
    CK_GCM_PARAMS gcm = {.iv_ptr = loose(nonce),
                         .iv_len = AEAD_NONCE_LEN,
                         .iv_bits = AEAD_NONCE_LEN * 8,
                         .aad_ptr = loose(bound.at),
                         .aad_len = bound.len,
                         .tag_bits = AEAD_TAG_LEN * 8};
    CK_MECHANISM how = {CKM_AES_GCM, &gcm, sizeof gcm};
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE key = 0;
    CK_ULONG got = SEALED_LEN;
    const CK_FUNCTION_LIST *call = token_begin(token, &session);
    CK_RV rv = CKR_OK;

    if (call == NULL)
        return false;
    rv = token_find(token, CKO_SECRET_KEY, CKK_AES, name, &key);
    if (rv == CKR_OK && key != 0)
        rv = sealing ? call->C_EncryptInit(session, &how, key)
                     : call->C_DecryptInit(session, &how, key);
    if (rv == CKR_OK && key != 0)
        rv = sealing ? call->C_Encrypt(session, loose(in.at), in.len, out, &got)
                     : call->C_Decrypt(session, loose(in.at), in.len, out, &got);
    return token_end(token, rv) && key != 0 && got == len;
}

static bool wrap(void *self, const char *name, struct view bound, const uint8_t key[AEAD_KEY_LEN],
                 struct bytes *out)
{
    uint8_t sealed[WRAPPED_LEN];

    return random_fill(sealed, AEAD_NONCE_LEN) &&
           turn(self, name, true, sealed, bound, view_of(key, AEAD_KEY_LEN),
                sealed + AEAD_NONCE_LEN, SEALED_LEN) &&
           bytes_append(out, view_of(sealed, sizeof sealed));
}

static bool unwrap(void *self, const char *name, struct view bound, struct view wrapped,
                   uint8_t key[AEAD_KEY_LEN])
{
    uint8_t plain[SEALED_LEN];
    bool good =
        wrapped.len == WRAPPED_LEN && turn(self, name, false, wrapped.at, bound,
                                           view_from(wrapped, AEAD_NONCE_LEN), plain, AEAD_KEY_LEN);

    if (good)
        memcpy(key, plain, AEAD_KEY_LEN);
    wipe(plain, sizeof plain);
    return good;
}

static void end(void *self)
{
    struct token *token = self;

    token_close(&token);
}

bool keys_pkcs11_open(const struct key_settings *settings, struct key_port *out,
                      char why[KEYS_WHY_SIZE])
{
    struct token *token = token_open(settings, false, why);

    if (token == NULL)
        return false;
    *out = (struct key_port){.self = token,
                             .sign = sign,
                             .public_key = public_key,
                             .mac = mac,
                             .wrap = wrap,
                             .unwrap = unwrap,
                             .close = end};
    return true;
}
