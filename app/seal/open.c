#include "app/seal/open.h"

#include "app/seal/dcc.h"
#include "app/seal/shc.h"
#include "app/seal/vds.h"

#include <string.h>

bool code_is(struct view text)
{
    return view_equal(view_cut(text, 0, 4), view_text("shc:")) || vds_is(text) || dcc_is(text);
}

bool code_serial(const struct opened *opened, char out[SERIAL_SIZE])
{
    const char *colon = strrchr(opened->id, ':'), *from = colon != NULL ? colon + 1 : opened->id;

    if (strcspn(from, "#") != SERIAL_LEN)
        return false;
    memcpy(out, from, SERIAL_LEN);
    out[SERIAL_LEN] = 0;
    return serial_is(out);
}

void code_open(struct view text, const struct trust *trust, int64_t now, struct opened *out)
{
    if (vds_is(text))
        vds_open(text, trust != NULL ? trust_vds(trust) : NULL, now, out);
    else if (dcc_is(text))
        dcc_open(text, trust != NULL ? trust_dcc(trust) : NULL, now, out);
    else
        shc_open(text, trust, now, out);
    /* A SMART Health Card's opener has asked for withdrawals itself. */
    if (out->format == CODE_SHC || out->verdict != SEAL_VALID)
        return;
    out->code = trust_withdrawn(trust, out);
    if (out->code != ERR_OK)
        out->verdict = SEAL_NOT_VALID;
}

bool code_raw(struct view text, struct bytes *out)
{
    if (vds_is(text))
        return vds_raw(text, out);
    return dcc_is(text) ? dcc_raw(text, out) : shc_raw(text, out);
}
