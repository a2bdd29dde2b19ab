#include "app/seal/vds_trust.h"

#include "app/seal/vds_message.h"
#include "app/seal/vds_signer.h"
#include "crypto/csca.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATES_MAX = 1024, MEMORY_LEN = 8 };

struct vds_state {
    char state[COUNTRY_SIZE];
    struct csca *csca;
};

/* To follow a chain costs many times what the seal's own signature does. */
struct memory {
    struct vds_signer signer[MEMORY_LEN];
    size_t next;
};

/* Each state stands at an address of its own, which signers borrow. */
struct vds_trust {
    struct vds_state *states[STATES_MAX];
    size_t count;
    struct memory *memory;
};

struct vds_trust *vds_trust_new(void)
{
    struct vds_trust *trust = calloc(1, sizeof *trust);

    if (trust == NULL)
        return NULL;
    trust->memory = calloc(1, sizeof *trust->memory);
    if (trust->memory == NULL)
        vds_trust_free(&trust);
    return trust;
}

static void drop_state(struct vds_state *state)
{
    csca_free(&state->csca);
    free(state);
}

void vds_trust_free(struct vds_trust **trust)
{
    if (*trust == NULL)
        return;
    for (size_t i = 0; i < (*trust)->count; i++)
        drop_state((*trust)->states[i]);
    for (size_t i = 0; (*trust)->memory != NULL && i < MEMORY_LEN; i++)
        barcode_signer_free(&(*trust)->memory->signer[i].certificate);
    free((*trust)->memory);
    free(*trust);
    *trust = NULL;
}

static struct vds_state *find_same(const struct vds_trust *trust, const struct csca *csca)
{
    for (size_t i = 0; i < trust->count; i++)
        if (csca_equal(trust->states[i]->csca, csca))
            return trust->states[i];
    return NULL;
}

static bool add_state(struct vds_trust *trust, const char *name, struct view der)
{
    struct vds_state *state = calloc(1, sizeof *state), *same = NULL;
    bool good = false;

    if (state == NULL || !vds_state_is(name))
        goto out;
    state->csca = csca_read(der);
    if (state->csca == NULL)
        goto out;
    same = find_same(trust, state->csca);
    good = same != NULL ? strcmp(same->state, name) == 0 : trust->count < STATES_MAX;
    if (!good || same != NULL)
        goto out;
    snprintf(state->state, sizeof state->state, "%s", name);
    trust->states[trust->count++] = state;
    state = NULL;

out:
    if (state != NULL)
        drop_state(state);
    return good;
}

enum err vds_trust_add_csca(struct vds_trust *trust, const char *state, struct view der)
{
    return add_state(trust, state, der) ? ERR_OK : ERR_RAISE(AK_T63);
}

enum err vds_trust_add_crl(struct vds_trust *trust, struct view der)
{
    enum csca_list taken = CSCA_LIST_FOREIGN;

    for (size_t i = 0; taken == CSCA_LIST_FOREIGN && i < trust->count; i++)
        taken = csca_take_list(trust->states[i]->csca, der);
    if (taken == CSCA_LIST_FOREIGN)
        return ERR_RAISE(AK_T64);
    return taken == CSCA_LIST_OLDER ? ERR_RAISE(AK_T65) : ERR_OK;
}

bool vds_trust_keeps(const struct vds_trust *before, const struct vds_trust *after)
{
    for (size_t i = 0; i < before->count; i++) {
        const struct vds_state *same = find_same(after, before->states[i]->csca);

        if (same != NULL && !csca_keeps(before->states[i]->csca, same->csca))
            return false;
    }
    return true;
}

bool vds_signer_take(const struct vds_trust *trust, struct view der, struct vds_signer *out)
{
    *out = (struct vds_signer){0};
    if (!digest_sha256(der, out->digest))
        return false;
    for (size_t i = 0; trust != NULL && i < MEMORY_LEN; i++) {
        struct vds_signer *known = &trust->memory->signer[i];

        if (known->certificate == NULL ||
            memcmp(known->digest, out->digest, sizeof out->digest) != 0)
            continue;
        *out = *known;
        *known = (struct vds_signer){0};
        return true;
    }
    out->certificate = barcode_signer_read(der);
    return out->certificate != NULL;
}

/* An empty place, or that of one who came long ago. */
static struct vds_signer *find_place(struct memory *memory)
{
    for (size_t i = 0; i < MEMORY_LEN; i++)
        if (memory->signer[i].certificate == NULL)
            return &memory->signer[i];
    return &memory->signer[memory->next++ % MEMORY_LEN];
}

void vds_signer_give_back(const struct vds_trust *trust, struct vds_signer *signer)
{
    struct vds_signer *place = NULL;

    if (signer->certificate != NULL && signer->issuer != NULL) {
        place = find_place(trust->memory);
        barcode_signer_free(&place->certificate);
        *place = *signer;
        signer->certificate = NULL;
    }
    barcode_signer_free(&signer->certificate);
}

/* A state may have had several CSCAs, also under one name and key. */
static enum err follow_chain(const struct vds_trust *trust, struct vds_signer *signer)
{
    bool named = false;

    for (size_t i = 0; trust != NULL && i < trust->count; i++) {
        const struct vds_state *state = trust->states[i];

        if (!csca_is_named_by(state->csca, signer->certificate))
            continue;
        named = true;
        if (!csca_issued(state->csca, signer->certificate))
            continue;
        signer->issuer = state;
        return ERR_OK;
    }
    return named ? ERR_RAISE(AK_T42) : ERR_RAISE(AK_T41);
}

static enum err check_once(const struct vds_trust *trust, struct vds_signer *signer)
{
    enum err code = ERR_OK;

    if (signer->issuer != NULL)
        return ERR_OK;
    code = follow_chain(trust, signer);
    if (code == ERR_OK && !barcode_signer_is_for(signer->certificate, BARCODE_VACCINATION)) {
        signer->issuer = NULL;
        code = ERR_RAISE(AK_T40);
    }
    return code;
}

enum err vds_signer_check(const struct vds_trust *trust, struct vds_signer *signer,
                          const char *state, int64_t now)
{
    enum err code = check_once(trust, signer);

    if (code != ERR_OK)
        return code;
    if (strcmp(signer->issuer->state, state) != 0)
        return ERR_RAISE(AK_T43);
    if (csca_withdrew(signer->issuer->csca, signer->certificate))
        return ERR_RAISE(AK_T44);
    if (barcode_signer_until(signer->certificate) < now)
        return ERR_RAISE(AK_T45);
    return barcode_signer_from(signer->certificate) <= now ? ERR_OK : ERR_RAISE(AK_T01);
}
