/* Bytes that know their bounds and wipe themselves.
 *
 * A `view` borrows: it owns nothing and must not outlive what it looks at.
 * A `bytes` owns: it never grows beyond `max`, and whatever it gives up is wiped first.
 */
#ifndef CRYPTO_BASE_BYTES_H
#define CRYPTO_BASE_BYTES_H

#include "crypto/base/must.h"
#include "crypto/base/wipe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct view {
    const uint8_t *at;
    size_t len;
};

struct bytes {
    uint8_t *at;
    size_t len, cap, max;
    bool secret;
};

/* An empty owner that may grow to `max` bytes. Allocates on the first append. */
struct bytes bytes_new(size_t max);

/* The same on locked pages that no core file holds (secret.h). `max` is taken at the first append.
 */
struct bytes bytes_new_secret(size_t max);

/* Wipes and frees. Safe on an empty owner and safe twice; `max` and `secret` stay, so it can be
 * reused. */
void bytes_free(struct bytes *b);

/* Wipes the content and keeps the memory. */
void bytes_clear(struct bytes *b);

/* Each append is all or nothing: false leaves `b` as it was (beyond max, or out of memory). */
MUST_USE bool bytes_append(struct bytes *b, struct view v);
MUST_USE bool bytes_append_text(struct bytes *b, const char *text);
MUST_USE bool bytes_append_u8(struct bytes *b, uint8_t value);
MUST_USE bool bytes_append_u16(struct bytes *b, uint16_t value); /* big-endian, like the others */
MUST_USE bool bytes_append_u32(struct bytes *b, uint32_t value);
MUST_USE bool bytes_append_u64(struct bytes *b, uint64_t value);

/* Replaces the content. */
MUST_USE bool bytes_set(struct bytes *b, struct view v);

/* Makes room for `extra` more bytes and returns where they go, or NULL. The caller writes there and
 * adds what it wrote to `len`. */
MUST_USE uint8_t *bytes_room(struct bytes *b, size_t extra);

/* The content with a terminating zero that does not count, or NULL when there is no room for it. */
MUST_USE const char *bytes_text(struct bytes *b);

struct view bytes_view(const struct bytes *b);
struct view view_of(const void *at, size_t len);
struct view view_text(const char *text);

/* The part of `v` from `from`, `len` long; an empty view where that is not inside. */
struct view view_cut(struct view v, size_t from, size_t len);
struct view view_from(struct view v, size_t from);

/* Equal lengths and content; the time taken does not depend on the content. */
MUST_USE bool view_equal(struct view a, struct view b);

#endif
