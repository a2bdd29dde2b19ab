/* A reader with a card of few words, for the tests: it notes each command and can be told to fail.
 */
#ifndef TESTS_UNIT_DRIVERS_CARD_FAKE_H
#define TESTS_UNIT_DRIVERS_CARD_FAKE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/base/hex.h"
#include "drivers/card/apdu.h"
#include "drivers/card/text_ap.h"

#include <string.h>

enum { FAKE_FILE_MAX = 1024, FAKE_TRACE_MAX = 64, FAKE_COMMAND_MAX = 64 };

struct fake {
    struct reader_port port;
    uint8_t file[8][FAKE_FILE_MAX];
    size_t len[8];
    size_t most;               /* an answer carries at most so much data */
    uint16_t extended_refusal; /* status for extended Le, 0: takes it */
    bool tells_le;             /* answers a short Le past the end with 6Cxx */
    uint16_t verify, tries, select, record_status;
    const char *record;
    int gone_at; /* the n-th command from 0 fails, -1: never */
    int count;
    char trace[FAKE_TRACE_MAX][2 * FAKE_COMMAND_MAX + 1];
    size_t current;
};

static inline uint16_t fake_read(struct fake *f, const struct apdu *c, struct bytes *answer)
{
    size_t from = (size_t)(c->p1 & 0x7F) << 8 | c->p2, left = 0;

    if (c->p1 & 0x80) {
        f->current = c->p1 & 0x1F;
        from = c->p2;
    }
    if (f->len[f->current] == 0)
        return SW_NOT_FOUND;
    if (c->le > APDU_LE_SHORT && f->extended_refusal != 0)
        return f->extended_refusal;
    if (from >= f->len[f->current])
        return SW_OFFSET;
    left = f->len[f->current] - from;
    if (f->tells_le && left < c->le && c->le == APDU_LE_SHORT)
        return (uint16_t)(SW_LE_IS | left);
    left = left < c->le ? left : c->le;
    left = left < f->most ? left : f->most;
    assert_true(bytes_append(answer, view_of(f->file[f->current] + from, left)));
    return SW_OK;
}

static inline uint16_t fake_answer(struct fake *f, const struct apdu *c, struct bytes *answer)
{
    static const uint8_t signature[TEXT_AP_SIGNATURE_LEN] = {0x5A};

    switch (c->ins) {
    case 0xA4:
        return f->select;
    case 0xB2:
        assert_true(bytes_append_text(answer, f->record));
        return f->record_status;
    case 0x20:
        return c->data.len > 0 ? f->verify : f->tries;
    case 0xB0:
        return fake_read(f, c, answer);
    default:
        assert_true(bytes_append(answer, view_of(signature, sizeof signature)));
        return SW_OK;
    }
}

static inline enum err fake_transmit(void *self, struct view command, struct bytes *answer)
{
    struct fake *f = self;
    struct apdu parsed;
    uint16_t status = 0;

    bytes_clear(answer);
    assert_true(f->count < FAKE_TRACE_MAX && command.len <= FAKE_COMMAND_MAX);
    hex_encode(command, f->trace[f->count]);
    if (f->count++ == f->gone_at)
        return reader_failure(READER_CARD_GONE);
    assert_true(apdu_parse(command, &parsed));
    status = fake_answer(f, &parsed, answer);
    return bytes_append_u16(answer, status) ? ERR_OK : reader_failure(READER_CARD_GONE);
}

/* A file that is one object of `len` bytes in all, and `filler` bytes of FF behind it. */
static inline void fake_file(struct fake *f, size_t file, size_t len, size_t filler)
{
    memset(f->file[file], 0xFF, sizeof f->file[file]);
    for (size_t i = 0; i < len; i++)
        f->file[file][i] = (uint8_t)(i * 7 + file);
    f->file[file][0] = 0xFF;
    f->file[file][1] = 0x30;
    f->file[file][2] = 0x82;
    f->file[file][3] = (uint8_t)((len - 5) >> 8);
    f->file[file][4] = (uint8_t)(len - 5);
    f->len[file] = len + filler;
}

static inline void fake_open(struct fake *f)
{
    *f = (struct fake){
        .port = {.self = f, .transmit = fake_transmit},
        .most = FAKE_FILE_MAX,
        .verify = SW_OK,
        .tries = SW_TRIES | 3,
        .select = SW_OK,
        .record_status = SW_OK,
        .record = "\x01\x1C"
                  "123456789012345"
                  "13110"
                  "20301120",
        .gone_at = -1,
    };
    fake_file(f, 1, 15, 2);
    fake_file(f, 2, 104, 0);
    fake_file(f, 3, 336, 0);
    fake_file(f, 4, 568, 0);
    fake_file(f, 7, 536, 0);
}

#endif
