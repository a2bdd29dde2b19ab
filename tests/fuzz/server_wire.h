/* A connection of the fuzzed server as its peer sees it: what was heard, and whether it is what a
 * server of ours may say. */
#ifndef TESTS_FUZZ_SERVER_WIRE_H
#define TESTS_FUZZ_SERVER_WIRE_H

#include "app/wire/wire.h"
#include "fuzz.h"

#include <event2/buffer.h>
#include <stdio.h>
#include <strings.h>
#include <unistd.h>

enum { NAME_SIZE = 64 };

struct wire {
    int fd;                        /* -1: we have hung up */
    struct evbuffer *said, *heard; /* all of it */
    struct evbuffer *told;         /* the bodies that were to be heard, one behind the other */
    size_t begun;                  /* requests that came to the server whole */
    bool over;                     /* the server has hung up */
};

struct answer {
    int status;
    struct view head, body;
};

/* A member of the head: the rest of its line; empty where it is not there. */
static inline struct view wire_header(const struct answer *answer, const char *name)
{
    char line[NAME_SIZE];
    int len = snprintf(line, sizeof line, "\r\n%s: ", name);
    const char *at = memmem(answer->head.at, answer->head.len, line, (size_t)len);
    struct view rest = {0};
    const char *end = NULL;

    if (at == NULL)
        return rest;
    rest = view_from(answer->head, (size_t)(at - (const char *)answer->head.at) + (size_t)len);
    end = memmem(rest.at, rest.len, "\r\n", 2);
    return view_cut(rest, 0, (size_t)(end - (const char *)rest.at));
}

static inline bool wire_header_is(const struct answer *answer, const char *name, const char *value)
{
    return view_equal(wire_header(answer, name), view_text(value));
}

/* "HTTP/1.1 200 OK", and a length. libevent answers by itself in the version it was asked in. */
static inline void wire_read_head(struct answer *answer, size_t *length)
{
    char line[NAME_SIZE] = "", number[NAME_SIZE] = "0";
    struct view len = wire_header(answer, "Content-Length");
    int minor = 0, at = 0;

    memcpy(line, answer->head.at,
           answer->head.len < sizeof line ? answer->head.len : sizeof line - 1);
    fuzz_hold(sscanf(line, "HTTP/1.%d %3d %n", &minor, &answer->status, &at) == 2 && at > 0);
    fuzz_hold(answer->status >= 100 && answer->status < 600);
    fuzz_hold(len.len < sizeof number);
    if (len.len > 0)
        memcpy(number, len.at, len.len + 1);
    *length = strtoul(number, NULL, 10);
}

/* What libevent says to what is no HTTP, before anything of ours has seen it: its last word. */
static inline bool wire_is_foreign(const struct answer *answer)
{
    if (!wire_header_is(answer, "Content-Type", "text/html"))
        return false;
    fuzz_hold(answer->status == 400 || answer->status == 413 || answer->status == 417);
    fuzz_hold(wire_header_is(answer, "Connection", "close"));
    return true;
}

/* Takes the next answer off what was heard: nothing stands behind it that is none. */
static inline struct answer wire_next(struct view *heard)
{
    const uint8_t *end = memmem(heard->at, heard->len, "\r\n\r\n", 4);
    struct answer answer = {0};
    size_t length = 0;

    fuzz_hold(end != NULL);
    answer.head = view_cut(*heard, 0, (size_t)(end - heard->at) + 4);
    wire_read_head(&answer, &length);
    *heard = view_from(*heard, answer.head.len);
    if (length == 0 && wire_is_foreign(&answer))
        length = heard->len; /* to a spoilt HEAD: its end is the connection's */
    fuzz_hold(length <= heard->len);
    answer.body = view_cut(*heard, 0, length);
    *heard = view_from(*heard, length);
    return answer;
}

/* A body that a handler told on this very connection comes next; a problem of the server's own is
 * one that can be read. */
static inline void wire_judge(struct wire *wire, const struct answer *answer)
{
    size_t len = answer->body.len;
    struct wire_problem problem;

    fuzz_hold(wire_header_is(answer, "Cache-Control", "no-store"));
    if (evbuffer_get_length(wire->told) >= len &&
        view_equal(view_of(evbuffer_pullup(wire->told, (ev_ssize_t)len), len), answer->body)) {
        (void)evbuffer_drain(wire->told, len);
        return;
    }
    fuzz_hold(wire_header_is(answer, "Content-Type", WIRE_TYPE_PROBLEM) &&
              wire_problem_decode(answer->body, &problem) == ERR_OK &&
              problem.status == answer->status);
    fuzz_hold(answer->status == 503 || wire_header_is(answer, "Connection", "close"));
}

/* Each request has its answer, in its turn and no other; what is no request has one at most, the
 * last: true. */
static inline bool wire_check(struct wire *wire)
{
    size_t len = evbuffer_get_length(wire->heard), ours = 0;
    struct view heard = view_of(evbuffer_pullup(wire->heard, -1), len);
    bool foreign = false;

    while (heard.len > 0) {
        struct answer answer = wire_next(&heard);

        fuzz_hold(!foreign);
        if (answer.status == 100)
            continue;
        foreign = wire_is_foreign(&answer);
        if (!foreign)
            wire_judge(wire, &answer);
        ours += !foreign;
    }
    fuzz_hold(ours == wire->begun && evbuffer_get_length(wire->told) == 0);
    return foreign;
}

#endif
