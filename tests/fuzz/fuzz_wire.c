/* Aims at every wire_*_decode and sheet_open: what decodes, encodes and decodes again. */
#include "app/wire/sheet.h"
#include "app/wire/wire.h"
#include "fuzz.h"

#include <stdlib.h>

#define ROUND(type, release)                                                                       \
    do {                                                                                           \
        struct wire_##type first = {0}, again = {0};                                               \
        struct bytes body = bytes_new(2 * WIRE_MAX);                                               \
        if (wire_##type##_decode(in, &first) == ERR_OK && wire_##type##_encode(&first, &body)) {   \
            if (wire_##type##_decode(bytes_view(&body), &again) != ERR_OK)                         \
                abort();                                                                           \
            release(&again);                                                                       \
        }                                                                                          \
        release(&first);                                                                           \
        bytes_free(&body);                                                                         \
    } while (0)
#define NOTHING(m) ((void)(m))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct ec_key *key;
    static struct certificate sheet;
    struct view in = view_of(data, size);

    ROUND(offer, NOTHING);
    ROUND(open, NOTHING);
    ROUND(opened, wire_opened_free);
    ROUND(present, wire_present_free);
    ROUND(presented, wire_presented_free);
    ROUND(certificate, wire_certificate_free);
    ROUND(outcome, NOTHING);
    ROUND(nonce_ask, NOTHING);
    ROUND(nonce, NOTHING);
    ROUND(proof, wire_proof_free);
    ROUND(problem, NOTHING);
    if (key == NULL)
        key = ec_key_new();
    if (key == NULL || sheet_open(in, key, &sheet) == ERR_OK)
        abort();
    return 0;
}
