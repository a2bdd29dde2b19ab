#include "drivers/pay/pay.h"

enum err pay_failure(enum pay_trouble trouble)
{
    switch (trouble) {
    case PAY_ABSENT:
        return ERR_RAISE(AK_S60);
    case PAY_UNPAID:
        return ERR_RAISE(AK_S33);
    default:
        return ERR_RAISE(AK_S63);
    }
}
