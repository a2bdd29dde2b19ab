/* Pictures as grey dots. */
#ifndef APP_VERIFY_PICTURE_H
#define APP_VERIFY_PICTURE_H

#include "crypto/base/bytes.h"

enum { PICTURE_SIDE_MAX = 20000, PICTURE_DOTS_MAX = 1 << 27 };

struct picture {
    size_t width, height;
    struct bytes grey; /* width × height, 0 is black */
};

/* Makes an owner for a picture of this size. False when it is empty or too large. */
MUST_USE bool picture_new(struct picture *out, size_t width, size_t height);
void picture_free(struct picture *picture);

MUST_USE bool picture_is_png(struct view file);
MUST_USE bool picture_is_jpeg(struct view file);

/* Decodes a PNG or JPEG file. False when it is neither, damaged or too large. */
MUST_USE bool picture_read(struct view file, struct picture *out);

#endif
