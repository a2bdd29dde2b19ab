#include "drivers/card/pcsc_limit.h"

#include "crypto/base/bytes.h"

#include <reader.h>

enum { ANSWER_SIZE = 256, NUMBER_LEN = 4, SHORT_MOST = 256 };

static struct view control(SCARDHANDLE card, DWORD code, uint8_t answer[ANSWER_SIZE])
{
    DWORD len = 0;

    if (SCardControl(card, code, NULL, 0, answer, ANSWER_SIZE, &len) != SCARD_S_SUCCESS)
        len = 0;
    return view_of(answer, len <= ANSWER_SIZE ? len : 0);
}

/* Both lists are of tag, length and value, a byte for each of the first two. */
static struct view value_of(struct view list, uint8_t tag)
{
    while (list.len >= 2) {
        struct view value = view_cut(list, 2, list.at[1]);

        if (list.at[0] == tag)
            return value;
        list = view_from(list, 2U + list.at[1]);
    }
    return (struct view){0};
}

/* Part 10 has the codes of features with the highest byte first, and properties with the lowest. */
static DWORD feature_code(struct view value)
{
    DWORD code = 0;

    for (size_t i = 0; i < value.len && i < NUMBER_LEN; i++)
        code = code << 8 | value.at[i];
    return code;
}

static uint32_t property(struct view value)
{
    uint32_t number = 0;

    for (size_t i = 0; i < value.len && i < NUMBER_LEN; i++)
        number |= (uint32_t)value.at[i] << 8 * i;
    return number;
}

bool pcsc_says_short(SCARDHANDLE card)
{
    uint8_t answer[ANSWER_SIZE];
    struct view value =
        value_of(control(card, CM_IOCTL_GET_FEATURE_REQUEST, answer), FEATURE_GET_TLV_PROPERTIES);

    if (value.len != NUMBER_LEN)
        return false;
    value = value_of(control(card, feature_code(value), answer),
                     PCSCv2_PART10_PROPERTY_dwMaxAPDUDataSize);
    return value.len == NUMBER_LEN && property(value) <= SHORT_MOST;
}
