#include "print/ipp_peer.h"

#include <stdio.h>
#include <string.h>

enum { SILENCE_SECONDS = 5 };

static const char user[] = "kiosk", job_name[] = "document";

bool ipp_peer_parse(const char *uri, struct ipp_peer *out)
{
    char scheme[16], account[64];
    int len = snprintf(out->uri, sizeof out->uri, "%s", uri);

    if (len <= 0 || len >= (int)sizeof out->uri ||
        httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, account, sizeof account,
                        out->host, sizeof out->host, &out->port, out->resource,
                        sizeof out->resource) != HTTP_URI_STATUS_OK)
        return false;
    out->secure = strcmp(scheme, "ipps") == 0;
    return (out->secure || strcmp(scheme, "ipp") == 0) && out->host[0] != '\0' &&
           account[0] == '\0';
}

static int give_up(http_t *http, void *context)
{
    (void)http, (void)context;
    return 0;
}

/* Without this the library would ask for a password on the terminal. */
static const char *no_password(const char *prompt, http_t *http, const char *method,
                               const char *resource, void *context)
{
    (void)prompt, (void)http, (void)method, (void)resource, (void)context;
    return NULL;
}

http_t *ipp_peer_connect(const struct ipp_peer *peer, int timeout_ms)
{
    http_encryption_t encryption =
        peer->secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
    http_t *http = NULL;

    cupsSetPasswordCB2(no_password, NULL);
    http = httpConnect2(peer->host, peer->port, NULL, AF_UNSPEC, encryption, 1, timeout_ms, NULL);
    if (http != NULL)
        httpSetTimeout(http, SILENCE_SECONDS, give_up, NULL);
    return http;
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

static bool good(ipp_t *answer, ipp_status_t *status)
{
    *status = answer != NULL ? ippGetStatusCode(answer) : IPP_STATUS_CUPS_INVALID;
    return answer != NULL && *status >= IPP_STATUS_OK &&
           *status < IPP_STATUS_REDIRECTION_OTHER_SITE;
}

ipp_t *ipp_peer_get(const struct ipp_peer *peer, http_t *http, int job,
                    const char *const *attributes, size_t count)
{
    ipp_t *request =
        request_new(peer, job > 0 ? IPP_OP_GET_JOB_ATTRIBUTES : IPP_OP_GET_PRINTER_ATTRIBUTES, job);
    ipp_t *answer = NULL;
    ipp_status_t status;

    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", (int)count,
                  NULL, attributes);
    answer = cupsDoRequest(http, request, peer->resource);
    if (good(answer, &status))
        return answer;
    ippDelete(answer);
    return NULL;
}

int ipp_peer_create_job(const struct ipp_peer *peer, http_t *http, ipp_status_t *status)
{
    ipp_t *request = request_new(peer, IPP_OP_CREATE_JOB, 0);
    ipp_t *answer = NULL;
    int job = 0;

    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, job_name);
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, "iso_a4_210x297mm");
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
    answer = cupsDoRequest(http, request, peer->resource);
    if (good(answer, status))
        job = ipp_peer_number(answer, "job-id", 0);
    ippDelete(answer);
    return job;
}

bool ipp_peer_send(const struct ipp_peer *peer, http_t *http, int job, const char *format,
                   struct view document, ipp_status_t *status)
{
    ipp_t *request = request_new(peer, IPP_OP_SEND_DOCUMENT, job);
    ipp_t *answer = NULL;
    http_status_t http_status;
    bool ok = false;

    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
    ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    http_status = cupsSendRequest(http, request, peer->resource, ippLength(request) + document.len);
    if (http_status == HTTP_STATUS_CONTINUE)
        http_status = cupsWriteRequestData(http, (const char *)document.at, document.len);
    if (http_status == HTTP_STATUS_CONTINUE || http_status == HTTP_STATUS_OK)
        answer = cupsGetResponse(http, peer->resource);
    ok = good(answer, status);
    ippDelete(answer);
    ippDelete(request);
    return ok;
}

void ipp_peer_cancel(const struct ipp_peer *peer, http_t *http, int job)
{
    ippDelete(cupsDoRequest(http, request_new(peer, IPP_OP_CANCEL_JOB, job), peer->resource));
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
