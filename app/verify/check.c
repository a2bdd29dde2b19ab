#include "app/verify/check.h"

#include <string.h>

static bool belong_together(const struct opened *a, const struct opened *b)
{
    return strcmp(a->id, b->id) == 0 && strcmp(a->issuer, b->issuer) == 0 &&
           holder_equal(&a->holder, &b->holder);
}

static enum err check_whole(const struct check *check)
{
    if (check->count == 0)
        return ERR_RAISE(AK_V51);
    for (size_t i = 1; i < check->count; i++)
        if (check->verdict == SEAL_VALID && !belong_together(&check->opened[0], &check->opened[i]))
            return ERR_RAISE(AK_V50);
    return ERR_OK;
}

void check_codes(const struct codes *codes, const struct trust *trust, int64_t now,
                 struct check *out)
{
    *out = (struct check){.verdict = SEAL_VALID};
    for (size_t i = 0; i < codes->count; i++) {
        struct opened *opened = &out->opened[out->count++];

        shc_open(bytes_view(&codes->text[i]), trust, now, opened);
        out->verdict = verdict_worse(out->verdict, opened->verdict);
    }
    out->code = check_whole(out);
    if (out->code != ERR_OK)
        out->verdict = out->count == 0 ? SEAL_CANNOT_TELL : SEAL_NOT_VALID;
}
