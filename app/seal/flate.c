#include "app/seal/flate.h"

#include "crypto/base/secret.h"

#include <limits.h>

#define ZLIB_CONST
#include <zlib.h>

/* A card is a few kB whose parts repeat within some hundred bytes: a window of 4 kB finds the same
 * matches as the largest. Its state is a ninth in size, so that it comes from the heap and not
 * from the kernel, and setting it up and wiping it costs a sixth: less than a signature.
 * Level 8 finds what 9 finds in a card, sooner; 7 does not. */
enum { LEVEL = 8, PACK_WINDOW = -12, PACK_MEMORY = 4, UNPACK_WINDOW = -15, CHUNK = 4096 };

static void *take_memory(void *self, unsigned items, unsigned size)
{
    (void)self;
    return size != 0 && items > UINT_MAX / size ? NULL : wiping_malloc((size_t)items * size);
}

static void give_memory(void *self, void *at)
{
    (void)self;
    wiping_free(at);
}

static z_stream start(struct view in)
{
    return (z_stream){
        .zalloc = take_memory, .zfree = give_memory, .next_in = in.at, .avail_in = (uInt)in.len};
}

/* Calls `step` with room for a chunk at a time until the stream ends. */
static bool run(z_stream *stream, int (*step)(z_stream *stream, int flush), struct bytes *out)
{
    int state = Z_OK;

    while (state == Z_OK) {
        size_t left = out->max - out->len, want = left < CHUNK ? left : CHUNK;
        uint8_t *to = want > 0 ? bytes_room(out, want) : NULL;

        if (to == NULL)
            return false;
        stream->next_out = to;
        stream->avail_out = (uInt)want;
        state = step(stream, Z_FINISH);
        out->len += want - stream->avail_out;
        /* Z_FINISH answers so when only the room ran out. */
        if (state == Z_BUF_ERROR && stream->avail_out == 0)
            state = Z_OK;
    }
    return state == Z_STREAM_END && stream->avail_in == 0;
}

static void cut_back(struct bytes *out, size_t len)
{
    if (out->len > len)
        wipe(out->at + len, out->len - len);
    out->len = len;
}

bool flate_pack(struct view plain, struct bytes *out)
{
    z_stream stream = start(plain);
    size_t before = out->len;
    bool good = plain.len <= UINT_MAX && deflateInit2(&stream, LEVEL, Z_DEFLATED, PACK_WINDOW,
                                                      PACK_MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;

    good = good && run(&stream, deflate, out);
    deflateEnd(&stream);
    if (!good)
        cut_back(out, before);
    return good;
}

bool flate_unpack(struct view packed, struct bytes *out)
{
    z_stream stream = start(packed);
    size_t before = out->len;
    bool good = packed.len <= UINT_MAX && inflateInit2(&stream, UNPACK_WINDOW) == Z_OK;

    good = good && run(&stream, inflate, out);
    inflateEnd(&stream);
    if (!good)
        cut_back(out, before);
    return good;
}
