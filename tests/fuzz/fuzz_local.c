/* Aims at local_frame_look and local_frame_put: the frames on the signer's socket, in whatever
 * pieces they come. An input is pieces, two bytes of length and so many of content. */
#include "drivers/net/local.h"
#include "drivers/net/local_frame.h"
#include "fuzz.h"

#include <event2/buffer.h>

/* A frame that was read is written again as it came. */
static void write_again(struct evbuffer *all, const struct local_frame *frame)
{
    struct evbuffer *again = evbuffer_new();
    size_t len = 0;

    fuzz_hold(frame->body.len <= LOCAL_BODY_MAX && local_frame_put(again, frame));
    len = evbuffer_get_length(again);
    fuzz_hold(view_equal(view_of(evbuffer_pullup(again, -1), len),
                         view_of(evbuffer_pullup(all, (ev_ssize_t)len), len)));
    (void)evbuffer_drain(all, len);
    evbuffer_free(again);
}

/* `all` keeps what came until it was read. False: no frame comes after this. */
static bool read_frames(struct evbuffer *in, struct evbuffer *all)
{
    struct local_frame frame;
    enum local_frame_found found = LOCAL_FRAME_PART;

    while ((found = local_frame_look(in, &frame)) == LOCAL_FRAME_WHOLE) {
        write_again(all, &frame);
        local_frame_drop(in, &frame);
        fuzz_hold(evbuffer_get_length(in) == evbuffer_get_length(all));
    }
    fuzz_hold(found == LOCAL_FRAME_BAD || evbuffer_get_length(in) < 4 + LOCAL_FRAME_MAX);
    return found == LOCAL_FRAME_PART;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct evbuffer *in = evbuffer_new(), *all = evbuffer_new();
    struct view rest = view_of(data, size);
    struct sockaddr_un at;
    char path[sizeof at.sun_path + 8] = "";
    bool good = true;

    memcpy(path, data, size < sizeof path - 1 ? size : sizeof path - 1);
    fuzz_hold(local_address(path, &at) == (strlen(path) < sizeof at.sun_path));
    while (good && rest.len > 0) {
        struct view piece = fuzz_part(&rest);

        fuzz_hold(evbuffer_add(in, piece.at, piece.len) == 0 &&
                  evbuffer_add(all, piece.at, piece.len) == 0);
        good = read_frames(in, all);
    }
    evbuffer_free(in);
    evbuffer_free(all);
    return 0;
}
