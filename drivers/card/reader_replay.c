#include "drivers/card/reader_replay.h"

#include "crypto/base/hex.h"
#include "drivers/card/apdu.h"
#include "drivers/host/file.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_SIZE = 48, STATUS_LEN = 2, NO_CARD_MS = 1000 };

/* Of the recording's text, which outlives it. */
struct exchange {
    char command[HEADER_SIZE]; /* as a trace writes it */
    uint8_t status[STATUS_LEN];
    struct view data; /* hexadecimal */
};

struct replay {
    struct bytes text;
    struct exchange exchange[REPLAY_EXCHANGES_MAX];
    size_t count, next;
    bool connected;
};

static enum reader_presence wait_for(void *self, enum reader_presence known, int ms)
{
    (void)self;
    if (known == READER_CARD)
        poll(NULL, 0, ms < NO_CARD_MS ? ms : NO_CARD_MS);
    return READER_CARD;
}

static enum err connect_card(void *self)
{
    struct replay *replay = self;

    replay->next = 0;
    replay->connected = true;
    return ERR_OK;
}

static void leave_card(void *self)
{
    struct replay *replay = self;

    replay->connected = false;
}

static bool is_next(const struct exchange *exchange, struct view command)
{
    struct apdu apdu;
    char told[HEADER_SIZE];

    if (!apdu_parse(command, &apdu))
        return false;
    snprintf(told, sizeof told, "%02X%02X%02X%02X %zu %u", apdu.cla, apdu.ins, apdu.p1, apdu.p2,
             apdu.data.len, apdu.le);
    return strcmp(told, exchange->command) == 0;
}

static bool give(const struct exchange *exchange, struct bytes *answer)
{
    size_t len = exchange->data.len / 2;
    uint8_t *at = bytes_room(answer, len + STATUS_LEN);

    if (at == NULL || !hex_decode(exchange->data, at, len))
        return false;
    memcpy(at + len, exchange->status, STATUS_LEN);
    answer->len += len + STATUS_LEN;
    return true;
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    struct replay *replay = self;
    const struct exchange *exchange = &replay->exchange[replay->next];

    bytes_clear(answer);
    if (!replay->connected || replay->next == replay->count)
        return reader_failure(READER_CARD_GONE);
    if (!is_next(exchange, command) || !give(exchange, answer)) {
        replay->connected = false;
        return reader_failure(READER_CARD_ODD);
    }
    replay->next++;
    return ERR_OK;
}

static void close_port(void *self)
{
    struct replay *replay = self;

    bytes_free(&replay->text);
    free(replay);
}

/* Cuts the first line off `rest`. */
static struct view take_line(struct view *rest)
{
    const uint8_t *end = rest->len > 0 ? memchr(rest->at, '\n', rest->len) : NULL;
    size_t len = end != NULL ? (size_t)(end - rest->at) : rest->len;
    struct view line = view_cut(*rest, 0, len);

    *rest = view_from(*rest, end != NULL ? len + 1 : len);
    return line;
}

static const char *take_command(struct view line, struct replay *replay)
{
    struct exchange *exchange = &replay->exchange[replay->count];

    if (replay->count == REPLAY_EXCHANGES_MAX)
        return "the recording is too long";
    if (exchange->command[0] != 0)
        return "the recording has a command without answer";
    if (line.len == 0 || line.len >= sizeof exchange->command)
        return "the recording has a command that is none";
    memcpy(exchange->command, line.at, line.len);
    return NULL;
}

/* "SSSS", or "SSSS DATA". */
static const char *take_answer(struct view line, struct replay *replay)
{
    struct exchange *exchange = &replay->exchange[replay->count];
    struct view data = view_from(line, 2 * STATUS_LEN + 1);
    struct bytes room = bytes_new(READER_ANSWER_MAX);
    bool good = false;

    if (replay->count == REPLAY_EXCHANGES_MAX || exchange->command[0] == 0)
        return "the recording has an answer without command";
    good = hex_decode(view_cut(line, 0, 2 * STATUS_LEN), exchange->status, STATUS_LEN);
    if (line.len > 2 * STATUS_LEN)
        good = good && line.at[2 * STATUS_LEN] == ' ' && data.len > 0 && data.len % 2 == 0;
    exchange->data = data;
    good = good && give(exchange, &room);
    bytes_free(&room);
    replay->count++;
    return good ? NULL : "the recording has an answer that is none";
}

static const char *take(struct view line, struct replay *replay)
{
    if (line.len == 0 || *line.at == '#')
        return NULL;
    if (line.len > 2 && line.at[1] == ' ' && *line.at == '>')
        return take_command(view_from(line, 2), replay);
    if (line.len > 2 && line.at[1] == ' ' && *line.at == '=')
        return take_answer(view_from(line, 2), replay);
    if (*line.at == '<')
        return "this is a trace: it holds no answers to replay";
    return "the recording has a line that is neither command nor answer";
}

static const char *load(const char *path, struct replay *replay)
{
    struct view rest = {0};
    const char *wrong = NULL;

    if (!file_read(path, &replay->text))
        return "the recording cannot be read";
    rest = bytes_view(&replay->text);
    while (wrong == NULL && rest.len > 0)
        wrong = take(take_line(&rest), replay);
    if (wrong == NULL && replay->count < REPLAY_EXCHANGES_MAX &&
        replay->exchange[replay->count].command[0] != 0)
        wrong = "the recording has a command without answer";
    return wrong;
}

const char *reader_replay_open(const char *path, struct reader_port *out)
{
    struct replay *replay = calloc(1, sizeof *replay);
    const char *wrong = "out of memory";

    if (replay == NULL)
        return wrong;
    replay->text = bytes_new_secret(REPLAY_FILE_MAX);
    wrong = load(path, replay);
    if (wrong != NULL) {
        close_port(replay);
        return wrong;
    }
    *out = (struct reader_port){replay, wait_for, connect_card, transmit, leave_card, close_port};
    return NULL;
}
