#include "print/ipp_peer.h"

#include "crypto/base/hex.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

enum {
    CONNECT_MS = 2000,
    SILENCE_MS = 2000,
    CREATE_MS = 5000, /* asked once: a printer that is slow to begin is no broken one */
    SEND_MS = 20000,
    GLANCE_MS = 250
};

static const double glance_seconds = GLANCE_MS / 1000.0;

static const char user[] = "kiosk", job_name[] = "document";
static const char pin_word[] = "sha256=";

static bool is_this_machine(const char *host)
{
    return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "::1") == 0 ||
           strcmp(host, "localhost") == 0;
}

/* Behind the '#': the digest that the certificate has to have. */
static bool take_pin(const char *text, uint8_t out[SHA256_LEN])
{
    return strncmp(text, pin_word, sizeof pin_word - 1) == 0 &&
           hex_decode(view_text(text + sizeof pin_word - 1), out, SHA256_LEN);
}

bool ipp_peer_parse(const char *uri, struct ipp_peer *out)
{
    char scheme[16], account[64];
    size_t len = strcspn(uri, "#");

    *out = (struct ipp_peer){0};
    if (len == 0 || len >= sizeof out->uri)
        return false;
    memcpy(out->uri, uri, len);
    if (httpSeparateURI(HTTP_URI_CODING_ALL, out->uri, scheme, sizeof scheme, account,
                        sizeof account, out->host, sizeof out->host, &out->port, out->resource,
                        sizeof out->resource) != HTTP_URI_STATUS_OK ||
        out->host[0] == '\0' || account[0] != '\0')
        return false;
    out->secure = strcmp(scheme, "ipps") == 0;
    if (out->secure)
        return uri[len] == '#' && take_pin(uri + len + 1, out->pin);
    return strcmp(scheme, "ipp") == 0 && uri[len] == '\0' && is_this_machine(out->host);
}

/* How long the other side may stay silent in the middle of a request. */
struct patience {
    const struct ipp_peer *peer;
    int left_ms;
};

/* Called by the library at every glance in which nothing moved. */
static int wait_on(http_t *http, void *context)
{
    struct patience *patience = context;

    (void)http;
    if (patience == NULL) /* a farewell waits for nobody */
        return 0;
    patience->left_ms -= GLANCE_MS;
    return patience->left_ms > 0 && (patience->peer->stop == NULL || !*patience->peer->stop);
}

/* The pin names one certificate: whoever signed it, and what else it says, does not matter. */
static bool is_pinned(const struct ipp_peer *peer)
{
    cups_array_t *shown = NULL;
    const http_credential_t *leaf = NULL;
    uint8_t digest[SHA256_LEN];
    bool same = false;

    if (httpCopyCredentials(peer->http, &shown) == 0 && (leaf = cupsArrayFirst(shown)) != NULL)
        same = digest_sha256(view_of(leaf->data, leaf->datalen), digest) &&
               view_equal(view_of(digest, sizeof digest), view_of(peer->pin, sizeof peer->pin));
    httpFreeCredentials(shown);
    return same;
}

static bool connect_anew(struct ipp_peer *peer)
{
    ipp_peer_close(peer);
    peer->stranger = false;
    peer->http = httpConnect2(peer->host, peer->port, NULL, AF_UNSPEC,
                              peer->secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_NEVER, 1,
                              CONNECT_MS, NULL);
    if (peer->http == NULL)
        return false;
    peer->stranger = peer->secure && !is_pinned(peer);
    if (peer->stranger)
        ipp_peer_close(peer);
    return !peer->stranger;
}

void ipp_peer_close(struct ipp_peer *peer)
{
    httpClose(peer->http);
    peer->http = NULL;
}

/* Between two requests nothing is to be read: what can be read is the other side's farewell. */
static bool is_alive(const struct ipp_peer *peer)
{
    struct pollfd fd = {.fd = peer->http != NULL ? httpGetFd(peer->http) : -1, .events = POLLIN};

    return fd.fd >= 0 && poll(&fd, 1, 0) == 0;
}

static ipp_t *request_new(const struct ipp_peer *peer, ipp_op_t operation, int job)
{
    ipp_t *request = ippNewRequest(operation);

    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, peer->uri);
    if (job > 0)
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, user);
    return request;
}

static bool say(struct ipp_peer *peer, ipp_t *request, struct view document)
{
    httpClearFields(peer->http);
    httpSetField(peer->http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(peer->http, ippLength(request) + document.len);
    if (httpPost(peer->http, peer->resource) != 0)
        return false;
    ippSetState(request, IPP_STATE_IDLE);
    if (ippWrite(peer->http, request) != IPP_STATE_DATA)
        return false;
    if (document.len > 0 &&
        httpWrite2(peer->http, (const char *)document.at, document.len) != (ssize_t)document.len)
        return false;
    return httpFlushWrite(peer->http) >= 0;
}

static ipp_t *hear(struct ipp_peer *peer)
{
    http_status_t status = HTTP_STATUS_CONTINUE;
    ipp_t *answer = ippNew();

    while (status == HTTP_STATUS_CONTINUE)
        status = httpUpdate(peer->http);
    if (status == HTTP_STATUS_OK && ippRead(peer->http, answer) == IPP_STATE_DATA) {
        httpFlush(peer->http);
        return answer;
    }
    ippDelete(answer);
    return NULL;
}

/* The library's own requests connect again unseen, to whoever is there by then, and send once more.
 * Here a request goes out once, on a connection whose certificate was looked at. */
static ipp_t *exchange(struct ipp_peer *peer, ipp_t *request, struct view document, int silence_ms)
{
    struct patience patience = {peer, silence_ms};
    ipp_t *answer = NULL;

    if (is_alive(peer) || connect_anew(peer)) {
        httpSetTimeout(peer->http, glance_seconds, wait_on, &patience);
        answer = say(peer, request, document) ? hear(peer) : NULL;
        httpSetTimeout(peer->http, glance_seconds, wait_on, NULL);
        if (answer == NULL)
            ipp_peer_close(peer);
    }
    ippDelete(request);
    return answer;
}

static ipp_t *ask(struct ipp_peer *peer, ipp_t *request)
{
    return exchange(peer, request, (struct view){0}, SILENCE_MS);
}

static bool good(ipp_t *answer, ipp_status_t *status)
{
    *status = answer != NULL ? ippGetStatusCode(answer) : IPP_STATUS_CUPS_INVALID;
    return answer != NULL && *status >= IPP_STATUS_OK &&
           *status < IPP_STATUS_REDIRECTION_OTHER_SITE;
}

ipp_t *ipp_peer_get(struct ipp_peer *peer, int job, const char *const *attributes, size_t count,
                    ipp_status_t *status)
{
    ipp_t *request =
        request_new(peer, job > 0 ? IPP_OP_GET_JOB_ATTRIBUTES : IPP_OP_GET_PRINTER_ATTRIBUTES, job);
    ipp_t *answer = NULL;

    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", (int)count,
                  NULL, attributes);
    answer = ask(peer, request);
    if (good(answer, status))
        return answer;
    ippDelete(answer);
    return NULL;
}

int ipp_peer_create_job(struct ipp_peer *peer, bool as_it_is, ipp_status_t *status)
{
    ipp_t *request = request_new(peer, IPP_OP_CREATE_JOB, 0);
    ipp_t *answer = NULL;
    int job = 0;

    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, job_name);
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, "iso_a4_210x297mm");
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
    if (as_it_is)
        ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
    answer = exchange(peer, request, (struct view){0}, CREATE_MS);
    if (good(answer, status))
        job = ipp_peer_number(answer, "job-id", 0);
    ippDelete(answer);
    return job;
}

bool ipp_peer_send(struct ipp_peer *peer, int job, const char *format, struct view document,
                   ipp_status_t *status)
{
    ipp_t *request = request_new(peer, IPP_OP_SEND_DOCUMENT, job);
    ipp_t *answer = NULL;
    bool ok = false;

    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
    ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    answer = exchange(peer, request, document, SEND_MS);
    ok = good(answer, status);
    ippDelete(answer);
    return ok;
}

void ipp_peer_cancel(struct ipp_peer *peer, int job)
{
    ippDelete(ask(peer, request_new(peer, IPP_OP_CANCEL_JOB, job)));
}

int ipp_peer_cancel_ours(struct ipp_peer *peer, int job)
{
    ipp_t *request = request_new(peer, IPP_OP_GET_JOBS, 0), *answer = NULL;
    int others = 0;

    ippAddBoolean(request, IPP_TAG_OPERATION, "my-jobs", 1);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL,
                 "job-id");
    answer = ask(peer, request);
    for (ipp_attribute_t *id = ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER); id != NULL;
         id = ippFindNextAttribute(answer, "job-id", IPP_TAG_INTEGER))
        if (ippGetInteger(id, 0) != job) {
            ipp_peer_cancel(peer, ippGetInteger(id, 0));
            others++;
        }
    others = answer != NULL ? others : -1;
    ippDelete(answer);
    if (job > 0)
        ipp_peer_cancel(peer, job);
    return others;
}

struct ipp_peer ipp_peer_take_over(struct ipp_peer *peer)
{
    struct ipp_peer other = *peer;

    peer->http = NULL;
    return other;
}

int ipp_peer_number(ipp_t *answer, const char *name, int fallback)
{
    ipp_attribute_t *found = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    ipp_tag_t tag = found != NULL ? ippGetValueTag(found) : IPP_TAG_ZERO;

    if (tag == IPP_TAG_BOOLEAN)
        return ippGetBoolean(found, 0);
    return tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM ? ippGetInteger(found, 0) : fallback;
}

bool ipp_peer_has(ipp_t *answer, const char *name, const char *value)
{
    ipp_attribute_t *found = ippFindAttribute(answer, name, IPP_TAG_ZERO);

    return found != NULL && ippContainsString(found, value) != 0;
}
