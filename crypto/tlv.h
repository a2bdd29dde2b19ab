/* BER-TLV as cards speak it: one- to three-byte tags, definite lengths in short, long and
 * non-minimal form. Everything is borrowed from the bytes that are read. */
#ifndef CRYPTO_TLV_H
#define CRYPTO_TLV_H

#include "crypto/base/bytes.h"

struct tlv {
    uint32_t tag;      /* as it stands, 0x5F4E for the bytes 5F 4E */
    struct view value; /* without tag and length */
    struct view whole; /* with them */
};

/* Takes the first object off `rest`. False, with `rest` as it was, when it does not lie inside. */
MUST_USE bool tlv_next(struct view *rest, struct tlv *out);

/* The first object with `tag` among those that stand side by side in `in`. Stops at a malformed
 * one. */
MUST_USE bool tlv_find(struct view in, uint32_t tag, struct tlv *out);

/* Appends tag, shortest length and value. */
MUST_USE bool tlv_append(struct bytes *out, uint32_t tag, struct view value);

#endif
