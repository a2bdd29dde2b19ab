#include "app/seal/dcc_trust.h"

#include "app/seal/dcc_id.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNERS_MAX = 8192, WITHDRAWN_MAX = 1 << 20 };

struct dcc_trust {
    struct dcc_signer *signers;
    char **withdrawn;
    size_t count, withdrawn_count;
};

struct dcc_trust *dcc_trust_new(void)
{
    return calloc(1, sizeof(struct dcc_trust));
}

void dcc_trust_free(struct dcc_trust **trust)
{
    if (*trust == NULL)
        return;
    for (size_t i = 0; i < (*trust)->count; i++)
        cose_signer_free(&(*trust)->signers[i].signer);
    for (size_t i = 0; i < (*trust)->withdrawn_count; i++)
        free((*trust)->withdrawn[i]);
    free((*trust)->signers);
    free((*trust)->withdrawn);
    free(*trust);
    *trust = NULL;
}

static bool is_country(const char *text)
{
    return strlen(text) == DCC_COUNTRY_SIZE - 1 &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == DCC_COUNTRY_SIZE - 1;
}

/* Takes over `*signer`. */
static bool keep(struct dcc_trust *trust, const char *country, struct cose_signer **signer)
{
    struct dcc_signer *more = NULL;

    if (trust->count < SIGNERS_MAX)
        more = reallocarray(trust->signers, trust->count + 1, sizeof *more);
    if (more == NULL)
        return false;
    trust->signers = more;
    snprintf(more[trust->count].country, DCC_COUNTRY_SIZE, "%s", country);
    more[trust->count++].signer = *signer;
    *signer = NULL;
    return true;
}

enum err dcc_trust_add(struct dcc_trust *trust, const char *country, struct view der)
{
    struct cose_signer *signer = is_country(country) ? cose_signer_new(der) : NULL;
    bool good = signer != NULL && keep(trust, country, &signer);

    cose_signer_free(&signer);
    return good ? ERR_OK : ERR_RAISE(AK_D62);
}

bool dcc_trust_withdraw(struct dcc_trust *trust, const char *id)
{
    char **more = NULL, *copy = NULL;

    if (trust->withdrawn_count < WITHDRAWN_MAX)
        more = reallocarray(trust->withdrawn, trust->withdrawn_count + 1, sizeof *more);
    if (more == NULL)
        return false;
    trust->withdrawn = more;
    copy = strdup(id);
    if (copy != NULL)
        more[trust->withdrawn_count++] = copy;
    return copy != NULL;
}

const struct dcc_signer *dcc_trust_next(const struct dcc_trust *trust, struct view kid,
                                        const struct dcc_signer *after)
{
    size_t from = after != NULL ? (size_t)(after - trust->signers) + 1 : 0;

    for (size_t i = from; i < trust->count; i++)
        if (view_equal(cose_signer_kid(trust->signers[i].signer), kid))
            return &trust->signers[i];
    return NULL;
}

bool dcc_trust_withdrew(const struct dcc_trust *trust, const char *id)
{
    for (size_t i = 0; i < trust->withdrawn_count; i++)
        if (dcc_id_same(trust->withdrawn[i], id))
            return true;
    return false;
}
