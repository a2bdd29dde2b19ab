#include "app/seal/open.h"
#include "app/seal/trust_inside.h"
#include "crypto/base64.h"

struct trust_edition trust_edition(const struct trust *trust)
{
    return trust->edition;
}

enum err trust_follows(const struct trust *before, const struct trust *after)
{
    if (after->edition.number <= before->edition.number ||
        after->edition.made < before->edition.made ||
        !trust_lists_grew(&before->withdrawn, &after->withdrawn) ||
        !vds_trust_keeps(before->vds, after->vds))
        return ERR_RAISE(AK_V76);
    return ERR_OK;
}

enum err trust_key_withdrawn(const struct trust *trust, const struct opened *opened)
{
    if (trust != NULL && trust_lists_have_key(&trust->withdrawn, opened->issuer, opened->signer))
        return ERR_RAISE(AK_V68);
    return ERR_OK;
}

static bool id_withdrawn(const struct trust_lists *lists, const struct opened *opened)
{
    char serial[SERIAL_SIZE];

    if (opened->format == CODE_SHC)
        return trust_lists_have(lists, TRUST_BY_RID, opened->issuer, opened->signer, opened->id,
                                opened->not_before);
    return code_serial(opened, serial) &&
           trust_lists_have(lists, TRUST_BY_RID, NULL, NULL, serial, opened->not_before);
}

bool trust_has_hashes(const struct trust *trust, const char *issuer, const char *kid)
{
    return trust != NULL && trust_lists_for(&trust->withdrawn, TRUST_BY_HASH, issuer, kid);
}

static bool content_withdrawn(const struct trust *trust, const struct opened *opened)
{
    struct bytes hash = bytes_new(2 * OPENED_BUNDLE_LEN);
    const char *text = NULL;
    bool found = false;

    if (opened->format == CODE_SHC && trust_has_hashes(trust, opened->issuer, opened->signer) &&
        base64url_encode(view_of(opened->bundle, OPENED_BUNDLE_LEN), &hash))
        text = bytes_text(&hash);
    found = text != NULL && trust_lists_have(&trust->withdrawn, TRUST_BY_HASH, opened->issuer,
                                             opened->signer, text, opened->not_before);
    bytes_free(&hash);
    return found;
}

enum err trust_withdrawn(const struct trust *trust, const struct opened *opened)
{
    if (trust == NULL)
        return ERR_OK;
    if (id_withdrawn(&trust->withdrawn, opened))
        return ERR_RAISE(AK_V66);
    if (content_withdrawn(trust, opened))
        return ERR_RAISE(AK_V67);
    return ERR_OK;
}
