#include "drivers/net/local_frame.h"

#include "drivers/net/local.h"

#include <event2/buffer.h>
#include <string.h>

enum { LENGTH_LEN = 4, HEAD_LEN = LENGTH_LEN + 1 };

enum local_frame_found local_frame_look(struct evbuffer *in, struct local_frame *out)
{
    uint8_t length[LENGTH_LEN];
    const uint8_t *at = NULL;
    size_t len = 0;

    if (evbuffer_copyout(in, length, sizeof length) < LENGTH_LEN)
        return LOCAL_FRAME_PART;
    len = (size_t)length[0] << 24 | (size_t)length[1] << 16 | (size_t)length[2] << 8 | length[3];
    if (len == 0 || len > LOCAL_FRAME_MAX)
        return LOCAL_FRAME_BAD;
    if (evbuffer_get_length(in) - LENGTH_LEN < len)
        return LOCAL_FRAME_PART;
    at = evbuffer_pullup(in, (ev_ssize_t)(LENGTH_LEN + len));
    if (at == NULL)
        return LOCAL_FRAME_BAD;
    out->kind = at[LENGTH_LEN];
    out->body = view_of(at + HEAD_LEN, len - 1);
    return LOCAL_FRAME_WHOLE;
}

void local_frame_drop(struct evbuffer *in, const struct local_frame *frame)
{
    (void)evbuffer_drain(in, HEAD_LEN + frame->body.len);
}

bool local_frame_put(struct evbuffer *out, uint8_t kind, struct view body)
{
    uint32_t len = (uint32_t)body.len + 1;
    uint8_t head[HEAD_LEN] = {(uint8_t)(len >> 24), (uint8_t)(len >> 16), (uint8_t)(len >> 8),
                              (uint8_t)len, kind};

    return body.len < LOCAL_FRAME_MAX && evbuffer_add(out, head, sizeof head) == 0 &&
           evbuffer_add(out, body.at, body.len) == 0;
}

bool local_address(const char *path, struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof out->sun_path)
        return false;
    memcpy(out->sun_path, path, strlen(path));
    return true;
}
