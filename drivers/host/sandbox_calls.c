#include "drivers/host/sandbox_calls.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>

/* A call that is on no list does not exist here: libraries try new calls and fall back. */
enum { UNKNOWN = SCMP_ACT_ERRNO(ENOSYS) };

/* Which lists a kind has, and which families of sockets. */
struct permission {
    const struct call_list *lists[5];
    int families[4];
};

static const struct permission permissions[] = {
    [SANDBOX_KIOSK] = {{&calls_talking, &calls_sharing, &calls_minding},
                       {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}},
    [SANDBOX_SERVICE] = {{&calls_talking, &calls_listening, &calls_filing, &calls_minding},
                         {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}},
    [SANDBOX_SIGNER] = {{&calls_talking, &calls_listening, &calls_filing}, {AF_UNIX}},
    [SANDBOX_DRAWER] = {{NULL}, {0}},
};

static bool add_list(scmp_filter_ctx filter, uint32_t action, const struct call_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (seccomp_rule_add(filter, action, list->call[i], 0) != 0)
            return false;
    return true;
}

static bool add_sockets(scmp_filter_ctx filter, const int *families, size_t count)
{
    for (size_t i = 0; i < count && families[i] != AF_UNSPEC; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
                             SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i], 0)) != 0)
            return false;
    return true;
}

/* Threads for everyone; processes are for those who mind them. What the C library prefers today
 * hides its flags in memory (clone3); that one does not exist here, and it falls back. */
static bool add_threads(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0;
}

#ifdef SANDBOX_SANITIZED
/* The look for leaks stops the world from a process that shares its memory. */
static bool add_tracing(scmp_filter_ctx filter)
{
    const uint64_t beside = CLONE_VM | CLONE_UNTRACED;

    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | beside, beside)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ptrace), 1,
                            SCMP_A0(SCMP_CMP_NE, PTRACE_TRACEME, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(ptrace), 1,
                            SCMP_A0(SCMP_CMP_EQ, PTRACE_TRACEME, 0)) == 0;
}
#else
static bool add_tracing(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(ptrace), 0) == 0;
}
#endif

/* Landlock says which programs. Without any, the wish for one is a stranger's. */
static bool add_programs(scmp_filter_ctx filter, const struct sandbox_plan *plan)
{
    if (plan->run == NULL)
        return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve), 0) == 0;
    return add_list(filter, SCMP_ACT_ALLOW, &calls_becoming);
}

static bool add_all(scmp_filter_ctx filter, const struct sandbox_plan *plan)
{
    const struct permission *permission = &permissions[plan->kind];
    const size_t families = sizeof permission->families / sizeof *permission->families;
    bool good = add_list(filter, SCMP_ACT_ALLOW, &calls_everyones) &&
                add_list(filter, SCMP_ACT_KILL_PROCESS, &calls_never) && add_tracing(filter) &&
                add_threads(filter) && add_programs(filter, plan) &&
                add_sockets(filter, permission->families, families);

    for (size_t i = 0; good && permission->lists[i] != NULL; i++)
        good = add_list(filter, SCMP_ACT_ALLOW, permission->lists[i]);
    return good;
}

bool sandbox_calls(const struct sandbox_plan *plan, char why[CONF_WHY_SIZE])
{
    const bool required = plan->settings == NULL || plan->settings->required;
    scmp_filter_ctx filter = seccomp_init(UNKNOWN);
    bool good = filter != NULL &&
                seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
                add_all(filter, plan) && (seccomp_load(filter) == 0 || !required);

    seccomp_release(filter);
    if (!good)
        (void)snprintf(why, CONF_WHY_SIZE, "sandbox: seccomp: the kernel does not take the filter");
    return good;
}
