#include "drivers/keys/token.h"

#include "drivers/keys/token_pin.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_LEN = 32, SLOTS_MAX = 64, KNOWN_MAX = 64 };

struct known {
    CK_OBJECT_CLASS class;
    CK_KEY_TYPE type;
    char name[KEYS_NAME_SIZE];
    CK_OBJECT_HANDLE object;
};

struct token {
    pthread_mutex_t lock;
    void *library;
    const CK_FUNCTION_LIST *call;
    bool ours;    /* C_Initialize was this token's, so C_Finalize is too */
    bool open;    /* `session` is one that is logged in */
    bool refused; /* the token said no to the PIN */
    bool writing, demo;
    unsigned char label[LABEL_LEN]; /* filled up with blanks, as tokens hold it */
    struct bytes pin;
    CK_SESSION_HANDLE session;
    size_t count;
    struct known known[KNOWN_MAX];
};

static bool load(struct token *token, const char *module)
{
    CK_RV (*list)(CK_FUNCTION_LIST **) = NULL;
    CK_FUNCTION_LIST *call = NULL;
    void *symbol = NULL;

    /* Modules leave handlers behind that run when the process ends: their code stays. */
    token->library = dlopen(module, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (token->library != NULL)
        symbol = dlsym(token->library, "C_GetFunctionList");
    if (symbol == NULL)
        return false;
    memcpy(&list, &symbol, sizeof list);
    if (list(&call) != CKR_OK || call == NULL)
        return false;
    token->call = call;
    return true;
}

static bool is_ours(const struct token *token, CK_SLOT_ID slot)
{
    CK_TOKEN_INFO info;

    return token->call->C_GetTokenInfo(slot, &info) == CKR_OK &&
           memcmp(info.label, token->label, LABEL_LEN) == 0;
}

/* The one slot that holds the token: of two with the same label nobody knows which is meant. */
static bool find_slot(const struct token *token, CK_SLOT_ID *out)
{
    CK_SLOT_ID slots[SLOTS_MAX];
    CK_ULONG count = SLOTS_MAX;
    size_t found = 0;

    if (token->call->C_GetSlotList(CK_TRUE, slots, &count) != CKR_OK)
        return false;
    for (CK_ULONG i = 0; i < count; i++) {
        if (!is_ours(token, slots[i]))
            continue;
        *out = slots[i];
        found++;
    }
    return found == 1;
}

static bool log_in(struct token *token)
{
    CK_RV answer =
        token->call->C_Login(token->session, CKU_USER, token->pin.at, (CK_ULONG)token->pin.len);

    if (answer == CKR_OK || answer == CKR_USER_ALREADY_LOGGED_IN)
        return true;
    /* What is not about the PIN, as a token that goes away, leaves room for another time. */
    token->refused = answer == CKR_PIN_INCORRECT || answer == CKR_PIN_LOCKED ||
                     answer == CKR_PIN_INVALID || answer == CKR_PIN_LEN_RANGE ||
                     answer == CKR_PIN_EXPIRED || answer == CKR_USER_PIN_NOT_INITIALIZED;
    return false;
}

static void drop(struct token *token)
{
    token->count = 0;
    if (token->open)
        (void)token->call->C_CloseSession(token->session);
    token->open = false;
    /* Some modules see a token that came back only when they begin anew. */
    if (token->ours)
        (void)token->call->C_Finalize(NULL);
    token->ours = false;
}

/* NULL, or what stood in the way. */
static const char *start(struct token *token)
{
    CK_C_INITIALIZE_ARGS how = {.flags = CKF_OS_LOCKING_OK};
    CK_FLAGS kind = CKF_SERIAL_SESSION | (token->writing ? CKF_RW_SESSION : 0);
    CK_SLOT_ID slot = 0;
    CK_RV answer = token->call->C_Initialize(&how);

    token->ours = answer == CKR_OK;
    if (!token->ours && answer != CKR_CRYPTOKI_ALREADY_INITIALIZED)
        return "keys.module does not start";
    if (!find_slot(token, &slot))
        return "keys.token: not exactly one token of this label is there";
    if (token->call->C_OpenSession(slot, kind, NULL, NULL, &token->session) != CKR_OK)
        return "keys.token: the token gives no session";
    token->open = true;
    if (log_in(token))
        return NULL;
    return token->refused ? "the token refused its PIN; it was tried once"
                          : "keys.token: the token did not let us in";
}

/* NULL, or what stood in the way. */
static const char *set_up(struct token *token, const struct key_settings *settings)
{
    size_t len = strlen(settings->token);
    const char *fault = NULL;

    if (len > LABEL_LEN)
        return "keys.token is too long for a label";
    memset(token->label, ' ', LABEL_LEN);
    memcpy(token->label, settings->token, len);
    fault = token_pin_read(settings, &token->pin);
    if (fault != NULL)
        return fault;
    return load(token, settings->module) ? start(token) : "keys.module is not a PKCS #11 module";
}

struct token *token_open(const struct key_settings *settings, bool writing, char why[KEYS_WHY_SIZE])
{
    struct token *token = calloc(1, sizeof *token);
    const char *fault = "out of memory";

    if (token != NULL) {
        (void)pthread_mutex_init(&token->lock, NULL);
        token->writing = writing;
        token->demo = settings->demo;
        token->pin = bytes_new_secret(TOKEN_PIN_MAX);
        fault = set_up(token, settings);
    }
    if (fault != NULL) {
        (void)snprintf(why, KEYS_WHY_SIZE, "%s", fault);
        token_close(&token);
    }
    return token;
}

void token_close(struct token **token)
{
    struct token *it = *token;

    if (it == NULL)
        return;
    if (it->call != NULL)
        drop(it);
    if (it->library != NULL)
        (void)dlclose(it->library);
    bytes_free(&it->pin);
    (void)pthread_mutex_destroy(&it->lock);
    free(it);
    *token = NULL;
}

const CK_FUNCTION_LIST *token_begin(struct token *token, CK_SESSION_HANDLE *session)
{
    (void)pthread_mutex_lock(&token->lock);
    if (token->refused || (!token->open && start(token) != NULL)) {
        drop(token);
        (void)pthread_mutex_unlock(&token->lock);
        return NULL;
    }
    *session = token->session;
    return token->call;
}

bool token_end(struct token *token, CK_RV answer)
{
    if (answer != CKR_OK)
        drop(token);
    (void)pthread_mutex_unlock(&token->lock);
    return answer == CKR_OK;
}

static CK_RV search(const struct token *token, const struct known *wanted, CK_OBJECT_HANDLE *out)
{
    struct known like = *wanted;
    CK_ATTRIBUTE attributes[] = {{CKA_CLASS, &like.class, sizeof like.class},
                                 {CKA_KEY_TYPE, &like.type, sizeof like.type},
                                 {CKA_LABEL, like.name, strlen(like.name)}};
    CK_OBJECT_HANDLE found[2] = {0};
    CK_ULONG count = 0;
    CK_RV answer = token->call->C_FindObjectsInit(token->session, attributes, 3);

    if (answer == CKR_OK)
        answer = token->call->C_FindObjects(token->session, found, 2, &count);
    if (answer == CKR_OK)
        answer = token->call->C_FindObjectsFinal(token->session);
    *out = count == 1 ? found[0] : 0;
    return answer;
}

/* A key that could be read out is no key of ours, wherever it lies. */
static bool is_kept(const struct token *token, CK_OBJECT_HANDLE object)
{
    CK_BBOOL sensitive = CK_FALSE, extractable = CK_TRUE;
    CK_ATTRIBUTE attributes[] = {{CKA_SENSITIVE, &sensitive, sizeof sensitive},
                                 {CKA_EXTRACTABLE, &extractable, sizeof extractable}};

    return token->call->C_GetAttributeValue(token->session, object, attributes, 2) == CKR_OK &&
           sensitive == CK_TRUE && extractable == CK_FALSE;
}

CK_RV token_find(struct token *token, CK_OBJECT_CLASS class, CK_KEY_TYPE type, const char *name,
                 CK_OBJECT_HANDLE *out)
{
    struct known wanted = {.class = class, .type = type};
    CK_RV answer = CKR_OK;

    *out = 0;
    if (strlen(name) >= sizeof wanted.name)
        return CKR_OK;
    memcpy(wanted.name, name, strlen(name));
    for (size_t i = 0; i < token->count && *out == 0; i++)
        if (token->known[i].class == class && token->known[i].type == type &&
            strcmp(token->known[i].name, name) == 0)
            *out = token->known[i].object;
    if (*out != 0)
        return CKR_OK;
    answer = search(token, &wanted, out);
    if (*out != 0 && class != CKO_PUBLIC_KEY && !token->demo && !is_kept(token, *out))
        *out = 0;
    wanted.object = *out;
    if (*out != 0 && token->count < KNOWN_MAX)
        token->known[token->count++] = wanted;
    return answer;
}
