/* One IPP connection to a printer: requests, and the few values of answers that matter. */
#ifndef PRINT_IPP_PEER_H
#define PRINT_IPP_PEER_H

#include "crypto/base/bytes.h"

#include <cups/cups.h>

enum { IPP_PEER_TEXT_SIZE = 256 };

struct ipp_peer {
    char uri[IPP_PEER_TEXT_SIZE], host[IPP_PEER_TEXT_SIZE], resource[IPP_PEER_TEXT_SIZE];
    int port;
    bool secure;
};

/* False when `uri` is not ipp:// or ipps:// with a host. */
MUST_USE bool ipp_peer_parse(const char *uri, struct ipp_peer *out);

/* NULL when the printer does not answer in time. Close with httpClose. A printer that falls silent
 * later fails the request. */
MUST_USE http_t *ipp_peer_connect(const struct ipp_peer *peer, int timeout_ms);

/* Asks for a printer's or, with `job` > 0, a job's attributes. NULL when no good answer came. Free
 * with ippDelete. */
MUST_USE ipp_t *ipp_peer_get(const struct ipp_peer *peer, http_t *http, int job,
                             const char *const *attributes, size_t count);

/* Makes a job without document, under neutral names. Returns its id, or 0 and why; `status` is
 * IPP_STATUS_CUPS_INVALID when no answer came. */
int ipp_peer_create_job(const struct ipp_peer *peer, http_t *http, ipp_status_t *status);

/* Sends the only document of `job`. `status` as above. */
MUST_USE bool ipp_peer_send(const struct ipp_peer *peer, http_t *http, int job, const char *format,
                            struct view document, ipp_status_t *status);

void ipp_peer_cancel(const struct ipp_peer *peer, http_t *http, int job);

/* An integer, enum or boolean of an answer, or `fallback`. */
int ipp_peer_number(ipp_t *answer, const char *name, int fallback);

/* Whether one of the values of a keyword or text attribute is `value`. */
MUST_USE bool ipp_peer_has(ipp_t *answer, const char *name, const char *value);

#endif
