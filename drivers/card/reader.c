#include "drivers/card/reader.h"

enum err reader_failure(enum reader_trouble trouble)
{
    switch (trouble) {
    case READER_CARD_GONE:
        return ERR_RAISE(AK_C01);
    case READER_CARD_ODD:
        return ERR_RAISE(AK_C02);
    case READER_MISUSED:
        return ERR_RAISE(AK_X91);
    case READER_MISSING:
        break;
    }
    return ERR_RAISE(AK_C60);
}
