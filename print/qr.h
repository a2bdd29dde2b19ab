/* QR symbols from explicit segments: nothing guesses how a text is to be split. */
#ifndef PRINT_QR_H
#define PRINT_QR_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QR_SIDE_MAX = 177, QR_SEGMENTS_MAX = 2, QR_QUIET = 4 };

enum qr_mode { QR_BYTES, QR_DIGITS, QR_SIGNS };

struct qr_segment {
    enum qr_mode mode;
    size_t from, len; /* in the text */
};

struct qr {
    int version, side; /* side in modules, without the quiet zone */
    char level;        /* 'M' or 'L' */
    bool dark[QR_SIDE_MAX * QR_SIDE_MAX];
};

/* How `text` is laid into a symbol: "shc:/" and digits are two segments, one of bytes and one of
 * numbers, as SMART Health Cards ask for; "HC1:" is one of QR's alphanumeric signs, as EU
 * certificates ask for; anything else is one of bytes. */
size_t qr_segments(const char *text, struct qr_segment out[QR_SEGMENTS_MAX]);

/* The symbol of `text` at level M, or at L where M would need more than `version_max`. False when
 * neither fits. Wipe `out` after use: it holds what the text says. */
MUST_USE bool qr_make(const char *text, int version_max, struct qr *out);

#endif
