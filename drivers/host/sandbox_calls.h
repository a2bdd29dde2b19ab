/* Inside drivers/host only: the sandbox's system calls, by seccomp. */
#ifndef DRIVERS_HOST_SANDBOX_CALLS_H
#define DRIVERS_HOST_SANDBOX_CALLS_H

#include "drivers/host/sandbox.h"

/* Numbers of system calls, as SCMP_SYS gives them. */
struct call_list {
    const int *call;
    size_t count;
};

extern const struct call_list calls_everyones; /* memory, time, threads, waiting, reading */
extern const struct call_list calls_talking;   /* over sockets that one opens oneself */
extern const struct call_list calls_listening; /* for others to come */
extern const struct call_list calls_filing;    /* names of files: to make, to move, to remove */
extern const struct call_list calls_minding;   /* processes of one's own */
extern const struct call_list calls_becoming;  /* another program, in a cage of its own */
extern const struct call_list calls_sharing;   /* pictures in memory, with an X server */
extern const struct call_list calls_never;     /* who asks for these is a stranger */

/* False with one line in `why`. True without effect on a kernel without seccomp, if the plan does
 * not require one. */
MUST_USE bool sandbox_calls(const struct sandbox_plan *plan, char why[CONF_WHY_SIZE]);

#endif
