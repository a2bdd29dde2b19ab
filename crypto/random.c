#include "crypto/random.h"

#include "crypto/base/hex.h"

#include <openssl/rand.h>
#include <string.h>

bool random_fill(uint8_t *out, size_t len)
{
    return len <= INT32_MAX && RAND_bytes(out, (int)len) == 1;
}

bool random_id(char out[RANDOM_ID_SIZE])
{
    uint8_t bits[RANDOM_ID_LEN / 2];

    if (!random_fill(bits, sizeof bits))
        return false;
    hex_encode(view_of(bits, sizeof bits), out);
    return true;
}

bool random_id_is(const char *text)
{
    return strlen(text) == RANDOM_ID_LEN && strspn(text, "0123456789abcdef") == RANDOM_ID_LEN;
}

bool random_text(const char *alphabet, char *out, size_t len)
{
    size_t signs = strlen(alphabet), even = 0, done = 0;

    if (signs < 2 || signs > 256)
        return false;
    even = 256 / signs * signs;
    while (done < len) {
        uint8_t draw = 0;

        if (!random_fill(&draw, 1))
            return false;
        /* Draws beyond the last whole multiple would favour the first signs. */
        if (draw < even)
            out[done++] = alphabet[draw % signs];
    }
    out[done] = 0;
    return true;
}
