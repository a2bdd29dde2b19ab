/* Every message and every route by its name, so that the OpenAPI document and the tests are made
 * from the very tables that encode and decode. Used by app/wire and by those who describe it. */
#ifndef APP_WIRE_CATALOGUE_H
#define APP_WIRE_CATALOGUE_H

#include "app/wire/message.h"

extern const struct message message_notice, message_offer, message_await, message_awaited,
    message_open, message_opened, message_present, message_presented, message_certificate,
    message_outcome, message_nonce_ask, message_nonce, message_proof, message_problem,
    message_sheet;

struct catalogue_message {
    const char *name;
    const struct message *table;
};

/* The i-th message, or NULL past the last; objects that several share come before them. */
const struct catalogue_message *catalogue_message_at(size_t i);

enum catalogue_line { CATALOGUE_KIOSK_LINE = 1, CATALOGUE_VRS_LINE = 2 };

/* What is asked where, and what answers it: names of messages, "" for an empty body. A sheet goes
 * as a JWS; the table describes its payload. */
struct catalogue_route {
    enum catalogue_line line;
    const char *method, *path;
    const char *asked, *answered, *or_answered; /* or_answered: NULL, or the second step's */
};

/* The i-th route, or NULL past the last. */
const struct catalogue_route *catalogue_route_at(size_t i);

#endif
