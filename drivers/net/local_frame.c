#include "drivers/net/local_frame.h"

#include "drivers/net/local.h"

#include <event2/buffer.h>
#include <string.h>

enum {
    LENGTH_LEN = 4,
    UNTIL_AT = LENGTH_LEN + 1,
    UNTIL_LEN = 8,
    HEAD_LEN = UNTIL_AT + UNTIL_LEN,
    LEAST = HEAD_LEN - LENGTH_LEN
};

static uint64_t read_number(const uint8_t *at, size_t len)
{
    uint64_t number = 0;

    for (size_t i = 0; i < len; i++)
        number = number << 8 | at[i];
    return number;
}

static void write_number(uint8_t *at, size_t len, uint64_t number)
{
    for (size_t i = 0; i < len; i++)
        at[i] = (uint8_t)(number >> 8 * (len - 1 - i));
}

enum local_frame_found local_frame_look(struct evbuffer *in, struct local_frame *out)
{
    uint8_t length[LENGTH_LEN];
    const uint8_t *at = NULL;
    size_t len = 0;

    if (evbuffer_copyout(in, length, sizeof length) < LENGTH_LEN)
        return LOCAL_FRAME_PART;
    len = (size_t)read_number(length, sizeof length);
    if (len < LEAST || len > LOCAL_FRAME_MAX)
        return LOCAL_FRAME_BAD;
    if (evbuffer_get_length(in) - LENGTH_LEN < len)
        return LOCAL_FRAME_PART;
    at = evbuffer_pullup(in, (ev_ssize_t)(LENGTH_LEN + len));
    if (at == NULL)
        return LOCAL_FRAME_BAD;
    out->kind = at[LENGTH_LEN];
    out->until_ms = (int64_t)read_number(at + UNTIL_AT, UNTIL_LEN);
    out->body = view_of(at + HEAD_LEN, len - LEAST);
    return LOCAL_FRAME_WHOLE;
}

void local_frame_drop(struct evbuffer *in, const struct local_frame *frame)
{
    (void)evbuffer_drain(in, HEAD_LEN + frame->body.len);
}

bool local_frame_put(struct evbuffer *out, const struct local_frame *frame)
{
    uint8_t head[HEAD_LEN];

    write_number(head, LENGTH_LEN, frame->body.len + LEAST);
    head[LENGTH_LEN] = frame->kind;
    write_number(head + UNTIL_AT, UNTIL_LEN, (uint64_t)frame->until_ms);
    return frame->body.len <= LOCAL_BODY_MAX && evbuffer_add(out, head, sizeof head) == 0 &&
           evbuffer_add(out, frame->body.at, frame->body.len) == 0;
}

bool local_address(const char *path, struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof out->sun_path)
        return false;
    memcpy(out->sun_path, path, strlen(path));
    return true;
}
