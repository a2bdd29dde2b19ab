/* Inside app/seal only: the message of a vaccination seal, which is what its signature covers. */
#ifndef APP_SEAL_VDS_MESSAGE_H
#define APP_SEAL_VDS_MESSAGE_H

#include "app/seal/opened.h"
#include "crypto/json.h"

/* The doses [from, until) of a history. */
struct vds_part {
    size_t from, until;
};

/* A state or a country of Doc 9303-3: capital letters, three but for one that has a single one. */
MUST_USE bool vds_state_is(const char *text);

/* Whether the certificate has all that a seal must say, and nothing but what it can say: within
 * the format's lengths and signs. */
MUST_USE bool vds_message_can_say(const struct certificate *certificate);

/* Appends the message in canonical form; vds_message_can_say was asked before. */
MUST_USE bool vds_message_write(const struct certificate *certificate, struct vds_part part,
                                const char *state, struct bytes *out);

/* Fills in what the message says, up to the first field that is not as it must be. */
MUST_USE enum err vds_message_read(const struct json *message, struct opened *out);

#endif
