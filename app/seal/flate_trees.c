#include "app/seal/flate_trees.h"

#include "crypto/base/secret.h"

#include <isa-l/igzip_lib.h>
#include <limits.h>
#include <stdlib.h>

enum { ROOM = 512, WEIGHT = 8 };

struct flate_trees {
    struct isal_hufftables tables;
};

/* Signs that are as likely as each other; two of the same length cost the description of the trees
 * next to nothing. */
static const struct {
    uint8_t first, last;
} kinds[] = {{'0', '9'}, {'A', 'Z'}, {0x80, 0xBF}, {0xE3, 0xE9}};

static void even_out(struct isal_huff_histogram *seen)
{
    for (size_t i = 0; i < ISAL_DEF_LIT_LEN_SYMBOLS; i++)
        seen->lit_len_histogram[i] *= WEIGHT; /* so that a kind's mean is not rounded away */
    for (size_t i = 0; i < ISAL_DEF_DIST_SYMBOLS; i++)
        seen->dist_histogram[i] *= WEIGHT;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        uint64_t all = 0, signs = (uint64_t)kinds[k].last - kinds[k].first + 1;

        for (size_t i = kinds[k].first; i <= kinds[k].last; i++)
            all += seen->lit_len_histogram[i];
        for (size_t i = kinds[k].first; i <= kinds[k].last; i++)
            seen->lit_len_histogram[i] = all / signs;
    }
}

struct flate_trees *flate_trees_new(const struct view *samples, size_t count)
{
    struct isal_huff_histogram *seen = calloc(1, sizeof *seen);
    struct flate_trees *trees = malloc(sizeof *trees);

    if (seen == NULL || trees == NULL)
        goto out;
    for (size_t i = 0; i < count; i++)
        isal_update_histogram((uint8_t *)(uintptr_t)samples[i].at, (int)samples[i].len, seen);
    even_out(seen);
    if (isal_create_hufftables(&trees->tables, seen) != COMP_OK)
        flate_trees_free(&trees);
out:
    if (seen == NULL)
        flate_trees_free(&trees);
    free(seen);
    return trees;
}

void flate_trees_free(struct flate_trees **trees)
{
    free(*trees);
    *trees = NULL;
}

/* What does not resemble the samples may become longer than it was: stored blocks bound that. */
static size_t room_for(struct view plain, const struct bytes *out)
{
    size_t left = out->max - out->len, most = plain.len + plain.len / 8 + ROOM;

    return left < most ? left : most;
}

bool flate_trees_pack(const struct flate_trees *trees, struct view plain, struct bytes *out)
{
    size_t room = room_for(plain, out);
    struct isal_zstream *stream = wiping_malloc(sizeof *stream);
    uint8_t *to = plain.len > 0 && plain.len <= UINT_MAX / 2 ? bytes_room(out, room) : NULL;
    bool good = false;

    if (stream == NULL || to == NULL)
        goto out;
    isal_deflate_stateless_init(stream);
    stream->end_of_stream = 1;
    stream->hufftables = (struct isal_hufftables *)(uintptr_t)&trees->tables;
    stream->next_in = (uint8_t *)(uintptr_t)plain.at;
    stream->avail_in = (uint32_t)plain.len;
    stream->next_out = to;
    stream->avail_out = (uint32_t)room;
    good = isal_deflate_stateless(stream) == COMP_OK;
    if (good)
        out->len += stream->total_out;
    else
        wipe(to, room);
out:
    wiping_free(stream);
    return good;
}
