#include "drivers/card/apdu.h"

enum { HEADER_LEN = 4, SHORT_DATA_MAX = 255 };

static bool append_header(const struct apdu *command, struct bytes *out)
{
    return bytes_append_u8(out, command->cla) && bytes_append_u8(out, command->ins) &&
           bytes_append_u8(out, command->p1) && bytes_append_u8(out, command->p2);
}

static bool append_short(const struct apdu *command, struct bytes *out)
{
    return (command->data.len == 0 || (bytes_append_u8(out, (uint8_t)command->data.len) &&
                                       bytes_append(out, command->data))) &&
           (command->le == APDU_NO_LE || bytes_append_u8(out, (uint8_t)command->le));
}

static bool append_extended(const struct apdu *command, struct bytes *out)
{
    return bytes_append_u8(out, 0) &&
           (command->data.len == 0 || (bytes_append_u16(out, (uint16_t)command->data.len) &&
                                       bytes_append(out, command->data))) &&
           (command->le == APDU_NO_LE || bytes_append_u16(out, (uint16_t)command->le));
}

bool apdu_build(const struct apdu *command, struct bytes *out)
{
    size_t before = out->len;
    bool is_short = command->data.len <= SHORT_DATA_MAX && command->le <= APDU_LE_SHORT;

    if (command->data.len > APDU_DATA_MAX || command->le > APDU_LE_EXTENDED)
        return false;
    if (append_header(command, out) &&
        (is_short ? append_short(command, out) : append_extended(command, out)))
        return true;
    out->len = before;
    return false;
}

static uint32_t number_of(struct view v)
{
    uint32_t number = 0;

    for (size_t i = 0; i < v.len; i++)
        number = number << 8 | v.at[i];
    return number;
}

/* Reads an Le field of `width` bytes, or none; nothing may follow it. */
static bool parse_le(struct view rest, size_t width, uint32_t most, uint32_t *le)
{
    *le = APDU_NO_LE;
    if (rest.len == 0)
        return true;
    *le = number_of(rest);
    if (*le == 0)
        *le = most;
    return rest.len == width;
}

static bool parse_body(struct view body, size_t width, uint32_t most, struct apdu *out)
{
    size_t len = number_of(view_cut(body, 0, width));

    if (body.len <= width)
        return parse_le(body, width, most, &out->le);
    out->data = view_cut(body, width, len);
    return out->data.len > 0 && parse_le(view_from(body, width + len), width, most, &out->le);
}

bool apdu_parse(struct view raw, struct apdu *out)
{
    struct view body = view_from(raw, HEADER_LEN);

    *out = (struct apdu){0};
    if (raw.len < HEADER_LEN)
        return false;
    *out = (struct apdu){raw.at[0], raw.at[1], raw.at[2], raw.at[3], {0}, APDU_NO_LE};
    if (body.len > 2 && body.at[0] == 0)
        return parse_body(view_from(body, 1), 2, APDU_LE_EXTENDED, out);
    return parse_body(body, 1, APDU_LE_SHORT, out);
}

bool apdu_status(struct bytes *answer, uint16_t *status)
{
    if (answer->len < 2)
        return false;
    answer->len -= 2;
    *status = (uint16_t)(answer->at[answer->len] << 8 | answer->at[answer->len + 1]);
    return true;
}

enum err apdu_exchange(struct reader_port *reader, const struct apdu *command, struct bytes *answer,
                       uint16_t *status)
{
    uint8_t room[APDU_SHORT_MAX];
    struct bytes raw = {.at = room, .cap = sizeof room, .max = sizeof room};
    enum err code = reader_failure(READER_MISUSED);

    *status = 0;
    if (apdu_build(command, &raw))
        code = reader->transmit(reader->self, bytes_view(&raw), answer);
    wipe(room, sizeof room);
    if (code == ERR_OK && !apdu_status(answer, status))
        code = reader_failure(READER_CARD_ODD);
    return code;
}
