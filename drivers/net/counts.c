#include "drivers/net/counts.h"

#include "drivers/net/server.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

struct answers {
    atomic_uint_least64_t by_class[6], within[COUNT_BUCKETS + 1], sum_us;
};

struct figures {
    atomic_uint_least64_t of[COUNTS];
    struct answers answers[COUNT_PATHS_MAX + 1];
    atomic_int lines[COUNT_WORKERS_MAX];
};

const int count_bucket_ms[COUNT_BUCKETS] = {1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10000};

static struct figures own;
static struct figures *figures = &own;
static const struct server_route *known;
static size_t known_count, worker;

bool counts_share(const struct server_route *routes)
{
    void *at = mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (at == MAP_FAILED)
        return false;
    figures = at;
    known = routes;
    known_count = 0;
    while (routes != NULL && known_count < COUNT_PATHS_MAX && routes[known_count].path != NULL)
        known_count++;
    return true;
}

void counts_add(enum count what)
{
    atomic_fetch_add_explicit(&figures->of[what], 1, memory_order_relaxed);
}

uint64_t counts_read(enum count what)
{
    return atomic_load_explicit(&figures->of[what], memory_order_relaxed);
}

static size_t place_of(const char *path)
{
    size_t n = 0;

    while (n < known_count && strcmp(known[n].path, path) != 0)
        n++;
    return n;
}

void counts_answer(const char *path, int status, int64_t us)
{
    struct answers *to = &figures->answers[place_of(path)];
    size_t class = status >= 100 && status < 600 ? (size_t)status / 100 : 0, bucket = 0;

    while (bucket < COUNT_BUCKETS && us > (int64_t)count_bucket_ms[bucket] * 1000)
        bucket++;
    atomic_fetch_add_explicit(&to->by_class[class], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&to->within[bucket], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&to->sum_us, (uint64_t)us, memory_order_relaxed);
}

const char *counts_path(size_t n)
{
    if (n > known_count)
        return NULL;
    return n < known_count ? known[n].path : "other";
}

void counts_read_answers(size_t n, struct counts_answers *out)
{
    struct answers *from = &figures->answers[n];

    for (size_t i = 0; i < sizeof out->by_class / sizeof *out->by_class; i++)
        out->by_class[i] = atomic_load_explicit(&from->by_class[i], memory_order_relaxed);
    for (size_t i = 0; i <= COUNT_BUCKETS; i++)
        out->within[i] = atomic_load_explicit(&from->within[i], memory_order_relaxed);
    out->sum_us = atomic_load_explicit(&from->sum_us, memory_order_relaxed);
}

void counts_worker(size_t number)
{
    worker = number;
}

void counts_lines(int change)
{
    atomic_fetch_add_explicit(&figures->lines[worker], change, memory_order_relaxed);
}

void counts_forget(size_t number)
{
    atomic_store_explicit(&figures->lines[number], 0, memory_order_relaxed);
}

uint64_t counts_open_lines(void)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < COUNT_WORKERS_MAX; i++) {
        int lines = atomic_load_explicit(&figures->lines[i], memory_order_relaxed);

        sum += lines > 0 ? (uint64_t)lines : 0;
    }
    return sum;
}
