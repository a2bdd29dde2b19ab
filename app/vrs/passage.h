/* What may pass between the centre and the signer: each message is decoded and written anew, so
 * that nothing passes that was not understood (CTR-12, VRS-55). Pure. */
#ifndef APP_VRS_PASSAGE_H
#define APP_VRS_PASSAGE_H

#include "app/wire/wire.h"

/* What the log may know of a message, and what its answer depends on. */
struct passage_facts {
    char transaction[RANDOM_ID_SIZE], area[AREA_CODE_SIZE]; /* "" where it has none */
    enum liveness_step step;                                /* of a proof */
    const char *type;                                       /* of the answer's body */
};

struct passage {
    const char *path, *name; /* the name is for the log */
    enum wire_signer kind;

    /* Appends to `out` what the signer is asked. */
    enum err (*ask)(struct view body, struct passage_facts *facts, struct bytes *out);

    /* Appends to `out` what the centre is answered. */
    enum err (*answer)(struct view body, struct passage_facts *facts, struct bytes *out);
};

/* The passage for a path, or NULL. */
const struct passage *passage_for(const char *path);

#endif
