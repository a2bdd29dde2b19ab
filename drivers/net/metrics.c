#include "drivers/net/metrics.h"

#include "drivers/net/counts.h"
#include "drivers/net/tls.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_SIZE = 256, TEXT_MAX = 64 * 1024, OK = 200, MISSING = 404, UNAVAILABLE = 503 };

struct metrics {
    const struct metrics_facts *facts;
    struct evhttp *http;
};

/* The name of each count, and its label. */
static const struct {
    const char *name, *label;
} names[COUNTS] = {
    [COUNT_HANDSHAKES_FULL] = {"handshakes_total", "{kind=\"full\"}"},
    [COUNT_HANDSHAKES_RESUMED] = {"handshakes_total", "{kind=\"resumed\"}"},
    [COUNT_HANDSHAKES_FAILED] = {"handshakes_total", "{kind=\"failed\"}"},
    [COUNT_CUT_SLOW] = {"connections_cut_total", "{why=\"slow\"}"},
    [COUNT_CUT_FULL] = {"connections_cut_total", "{why=\"full\"}"},
    [COUNT_CUT_PEER_FULL] = {"connections_cut_total", "{why=\"peer_full\"}"},
    [COUNT_CUT_PEER] = {"connections_cut_total", "{why=\"peer\"}"},
    [COUNT_REFUSED_PEER] = {"requests_refused_total", "{why=\"peer\"}"},
    [COUNT_REFUSED_FULL] = {"requests_refused_total", "{why=\"full\"}"},
    [COUNT_REFUSED_FORM] = {"requests_refused_total", "{why=\"form\"}"},
    [COUNT_RAN_OUT] = {"requests_refused_total", "{why=\"deadline\"}"},
    [COUNT_RELOADED] = {"reloads_total", "{result=\"done\"}"},
    [COUNT_RELOAD_REFUSED] = {"reloads_total", "{result=\"refused\"}"},
    [COUNT_WORKERS_RESTARTED] = {"workers_restarted_total", ""},
};

static bool write_line(struct bytes *out, const char *name, const char *label, double value)
{
    char line[LINE_SIZE];
    int len = snprintf(line, sizeof line, "akashi_%s%s %.15g\n", name, label, value);

    return len > 0 && (size_t)len < sizeof line && bytes_append_text(out, line);
}

static bool write_answers(const char *path, const struct counts_answers *answers, struct bytes *out)
{
    char label[LINE_SIZE];
    uint64_t sum = 0;
    bool good = true;

    for (size_t i = 0; good && i < sizeof answers->by_class / sizeof *answers->by_class; i++) {
        if (answers->by_class[i] == 0)
            continue;
        (void)snprintf(label, sizeof label, "{path=\"%s\",class=\"%zuxx\"}", path, i);
        good = write_line(out, "requests_total", label, (double)answers->by_class[i]);
    }
    for (size_t i = 0; good && i <= COUNT_BUCKETS; i++) {
        sum += answers->within[i];
        if (i < COUNT_BUCKETS)
            (void)snprintf(label, sizeof label, "{path=\"%s\",le=\"%g\"}", path,
                           count_bucket_ms[i] / 1000.0);
        else
            (void)snprintf(label, sizeof label, "{path=\"%s\",le=\"+Inf\"}", path);
        good = write_line(out, "request_seconds_bucket", label, (double)sum);
    }
    (void)snprintf(label, sizeof label, "{path=\"%s\"}", path);
    return good && write_line(out, "request_seconds_sum", label, (double)answers->sum_us / 1e6) &&
           write_line(out, "request_seconds_count", label, (double)sum);
}

/* What cannot be read has no line, which is a sign as well. */
static bool write_certificates(const struct metrics_facts *facts, struct bytes *out)
{
    const struct metrics_certificate *each = facts->certificates;
    char label[LINE_SIZE];
    bool good = true;
    int days = 0;

    for (; good && each->path != NULL; each++) {
        (void)snprintf(label, sizeof label, "{line=\"%s\"}", each->label);
        if (tls_days_left(each->path, &days))
            good = write_line(out, "certificate_days_left", label, days);
    }
    return good;
}

static bool write_facts(const struct metrics_facts *facts, struct bytes *out)
{
    return write_line(out, "connections_open", "", (double)counts_open_lines()) &&
           write_line(out, "workers", "", (double)facts->workers) &&
           write_line(out, "workers_alive", "", (double)facts->alive) &&
           write_line(out, "draining", "", facts->draining ? 1 : 0) &&
           write_certificates(facts, out);
}

bool metrics_write(const struct metrics_facts *facts, struct bytes *out)
{
    struct counts_answers answers;
    bool good = write_facts(facts, out) &&
                bytes_append_text(out, "# TYPE akashi_request_seconds histogram\n");

    for (size_t i = 0; good && counts_path(i) != NULL; i++) {
        counts_read_answers(i, &answers);
        good = write_answers(counts_path(i), &answers, out);
    }
    for (size_t i = 0; good && i < COUNTS; i++)
        good = write_line(out, names[i].name, names[i].label, (double)counts_read((enum count)i));
    return good;
}

static void answer(struct evhttp_request *http, int status, struct view body)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(http);

    (void)evhttp_add_header(headers, "Content-Type", "text/plain; version=0.0.4");
    (void)evhttp_add_header(headers, "Connection", "close");
    if (evbuffer_add(evhttp_request_get_output_buffer(http), body.at, body.len) != 0)
        status = UNAVAILABLE;
    evhttp_send_reply(http, status, NULL, NULL);
}

static void on_metrics(struct evhttp_request *http, void *self)
{
    const struct metrics *metrics = self;
    struct bytes text = bytes_new(TEXT_MAX);
    bool whole = metrics_write(metrics->facts, &text);

    answer(http, whole ? OK : UNAVAILABLE, bytes_view(&text));
    bytes_free(&text);
}

static void on_health(struct evhttp_request *http, void *self)
{
    const struct metrics *metrics = self;
    bool well = metrics->facts->alive > 0 && !metrics->facts->draining;

    answer(http, well ? OK : UNAVAILABLE, view_text(well ? "ok\n" : "not serving\n"));
}

static void on_other(struct evhttp_request *http, void *self)
{
    (void)self;
    answer(http, MISSING, (struct view){0});
}

/* The socket is lent: evhttp closes the copy. */
static bool serve(struct metrics *metrics, struct event_base *loop)
{
    int fd = metrics->facts->socket >= 0 ? fcntl(metrics->facts->socket, F_DUPFD_CLOEXEC, 0) : -1;

    if (metrics->facts->socket < 0)
        return true;
    metrics->http = evhttp_new(loop);
    if (fd >= 0 && metrics->http != NULL && evhttp_accept_socket(metrics->http, fd) == 0) {
        evhttp_set_allowed_methods(metrics->http, EVHTTP_REQ_GET);
        evhttp_set_timeout(metrics->http, 5);
        evhttp_set_gencb(metrics->http, on_other, metrics);
        return evhttp_set_cb(metrics->http, "/metrics", on_metrics, metrics) == 0 &&
               evhttp_set_cb(metrics->http, "/health", on_health, metrics) == 0;
    }
    if (fd >= 0)
        (void)close(fd);
    return false;
}

struct metrics *metrics_open(struct event_base *loop, const struct metrics_facts *facts)
{
    struct metrics *metrics = calloc(1, sizeof *metrics);

    if (metrics == NULL)
        return NULL;
    metrics->facts = facts;
    if (!serve(metrics, loop))
        metrics_close(&metrics);
    return metrics;
}

void metrics_close(struct metrics **metrics)
{
    if (*metrics == NULL)
        return;
    if ((*metrics)->http != NULL)
        evhttp_free((*metrics)->http);
    free(*metrics);
    *metrics = NULL;
}
