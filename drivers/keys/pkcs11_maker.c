#include "drivers/keys/maker.h"
#include "drivers/keys/token.h"

#include <stdio.h>
#include <string.h>

enum { SECRET_LEN = 32 };

/* The object identifier of P-256 in DER. */
static uint8_t p256[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};

static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;

static CK_RV make_pair(const CK_FUNCTION_LIST *call, CK_SESSION_HANDLE session, char *name)
{
    CK_ATTRIBUTE open[] = {{CKA_TOKEN, &yes, sizeof yes},   {CKA_PRIVATE, &no, sizeof no},
                           {CKA_VERIFY, &yes, sizeof yes},  {CKA_EC_PARAMS, p256, sizeof p256},
                           {CKA_LABEL, name, strlen(name)}, {CKA_ID, name, strlen(name)}};
    CK_ATTRIBUTE closed[] = {{CKA_TOKEN, &yes, sizeof yes},     {CKA_PRIVATE, &yes, sizeof yes},
                             {CKA_SENSITIVE, &yes, sizeof yes}, {CKA_EXTRACTABLE, &no, sizeof no},
                             {CKA_SIGN, &yes, sizeof yes},      {CKA_LABEL, name, strlen(name)},
                             {CKA_ID, name, strlen(name)}};
    CK_MECHANISM how = {CKM_EC_KEY_PAIR_GEN, NULL, 0};
    CK_OBJECT_HANDLE one = 0, other = 0;

    return call->C_GenerateKeyPair(session, &how, open, sizeof open / sizeof *open, closed,
                                   sizeof closed / sizeof *closed, &one, &other);
}

static CK_RV make_secret(const CK_FUNCTION_LIST *call, CK_SESSION_HANDLE session, bool wraps,
                         char *name)
{
    CK_ULONG len = SECRET_LEN;
    CK_ATTRIBUTE like[] = {{CKA_TOKEN, &yes, sizeof yes},
                           {CKA_PRIVATE, &yes, sizeof yes},
                           {CKA_SENSITIVE, &yes, sizeof yes},
                           {CKA_EXTRACTABLE, &no, sizeof no},
                           {wraps ? CKA_ENCRYPT : CKA_SIGN, &yes, sizeof yes},
                           {wraps ? CKA_DECRYPT : CKA_VERIFY, &yes, sizeof yes},
                           {CKA_VALUE_LEN, &len, sizeof len},
                           {CKA_LABEL, name, strlen(name)},
                           {CKA_ID, name, strlen(name)}};
    CK_MECHANISM how = {wraps ? CKM_AES_KEY_GEN : CKM_GENERIC_SECRET_KEY_GEN, NULL, 0};
    CK_OBJECT_HANDLE made = 0;

    return call->C_GenerateKey(session, &how, like, sizeof like / sizeof *like, &made);
}

static CK_RV find(struct token *token, enum key_use use, const char *name, CK_OBJECT_HANDLE *out)
{
    if (use == KEY_USE_SIGN)
        return token_find(token, CKO_PRIVATE_KEY, CKK_EC, name, out);
    return token_find(token, CKO_SECRET_KEY, use == KEY_USE_WRAP ? CKK_AES : CKK_GENERIC_SECRET,
                      name, out);
}

static bool make(void *self, enum key_use use, const char *name)
{
    char label[64];
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE there = 0;
    int len = snprintf(label, sizeof label, "%s", name);
    const CK_FUNCTION_LIST *call = NULL;
    CK_RV rv = CKR_OK;

    if (len <= 0 || (size_t)len >= sizeof label)
        return false;
    call = token_begin(self, &session);
    if (call == NULL)
        return false;
    rv = find(self, use, name, &there);
    if (rv == CKR_OK && there == 0)
        rv = use == KEY_USE_SIGN ? make_pair(call, session, label)
                                 : make_secret(call, session, use == KEY_USE_WRAP, label);
    return token_end(self, rv) && there == 0;
}

static bool destroy(void *self, enum key_use use, const char *name)
{
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE there = 0;
    const CK_FUNCTION_LIST *call = token_begin(self, &session);
    CK_RV rv = CKR_OK;
    bool known = false;

    if (call == NULL)
        return false;
    rv = find(self, use, name, &there);
    known = there != 0;
    if (rv == CKR_OK && known)
        rv = call->C_DestroyObject(session, there);
    /* The session remembers what is no longer there. */
    if (rv == CKR_OK && known)
        return !token_end(self, CKR_OBJECT_HANDLE_INVALID);
    return token_end(self, rv);
}

static void end(void *self)
{
    struct token *token = self;

    token_close(&token);
}

bool keys_pkcs11_maker(const struct key_settings *settings, struct key_maker *out,
                       char why[KEYS_WHY_SIZE])
{
    struct token *token = token_open(settings, true, why);

    if (token == NULL)
        return false;
    *out = (struct key_maker){.self = token, .make = make, .destroy = destroy, .close = end};
    return true;
}
