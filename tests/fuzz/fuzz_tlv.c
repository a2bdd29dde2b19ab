/* Aims at tlv_next, tlv_find and tlv_append: what was read lies inside what was given, and says the
 * same when it is written again. */
#include "crypto/tlv.h"
#include "fuzz.h"

enum { WRITTEN_MAX = 1 << 20 };

static void write_again(const struct tlv *tlv)
{
    struct bytes out = bytes_new(WRITTEN_MAX);
    struct view written = {0};
    struct tlv again = {0};

    if (tlv_append(&out, tlv->tag, tlv->value)) {
        written = bytes_view(&out);
        fuzz_hold(out.len <= tlv->whole.len && tlv_next(&written, &again) && written.len == 0);
        fuzz_hold(again.tag == tlv->tag && view_equal(again.value, tlv->value));
    }
    bytes_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view rest = view_of(data, size), before = rest;
    struct tlv tlv, inner;

    while (tlv_next(&rest, &tlv)) {
        fuzz_hold(fuzz_inside(tlv.whole, before) && fuzz_inside(tlv.value, tlv.whole));
        if (tlv_find(tlv.value, tlv.tag, &inner))
            fuzz_hold(inner.tag == tlv.tag && fuzz_inside(inner.whole, tlv.value));
        write_again(&tlv);
        before = rest;
    }
    fuzz_hold(rest.at == before.at && rest.len == before.len);
    return 0;
}
