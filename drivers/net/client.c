#include "drivers/net/client.h"

#include "crypto/base/secret.h"
#include "drivers/net/deadline.h"
#include "drivers/net/withdrawn.h"

#include <curl/curl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { URL_SIZE = 256, BODY_MAX = 256 * 1024 };

static const char https[] = "https://";

struct client {
    CURL *curl;
    struct curl_slist *headers;
    const char *peer_role, *withdrawn;
    char base[URL_SIZE];
    struct view unsent;
    struct bytes *answer;
    bool asked, head_over;
    bool good; /* the last answer came whole */
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool ready;

static char *wiping_strdup(const char *text)
{
    char *copy = wiping_malloc(strlen(text) + 1);

    if (copy != NULL)
        memcpy(copy, text, strlen(text) + 1);
    return copy;
}

static void *wiping_calloc(size_t count, size_t size)
{
    void *at = size == 0 || count <= SIZE_MAX / size ? wiping_malloc(count * size) : NULL;

    if (at != NULL)
        memset(at, 0, count * size);
    return at;
}

/* With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us. */
static void prepare(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    ready = curl_global_init_mem(CURL_GLOBAL_DEFAULT, wiping_malloc, wiping_free, wiping_realloc,
                                 wiping_strdup, wiping_calloc) == CURLE_OK;
}

static size_t receive(char *part, size_t size, size_t count, void *self)
{
    struct client *client = self;

    return bytes_append(client->answer, view_of(part, size * count)) ? size * count : 0;
}

/* libcurl takes a head that breaks off for one without a body; it is over with its empty line. */
static size_t receive_head(char *line, size_t size, size_t count, void *self)
{
    struct client *client = self;

    client->head_over = view_equal(view_of(line, size * count), view_text("\r\n"));
    return size * count;
}

/* Handing the body out by pieces, with no way to hand it out again, keeps libcurl from repeating a
 * request on a second connection when the first one broke (R1). */
static size_t send_part(char *to, size_t size, size_t count, void *self)
{
    struct client *client = self;
    struct view part = view_cut(
        client->unsent, 0, size * count < client->unsent.len ? size * count : client->unsent.len);

    if (part.len > 0)
        memcpy(to, part.at, part.len);
    client->unsent = view_from(client->unsent, part.len);
    return part.len;
}

/* Nor may it repeat what has no body when a connection that was kept breaks. */
static int ask_once(void *self, char *to, char *from, int to_port, int from_port)
{
    struct client *client = self;
    bool again = client->asked;

    (void)to, (void)from, (void)to_port, (void)from_port;
    client->asked = true;
    return again ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static CURLcode expect_peer(CURL *curl, void *tls, void *self)
{
    const struct client *client = self;
    char why[TLS_WHY_SIZE];

    (void)curl;
    return tls_withdraw(tls, client->withdrawn, why) && tls_expect(tls, client->peer_role)
               ? CURLE_OK
               : CURLE_SSL_CERTPROBLEM;
}

static bool set_tls(struct client *client, const struct tls_files *files)
{
    CURL *curl = client->curl;

    return curl_easy_setopt(curl, CURLOPT_CAINFO, files->ca) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_CAPATH, NULL) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSLCERT, files->certificate) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSLKEY, files->key) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_3) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_SESSIONID_CACHE, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, expect_peer) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, client) == CURLE_OK;
}

static bool set_http(struct client *client)
{
    CURL *curl = client->curl;

    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_MAXCONNECTS, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, client) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, receive_head) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HEADERDATA, client) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_READFUNCTION, send_part) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_READDATA, client) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, ask_once) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PREREQDATA, client) == CURLE_OK;
}

static bool base_good(const char *base)
{
    return strncmp(base, https, sizeof https - 1) == 0 && strlen(base) < URL_SIZE &&
           strchr(base + sizeof https - 1, '/') == NULL;
}

/* It is read at each connection; what is wrong with it is found at the start. */
static bool list_good(const char *path, char *why)
{
    struct withdrawn *list = NULL;

    if (path == NULL || path[0] == 0)
        return true;
    list = withdrawn_read(path, why);
    if (list == NULL)
        return false;
    withdrawn_free(&list);
    return true;
}

struct client *client_open(const char *base, const struct tls_files *files, const char *peer_role,
                           bool demo, char *why)
{
    struct client *client = NULL;

    if (!base_good(base)) {
        (void)snprintf(why, TLS_WHY_SIZE, "%s: not https://ADDRESS:PORT", base);
        return NULL;
    }
    if (!tls_files_good(files, demo, why) || !list_good(files->withdrawn, why))
        return NULL;
    (void)pthread_once(&once, prepare);
    client = ready ? calloc(1, sizeof *client) : NULL;
    if (client != NULL) {
        client->peer_role = peer_role;
        client->withdrawn = files->withdrawn;
        (void)snprintf(client->base, sizeof client->base, "%s", base);
        client->curl = curl_easy_init();
        if (client->curl != NULL && set_tls(client, files) && set_http(client))
            return client;
    }
    (void)snprintf(why, TLS_WHY_SIZE, "%s: libcurl refused to be set up", base);
    client_close(&client);
    return NULL;
}

void client_close(struct client **client)
{
    if (*client == NULL)
        return;
    if ((*client)->curl != NULL)
        curl_easy_cleanup((*client)->curl);
    curl_slist_free_all((*client)->headers);
    free(*client);
    *client = NULL;
}

/* The centre gets nine tenths of the time, so that its silence can still be told. */
static bool set_headers(struct client *client, int deadline_ms)
{
    char text[DEADLINE_TEXT_SIZE], line[sizeof DEADLINE_HEADER + DEADLINE_TEXT_SIZE + 2];
    struct curl_slist *first = curl_slist_append(NULL, "Content-Type: application/json");

    curl_slist_free_all(client->headers);
    client->headers = first;
    deadline_text(deadline_share(deadline_ms), text);
    (void)snprintf(line, sizeof line, "%s: %s", DEADLINE_HEADER, text);
    return first != NULL && curl_slist_append(first, line) != NULL &&
           curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, first) == CURLE_OK;
}

/* Whether the connection can be asked on. libcurl keeps one on which sending failed, and one on
 * which something came that nobody asked for: neither may cost, or meet, the next question. */
static bool line_clean(struct client *client)
{
    struct pollfd line = {.fd = -1, .events = POLLIN};
    curl_socket_t fd = CURL_SOCKET_BAD;

    if (curl_easy_getinfo(client->curl, CURLINFO_ACTIVESOCKET, &fd) == CURLE_OK)
        line.fd = fd;
    return client->good && poll(&line, 1, 0) == 0;
}

static bool aim(struct client *client, const char *path, struct view body, int deadline_ms)
{
    char url[URL_SIZE];
    int len = snprintf(url, sizeof url, "%s%s", client->base, path);

    client->unsent = body;
    client->asked = client->head_over = false;
    return len > 0 && (size_t)len < sizeof url && body.len <= BODY_MAX && deadline_ms > 0 &&
           set_headers(client, deadline_ms) &&
           curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, line_clean(client) ? 0L : 1L) ==
               CURLE_OK &&
           curl_easy_setopt(client->curl, CURLOPT_URL, url) == CURLE_OK &&
           curl_easy_setopt(client->curl, CURLOPT_TIMEOUT_MS, (long)deadline_ms) == CURLE_OK &&
           curl_easy_setopt(client->curl, body.len > 0 ? CURLOPT_POST : CURLOPT_HTTPGET, 1L) ==
               CURLE_OK &&
           curl_easy_setopt(client->curl, CURLOPT_POSTFIELDSIZE, (long)body.len) == CURLE_OK;
}

bool client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                int *status, struct bytes *answer)
{
    long got = 0;
    bool whole = false;

    bytes_clear(answer);
    client->answer = answer;
    whole = aim(client, path, body, deadline_ms) && curl_easy_perform(client->curl) == CURLE_OK &&
            client->head_over &&
            curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &got) == CURLE_OK;
    if (!whole)
        bytes_clear(answer);
    client->good = whole;
    *status = (int)got;
    client->unsent = (struct view){0};
    client->answer = NULL;
    return whole;
}
