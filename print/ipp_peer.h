/* One IPP connection to a printer: requests, and the few values of answers that matter. */
#ifndef PRINT_IPP_PEER_H
#define PRINT_IPP_PEER_H

#include "crypto/base/bytes.h"
#include "crypto/digest.h"

#include <cups/cups.h>
#include <stdatomic.h>

enum { IPP_PEER_TEXT_SIZE = 256 };

struct ipp_peer {
    char uri[IPP_PEER_TEXT_SIZE], host[IPP_PEER_TEXT_SIZE], resource[IPP_PEER_TEXT_SIZE];
    int port;
    bool secure;
    uint8_t pin[SHA256_LEN]; /* of the certificate in DER, when secure */
    http_t *http;            /* NULL: not connected now */
    bool stranger;           /* who was met last showed another certificate */
    atomic_bool *stop;       /* once it is true, a request gives up; NULL: none does */
};

/* Reads "ipps://host:port/path#sha256=HEX", or "ipp://…" for this machine only (the demo's printer,
 * or a USB printer behind ipp-usb): over a network nothing goes in the clear. False for all else.
 */
MUST_USE bool ipp_peer_parse(const char *uri, struct ipp_peer *out);

/* Each request below connects when there is no connection, and speaks to nobody but the pinned
 * certificate. Ends the connection; safe twice. */
void ipp_peer_close(struct ipp_peer *peer);

/* Asks for a printer's or, with `job` > 0, a job's attributes. NULL when no good answer came; then
 * `status` says why, IPP_STATUS_CUPS_INVALID when there was none. Free with ippDelete. */
MUST_USE ipp_t *ipp_peer_get(struct ipp_peer *peer, int job, const char *const *attributes,
                             size_t count, ipp_status_t *status);

/* Makes a job without document, under neutral names; `as_it_is`: its pages must not be scaled.
 * Returns its id, or 0; `status` as above. */
int ipp_peer_create_job(struct ipp_peer *peer, bool as_it_is, ipp_status_t *status);

/* Sends the only document of `job`, once. `status` as above. */
MUST_USE bool ipp_peer_send(struct ipp_peer *peer, int job, const char *format,
                            struct view document, ipp_status_t *status);

void ipp_peer_cancel(struct ipp_peer *peer, int job);

/* Cancels whatever of ours has not ended: any copy that the printer made first, then `job`, unless
 * that is 0. Returns how many beside `job` there were; -1 without an answer. */
int ipp_peer_cancel_ours(struct ipp_peer *peer, int job);

/* Another peer at the same address that takes the connection over, where there is one. */
MUST_USE struct ipp_peer ipp_peer_take_over(struct ipp_peer *peer);

/* An integer, enum or boolean of an answer, or `fallback`. */
int ipp_peer_number(ipp_t *answer, const char *name, int fallback);

/* Whether one of the values of a keyword or text attribute is `value`. */
MUST_USE bool ipp_peer_has(ipp_t *answer, const char *name, const char *value);

#endif
