/* Inside app/seal only: the text of a seal, taken apart and put together. */
#ifndef APP_SEAL_VDS_TEXT_H
#define APP_SEAL_VDS_TEXT_H

#include "crypto/base/bytes.h"
#include "crypto/base/err.h"
#include "crypto/json.h"

/* What vds_text_end adds: 64 bytes in base64url, and the end. */
enum { VDS_ALG_SIZE = 8, VDS_TEXT_END_LEN = 86 + 3 };

/* A seal's parts. The first two borrow. */
struct vds_text {
    const struct json *message; /* "data" */
    struct view signed_part;    /* its canonical form: the bytes that are signed */
    struct bytes canonical;     /* which is here where the text has another */
    char alg[VDS_ALG_SIZE];
    struct bytes certificate, signature;
};

/* An empty one. */
struct vds_text vds_text_new(void);
void vds_text_free(struct vds_text *text);

/* Whether it begins like a seal, which is cheap to tell. */
MUST_USE bool vds_text_is(struct view text);

/* Takes a seal apart, up to the first part that is not as it must be. What comes out borrows from
 * `text` and `values`. */
MUST_USE enum err vds_text_read(struct view text, struct json_table *values, struct vds_text *out);

/* Appends a seal but for its end. The signature is over `message`, which is canonical. */
MUST_USE bool vds_text_begin(struct view message, struct view certificate, struct bytes *out);
MUST_USE bool vds_text_end(struct view signature, struct bytes *out);

#endif
