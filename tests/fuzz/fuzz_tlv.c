/* Aims at tlv_next and tlv_find; what was read lies inside what was given. */
#include "crypto/tlv.h"
#include "fuzz.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view rest = view_of(data, size);
    struct tlv tlv;

    while (tlv_next(&rest, &tlv)) {
        struct tlv inner;

        if (tlv.whole.at < data || tlv.whole.at + tlv.whole.len > data + size ||
            tlv.value.len > tlv.whole.len)
            abort();
        (void)!tlv_find(tlv.value, tlv.tag, &inner);
    }
    return 0;
}
