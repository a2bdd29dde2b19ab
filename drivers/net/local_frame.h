/* Inside drivers/net only: frames in a buffer. */
#ifndef DRIVERS_NET_LOCAL_FRAME_H
#define DRIVERS_NET_LOCAL_FRAME_H

#include "crypto/base/bytes.h"

#include <sys/un.h>

struct evbuffer;

struct local_frame {
    uint8_t kind;
    int64_t until_ms; /* 0: no matter */
    struct view body; /* borrowed from the buffer, until local_frame_drop */
};

enum local_frame_found { LOCAL_FRAME_PART, LOCAL_FRAME_WHOLE, LOCAL_FRAME_BAD };

/* Looks at the first frame of `in` and leaves it there. Bad: a length too small for a head, or
 * beyond the limit. */
enum local_frame_found local_frame_look(struct evbuffer *in, struct local_frame *out);
void local_frame_drop(struct evbuffer *in, const struct local_frame *frame);

MUST_USE bool local_frame_put(struct evbuffer *out, const struct local_frame *frame);

/* False when the path does not fit into a socket's address. */
MUST_USE bool local_address(const char *path, struct sockaddr_un *out);

#endif
