#include "app/verify/basis.h"

#include "app/verify/seen.h"
#include "drivers/host/file.h"

#include <limits.h>
#include <stdio.h>

enum { ROOT_MAX = 1 << 14, DAY = 24 * 60 * 60 };

static bool refuse(char why[BASIS_WHY_SIZE], const char *folder, const char *what)
{
    (void)snprintf(why, BASIS_WHY_SIZE, "%.255s: %.200s", folder, what);
    return false;
}

static bool read_beside(const char *folder, const char *name, struct bytes *out)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);

    return len > 0 && (size_t)len < sizeof path && file_read(path, out);
}

static struct ec_key *read_root(const struct basis_wish *wish)
{
    struct bytes pem = bytes_new(ROOT_MAX);
    bool read = wish->root != NULL ? file_read(wish->root, &pem)
                                   : read_beside(wish->folder, "root.pem", &pem);
    struct ec_key *root = read ? ec_key_from_pem(bytes_view(&pem)) : NULL;

    bytes_free(&pem);
    return root;
}

static enum err judge_age(int64_t made, const struct basis_wish *wish)
{
    int64_t latest = wish->clock > wish->at ? wish->clock : wish->at;

    if (made > latest + BASIS_FUTURE_SECONDS)
        return ERR_RAISE(AK_V75);
    if (wish->at - made > wish->max_age)
        return ERR_RAISE(AK_V74);
    return ERR_OK;
}

static enum err judge_edition(const struct basis_wish *wish, const struct ec_key *root,
                              struct basis *basis)
{
    struct trust_edition edition = trust_edition(basis->trust);
    char kid[JWK_THUMBPRINT_SIZE];
    int64_t highest = edition.number;

    basis->remembered =
        wish->state != NULL && jwk_thumbprint(root, kid) && seen_number(wish->state, kid, &highest);
    if (highest > edition.number)
        return ERR_RAISE(AK_V73);
    return judge_age(edition.made, wish);
}

bool basis_open(const struct basis_wish *wish, struct basis *out, char why[BASIS_WHY_SIZE])
{
    struct bytes jws = bytes_new(TRUST_TEXT_MAX + 1);
    struct ec_key *root = NULL;
    bool good = false;

    *out = (struct basis){.now = wish->at, .remembered = true};
    if (wish->folder == NULL)
        return true;
    root = read_root(wish);
    if (root == NULL)
        refuse(why, wish->root != NULL ? wish->root : wish->folder,
               "no key of a root (P-256, PEM) could be read");
    else if (!read_beside(wish->folder, "trust.jws", &jws))
        refuse(why, wish->folder, "its trust.jws cannot be read");
    else
        good = true;
    if (good)
        out->code = trust_open(bytes_view(&jws), root, &out->trust);
    if (out->trust != NULL)
        out->code = judge_edition(wish, root, out);
    ec_key_free(&root);
    bytes_free(&jws);
    return good;
}

void basis_close(struct basis *basis)
{
    trust_free(&basis->trust);
}

int64_t basis_age_days(const struct basis *basis)
{
    int64_t age = basis->trust != NULL ? basis->now - trust_edition(basis->trust).made : 0;

    return age > 0 ? age / DAY : 0;
}
