/* CBOR (RFC 8949) of definite lengths, one item at a time. Everything that is read is borrowed from
 * the bytes it stands in and nothing is allocated, so nobody's data stay behind on a heap. */
#ifndef CRYPTO_CBOR_H
#define CRYPTO_CBOR_H

#include "crypto/base/bytes.h"

enum { CBOR_DEPTH_MAX = 16, CBOR_PAIRS_MAX = 64 };

enum cbor_kind {
    CBOR_INTEGER = 1,
    CBOR_REAL,
    CBOR_BYTES,
    CBOR_TEXT,
    CBOR_LIST,
    CBOR_MAP,
    CBOR_TAG,
    CBOR_TRUTH,
    CBOR_NULL
};

struct cbor_item {
    enum cbor_kind kind;
    int64_t number; /* the integer, the truth, the tag; of a list or map, how many items or pairs
                       follow */
    double real;
    struct view content; /* of bytes and text */
};

/* Whether `v` is exactly one item that is safe to walk: nothing behind it, no indefinite length, no
 * integer beyond 63 bits, at most CBOR_DEPTH_MAX deep, and maps of at most CBOR_PAIRS_MAX pairs
 * whose keys are integers or texts and all differ. Costs no memory, whatever `v` claims. */
MUST_USE bool cbor_is_sound(struct view v);

/* Takes the next item's head off `rest`, with the content of bytes and text. What is in a list, map
 * or tag follows in `rest`. False when it does not lie inside. */
MUST_USE bool cbor_take(struct view *rest, struct cbor_item *out);

/* Takes a whole item with everything in it off `rest`. */
MUST_USE bool cbor_take_whole(struct view *rest, struct view *whole);

/* The value of an integer key in a map (sound, or false). */
MUST_USE bool cbor_find(struct view map, int64_t key, struct view *value);

/* Each appends one head, the shortest there is; bytes and text with their content. */
MUST_USE bool cbor_put_integer(struct bytes *out, int64_t value);
MUST_USE bool cbor_put_bytes(struct bytes *out, struct view v);
MUST_USE bool cbor_put_text(struct bytes *out, struct view v);
MUST_USE bool cbor_put_list(struct bytes *out, size_t count);
MUST_USE bool cbor_put_map(struct bytes *out, size_t pairs);
MUST_USE bool cbor_put_tag(struct bytes *out, uint64_t tag);

#endif
