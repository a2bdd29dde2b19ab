#include "app/verify/check.h"

#include "app/verify/together.h"

static enum err check_whole(const struct check *check)
{
    if (check->count == 0)
        return ERR_RAISE(AK_V51);
    if (check->verdict == SEAL_VALID && !together(check->opened, check->count))
        return ERR_RAISE(AK_V50);
    return ERR_OK;
}

static void open_one(struct view text, const struct basis *basis, struct opened *out)
{
    code_open(text, basis->trust, basis->now, out);
    if (basis->code == ERR_OK || out->verdict == SEAL_NOT_VALID)
        return;
    out->verdict = SEAL_CANNOT_TELL;
    out->code = basis->code;
}

void check_codes(const struct codes *codes, const struct basis *basis, struct check *out)
{
    *out = (struct check){.verdict = SEAL_VALID};
    for (size_t i = 0; i < codes->count; i++) {
        struct opened *opened = &out->opened[out->count++];

        open_one(bytes_view(&codes->text[i]), basis, opened);
        out->verdict = verdict_worse(out->verdict, opened->verdict);
    }
    out->code = check_whole(out);
    if (out->code != ERR_OK)
        out->verdict = out->count == 0 ? SEAL_CANNOT_TELL : SEAL_NOT_VALID;
}
