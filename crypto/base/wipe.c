#include "crypto/base/wipe.h"

#include <string.h>

void wipe(void *at, size_t len)
{
    if (len > 0)
        explicit_bzero(at, len);
}
