#include "hw/vcard/foreign.h"

#include "drivers/card/apdu.h"

#include <string.h>

enum { INS_SELECT = 0xA4, BY_NAME = 0x04, INS_READ_BINARY = 0xB0, AID_MAX = 14, ATR_MAX = 20 };

static const struct {
    const char *name;
    uint8_t atr[ATR_MAX];
    size_t atr_len;
    char aid[AID_MAX]; /* the one application that is there */
    size_t aid_len;
    uint16_t otherwise; /* to commands that it does not know */
} kinds[FOREIGN_KINDS] = {
    [FOREIGN_NOT] = {.name = ""},
    /* FeliCa takes no ISO 7816 command; the reader answers in its place. */
    [FOREIGN_TRANSIT] = {"transit",
                         {0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00,
                          0x03, 0x06, 0x11, 0x00, 0x3B, 0x00, 0x00, 0x00, 0x00, 0x42},
                         20,
                         "",
                         0,
                         SW_CLASS},
    [FOREIGN_BANK] = {"bank",
                      {0x3B, 0x88, 0x80, 0x01, 0x00, 0x73, 0xC8, 0x40, 0x13, 0x00, 0x90, 0x00,
                       0x71},
                      13,
                      "2PAY.SYS.DDF01",
                      14,
                      SW_INSTRUCTION},
    [FOREIGN_PASSPORT] = {"passport",
                          {0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x00, 0x00, 0x33, 0x81, 0x81, 0x00,
                           0x3A},
                          13,
                          "\xA0\x00\x00\x02\x47\x10\x01",
                          7,
                          SW_INSTRUCTION},
};

struct view foreign_atr(enum foreign_kind kind)
{
    return view_of(kinds[kind].atr, kinds[kind].atr_len);
}

uint16_t foreign_answer(enum foreign_kind kind, struct view command)
{
    struct view aid = view_of(kinds[kind].aid, kinds[kind].aid_len);
    struct apdu apdu;

    if (kind == FOREIGN_TRANSIT)
        return kinds[kind].otherwise;
    if (!apdu_parse(command, &apdu))
        return SW_LENGTH;
    if (apdu.ins == INS_SELECT && apdu.p1 == BY_NAME)
        return view_equal(apdu.data, aid) ? SW_OK : SW_NOT_FOUND;
    return apdu.ins == INS_READ_BINARY ? SW_SECURITY : kinds[kind].otherwise;
}

const char *foreign_name(enum foreign_kind kind)
{
    return kinds[kind].name;
}

bool foreign_of(const char *name, enum foreign_kind *out)
{
    for (size_t i = 0; i < FOREIGN_KINDS; i++) {
        if (strcmp(name, kinds[i].name) != 0)
            continue;
        *out = (enum foreign_kind)i;
        return true;
    }
    return false;
}
