#include "drivers/net/loop.h"

#include "crypto/base/secret.h"

#include <event2/event.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void prepare(void)
{
    event_set_mem_functions(wiping_malloc, wiping_realloc, wiping_free);
    (void)signal(SIGPIPE, SIG_IGN);
}

/* A connection turns from reading to writing and back with each answer: told to the kernel once a
 * round, not at each turn. */
struct event_base *loop_open(void)
{
    struct event_config *config = NULL;
    struct event_base *loop = NULL;

    (void)pthread_once(&once, prepare);
    config = event_config_new();
    if (config != NULL && event_config_set_flag(config, EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST) == 0)
        loop = event_base_new_with_config(config);
    if (config != NULL)
        event_config_free(config);
    return loop;
}

void loop_close(struct event_base **loop)
{
    if (*loop != NULL)
        event_base_free(*loop);
    *loop = NULL;
}

static void stop(evutil_socket_t number, short what, void *loop)
{
    (void)number, (void)what;
    (void)event_base_loopbreak(loop);
}

bool loop_run(struct event_base *loop)
{
    struct event *term = evsignal_new(loop, SIGTERM, stop, loop);
    struct event *interrupt = evsignal_new(loop, SIGINT, stop, loop);
    bool ran = term != NULL && interrupt != NULL && event_add(term, NULL) == 0 &&
               event_add(interrupt, NULL) == 0 && event_base_dispatch(loop) >= 0;

    if (term != NULL)
        event_free(term);
    if (interrupt != NULL)
        event_free(interrupt);
    return ran;
}
