/* The card of few words on a whole port, for what wraps readers. */
#ifndef TESTS_UNIT_DRIVERS_CARD_DESK_H
#define TESTS_UNIT_DRIVERS_CARD_DESK_H

#include "fake.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct desk {
    struct fake card;
    struct reader_port port;
    enum reader_presence presence;
    int connects, disconnects, closes, waits;
    char folder[32];
};

static inline enum reader_presence desk_wait(void *self, enum reader_presence known, int ms)
{
    struct desk *desk = self;

    (void)known, (void)ms;
    desk->waits++;
    return desk->presence;
}

static inline enum err desk_connect(void *self)
{
    struct desk *desk = self;

    desk->connects++;
    return desk->presence == READER_CARD ? ERR_OK : reader_failure(READER_CARD_GONE);
}

static inline enum err desk_transmit(void *self, struct view command, struct bytes *answer)
{
    struct desk *desk = self;

    return fake_transmit(&desk->card, command, answer);
}

static inline void desk_disconnect(void *self)
{
    struct desk *desk = self;

    desk->disconnects++;
}

static inline void desk_close(void *self)
{
    struct desk *desk = self;

    desk->closes++;
}

static inline void desk_open(struct desk *desk)
{
    *desk = (struct desk){.presence = READER_CARD, .folder = "/tmp/akashi-desk-XXXXXX"};
    fake_open(&desk->card);
    desk->port = (struct reader_port){desk,          desk_wait,       desk_connect,
                                      desk_transmit, desk_disconnect, desk_close};
    assert_non_null(mkdtemp(desk->folder));
}

static inline void desk_path(const struct desk *desk, char out[64])
{
    assert_true(snprintf(out, 64, "%s/trace", desk->folder) < 64);
}

static inline void desk_clear(struct desk *desk)
{
    char path[64];

    desk_path(desk, path);
    unlink(path);
    rmdir(desk->folder);
}

/* Sends a command in hexadecimal and returns the status; 0 where it failed, the code is in `code`.
 */
static inline unsigned desk_ask(struct reader_port *port, const char *hex, struct bytes *answer,
                                enum err *code)
{
    uint8_t raw[64];
    uint16_t status = 0;

    assert_true(strlen(hex) / 2 <= sizeof raw);
    assert_true(hex_decode(view_text(hex), raw, strlen(hex) / 2));
    *code = port->transmit(port->self, view_of(raw, strlen(hex) / 2), answer);
    if (*code == ERR_OK && !apdu_status(answer, &status))
        return 1;
    return status;
}

#endif
