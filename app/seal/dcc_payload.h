/* Inside app/seal only: what an EU certificate says, from and to its JSON (schema 1.3). */
#ifndef APP_SEAL_DCC_PAYLOAD_H
#define APP_SEAL_DCC_PAYLOAD_H

#include "app/seal/dcc.h"

#include <jansson.h>

enum dcc_kind { DCC_TEST, DCC_VACCINATION, DCC_RECOVERY };

/* What a certificate is about. */
struct dcc_subject {
    enum dcc_kind kind;
    bool covid;
};

/* Fills holder, traveller, id and, of a vaccination, the dose, as far as they can be read. False
 * where the schema forbids it (one person, one entry of one kind), or a dose came before its
 * holder. */
MUST_USE bool dcc_payload_read(const json_t *json, struct opened *out, struct dcc_subject *subject);

/* The JSON for one dose, or NULL where something in it cannot be said. Free with json_decref. */
MUST_USE json_t *dcc_payload_make(const struct certificate *certificate, size_t dose,
                                  const char *authority);

#endif
