/* What a benchmark prints: one line a figure, ours beside a peer measured in the same run, turn and
 * turn about, so that what else the machine does falls on both. Time is the processor's that this
 * process used: what one core gives, whoever else was on it meanwhile. */
#ifndef TESTS_BENCH_FIGURE_H
#define TESTS_BENCH_FIGURE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double now_us(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static inline int compare_taken(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Sorts `taken`. */
static inline double median(double *taken, size_t count)
{
    qsort(taken, count, sizeof *taken, compare_taken);
    return taken[count / 2];
}

/* A rate against the peer's: good when ours is at least `target` times theirs. */
static inline bool figure_rate(const char *name, double ours, double peer, double target, bool json)
{
    bool good = ours >= target * peer;
    const char *verdict = good ? "ok" : "short";

    if (json)
        printf("{\"name\":\"%s\",\"ours\":%.0f,\"peer\":%.0f,\"ratio\":%.3f,\"target\":%.2f,"
               "\"verdict\":\"%s\"}\n",
               name, ours, peer, ours / peer, target, verdict);
    else
        printf("%s ours=%.0f/s peer=%.0f/s ratio=%.3f target=%.2f verdict=%s\n", name, ours, peer,
               ours / peer, target, verdict);
    return good;
}

/* What should be little, in `unit`: good when ours is at most `limit`, whatever the peer's. */
static inline bool figure_most(const char *name, const char *unit, double ours, double peer,
                               double limit, bool json)
{
    bool good = ours <= limit;
    const char *verdict = good ? "ok" : "short";

    if (json)
        printf("{\"name\":\"%s\",\"ours\":%.1f,\"peer\":%.1f,\"ratio\":%.3f,\"target\":%.1f,"
               "\"verdict\":\"%s\"}\n",
               name, ours, peer, ours / peer, limit, verdict);
    else
        printf("%s ours=%.1f%s peer=%.1f%s ratio=%.3f target=%.1f%s verdict=%s\n", name, ours, unit,
               peer, unit, ours / peer, limit, unit, verdict);
    return good;
}

static inline bool figure_size(const char *name, double ours_kb, double peer_kb, double limit_kb,
                               bool json)
{
    return figure_most(name, "kB", ours_kb, peer_kb, limit_kb, json);
}

static inline bool figure_time(const char *name, double ours_ms, double peer_ms, double limit_ms,
                               bool json)
{
    return figure_most(name, "ms", ours_ms, peer_ms, limit_ms, json);
}

#endif
