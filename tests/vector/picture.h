/* A symbol as a grey picture (PGM), for readers that are not ours. */
#ifndef TESTS_VECTOR_PICTURE_H
#define TESTS_VECTOR_PICTURE_H

#include "crypto/base/bytes.h"
#include "print/qr.h"

#include <stdio.h>

enum { PICTURE_MAX = 1 << 22 };

/* Pixels a module. */
static const int pixels[] = {2, 3, 4, 6};

static inline bool picture_row(const struct qr *qr, int row, int scale, struct bytes *out)
{
    int side = qr->side + 2 * QR_QUIET, y = row / scale - QR_QUIET;

    for (int i = 0; i < side * scale; i++) {
        int x = i / scale - QR_QUIET;
        bool inside = x >= 0 && y >= 0 && x < qr->side && y < qr->side;

        if (!bytes_append_u8(out, inside && qr->dark[y * qr->side + x] ? 0 : 255))
            return false;
    }
    return true;
}

/* Quiet zone and all. */
static inline bool picture_of(const struct qr *qr, int scale, struct bytes *out)
{
    int side = (qr->side + 2 * QR_QUIET) * scale;
    char head[32];
    bool good = false;

    snprintf(head, sizeof head, "P5 %d %d 255\n", side, side);
    good = bytes_append_text(out, head);
    for (int row = 0; good && row < side; row++)
        good = picture_row(qr, row, scale, out);
    return good;
}

#endif
