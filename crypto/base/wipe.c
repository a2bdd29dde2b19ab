#include "crypto/base/wipe.h"

#include <openssl/crypto.h>

void wipe(void *at, size_t len)
{
    if (len > 0)
        OPENSSL_cleanse(at, len);
}
