#include "app/seal/opened.h"

enum seal_verdict verdict_worse(enum seal_verdict a, enum seal_verdict b)
{
    if (a == SEAL_NOT_VALID || b == SEAL_NOT_VALID)
        return SEAL_NOT_VALID;
    return a == SEAL_CANNOT_TELL || b == SEAL_CANNOT_TELL ? SEAL_CANNOT_TELL : SEAL_VALID;
}
