#include "app/verify/check.h"

#include <string.h>

enum shc_verdict verdict_worse(enum shc_verdict a, enum shc_verdict b)
{
    if (a == SHC_NOT_VALID || b == SHC_NOT_VALID)
        return SHC_NOT_VALID;
    return a == SHC_CANNOT_TELL || b == SHC_CANNOT_TELL ? SHC_CANNOT_TELL : SHC_VALID;
}

static bool belong_together(const struct shc_opened *a, const struct shc_opened *b)
{
    return strcmp(a->rid, b->rid) == 0 && strcmp(a->issuer, b->issuer) == 0 &&
           holder_equal(&a->holder, &b->holder);
}

static enum err check_whole(const struct check *check)
{
    if (check->count == 0)
        return ERR_RAISE(AK_V51);
    for (size_t i = 1; i < check->count; i++)
        if (check->verdict == SHC_VALID && !belong_together(&check->opened[0], &check->opened[i]))
            return ERR_RAISE(AK_V50);
    return ERR_OK;
}

void check_codes(const struct codes *codes, const struct trust *trust, int64_t now,
                 struct check *out)
{
    *out = (struct check){.verdict = SHC_VALID};
    for (size_t i = 0; i < codes->count; i++) {
        struct shc_opened *opened = &out->opened[out->count++];

        shc_open(bytes_view(&codes->text[i]), trust, now, opened);
        out->verdict = verdict_worse(out->verdict, opened->verdict);
    }
    out->code = check_whole(out);
    if (out->code != ERR_OK)
        out->verdict = out->count == 0 ? SHC_CANNOT_TELL : SHC_NOT_VALID;
}
