#include "drivers/net/server_refusal.h"

#include "crypto/base/err.h"
#include "drivers/net/counts.h"
#include "drivers/net/deadline.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/http_struct.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct {
    int status;
    enum err code;
    enum count count;
} refusals[REFUSALS] = {
    [REFUSAL_HTTP] = {505, ERR_RAISE(AK_N80), COUNT_REFUSED_FORM},
    [REFUSAL_PEER] = {403, ERR_RAISE(AK_N73), COUNT_REFUSED_PEER},
    [REFUSAL_VERSION] = {404, ERR_RAISE(AK_N74), COUNT_REFUSED_FORM},
    [REFUSAL_PATH] = {404, ERR_RAISE(AK_N75), COUNT_REFUSED_FORM},
    [REFUSAL_METHOD] = {405, ERR_RAISE(AK_N76), COUNT_REFUSED_FORM},
    [REFUSAL_TYPE] = {415, ERR_RAISE(AK_N77), COUNT_REFUSED_FORM},
    [REFUSAL_NO_TIME] = {400, ERR_RAISE(AK_N78), COUNT_REFUSED_FORM},
    [REFUSAL_TIME] = {400, ERR_RAISE(AK_N79), COUNT_REFUSED_FORM},
    [REFUSAL_FULL] = {503, ERR_RAISE(AK_N08), COUNT_REFUSED_FULL},
    [REFUSAL_RAN_OUT] = {503, ERR_RAISE(AK_N09), COUNT_RAN_OUT},
};

/* Length of "/v1" in "/v1/open"; 0: the path names no version. */
static size_t version_len(const char *path)
{
    size_t digits = strncmp(path, "/v", 2) == 0 ? strspn(path + 2, "0123456789") : 0;

    return digits > 0 && path[2 + digits] == '/' ? 2 + digits : 0;
}

static bool speaks(const struct server_route *routes, const char *path, size_t version)
{
    for (; routes->path != NULL; routes++)
        if (version == 0 || strncmp(routes->path, path, version + 1) == 0)
            return true;
    return false;
}

static enum evhttp_cmd_type method_of(const struct server_route *route)
{
    return strcmp(route->method, "GET") == 0 ? EVHTTP_REQ_GET : EVHTTP_REQ_POST;
}

/* A body is of the route's type; what is empty is of any. */
static bool typed(const struct server_route *route, struct evhttp_request *http)
{
    const char *type = evhttp_find_header(evhttp_request_get_input_headers(http), "Content-Type");

    return evbuffer_get_length(evhttp_request_get_input_buffer(http)) == 0 ||
           (type != NULL && strcasecmp(type, route->type) == 0);
}

static enum refusal find_route(const struct server_route *routes, struct evhttp_request *http,
                               const char **allowed)
{
    const char *path = evhttp_request_get_uri(http);
    const struct server_route *route = routes;

    while (route->path != NULL && strcmp(route->path, path) != 0)
        route++;
    if (route->path == NULL)
        return speaks(routes, path, version_len(path)) ? REFUSAL_PATH : REFUSAL_VERSION;
    *allowed = route->method;
    if (evhttp_request_get_command(http) != method_of(route))
        return REFUSAL_METHOD;
    return typed(route, http) ? REFUSAL_NONE : REFUSAL_TYPE;
}

/* libevent answers in the version that it was asked in, whatever that is: ours is the answer's from
 * here on. */
static bool speaks_http(struct evhttp_request *http)
{
    bool good = http->major == 1 && http->minor == 1;

    http->major = http->minor = 1;
    return good;
}

enum refusal refusal_of(const struct server_plan *plan, struct evhttp_request *http, int *ms,
                        const char **allowed)
{
    const char *deadline =
        evhttp_find_header(evhttp_request_get_input_headers(http), DEADLINE_HEADER);
    enum refusal why = REFUSAL_NONE;

    if (!speaks_http(http))
        return REFUSAL_HTTP;
    if (plan->routes != NULL)
        why = find_route(plan->routes, http, allowed);
    if (why != REFUSAL_NONE)
        return why;
    if (deadline == NULL)
        return REFUSAL_NO_TIME;
    return deadline_meet(deadline, plan->deadline_ms, ms) ? REFUSAL_NONE : REFUSAL_TIME;
}

int refusal_tell(enum refusal why, char body[REFUSAL_BODY_SIZE])
{
    counts_add(refusals[why].count);
    (void)snprintf(body, REFUSAL_BODY_SIZE, "{\"status\":%d,\"code\":\"%s\"}", refusals[why].status,
                   err_name(refusals[why].code));
    return refusals[why].status;
}
