/* Inside app/seal only: what a SMART Health Card of ours says, as minified JSON. */
#ifndef APP_SEAL_SHC_PAYLOAD_H
#define APP_SEAL_SHC_PAYLOAD_H

#include "app/record/certificate.h"

/* The doses [from, until) of a history. */
struct shc_part {
    size_t from, until;
};

/* Appends the claims (JWT) for a part of the certificate. False when something in it cannot be said
 * or memory ran out. */
MUST_USE bool shc_payload_write(const struct certificate *certificate, struct shc_part part,
                                const char *iss, int64_t now, struct bytes *out);

/* Appends the JOSE header. */
MUST_USE bool shc_header_write(const char *kid, struct bytes *out);

#endif
