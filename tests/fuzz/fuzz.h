/* What every harness has: its one function, properties that must hold, and inputs of several parts.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "crypto/base/bytes.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property: whatever the input, it holds. */
static inline void fuzz_hold(bool property)
{
    if (!property)
        abort();
}

/* Takes the next part off an input: two bytes of length, then so many of content, or what is left.
 */
static inline struct view fuzz_part(struct view *rest)
{
    size_t len = rest->len >= 2 ? (size_t)rest->at[0] << 8 | rest->at[1] : 0;
    struct view body = view_from(*rest, 2), part = view_cut(body, 0, len);

    if (len > body.len)
        part = body;
    *rest = view_from(body, part.len);
    return part;
}

/* Whether what was decoded lies inside what was given. */
static inline bool fuzz_inside(struct view part, struct view whole)
{
    return part.len == 0 || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len);
}

/* Whether nothing is left in what a refusal has to leave empty: each byte equals the one before it,
 * and the first is zero. */
static inline bool fuzz_wiped(const void *what, size_t size)
{
    const uint8_t *at = what;

    return *at == 0 && memcmp(at, at + 1, size - 1) == 0;
}

#endif
