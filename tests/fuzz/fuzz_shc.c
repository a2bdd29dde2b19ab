/* Aims at shc_open and trust_add_jwks: nothing is valid under a trust that is empty. */
#include "app/seal/shc.h"
#include "fuzz.h"

#include <stdlib.h>

enum { NOW = 1790000000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct trust *empty;
    static struct opened opened;
    struct trust *other = trust_new();

    if (empty == NULL)
        empty = trust_new();
    if (empty == NULL || other == NULL)
        abort();
    shc_open(view_of(data, size), empty, NOW, &opened);
    if (opened.verdict == SEAL_VALID)
        abort();
    (void)!trust_add_jwks(other, "https://issuer.example", view_of(data, size));
    (void)!trust_add_file(other, view_of(data, size));
    trust_free(&other);
    return 0;
}
