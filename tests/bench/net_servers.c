#include "net_servers.h"

#include "drivers/net/address.h"
#include "drivers/net/listening.h"
#include "drivers/net/loop.h"
#include "drivers/net/server.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ADDRESS "127.0.0.1"

enum { LINE_SIZE = 256, BODY_MAX = 4096, DEADLINE_MS = 5000, NO_PROGRAM = 127 };

static cpu_set_t given;

void net_stay_on(size_t n)
{
    cpu_set_t one;
    size_t left = 0, cpu = 0;

    if (CPU_COUNT(&given) == 0 && sched_getaffinity(0, sizeof given, &given) != 0)
        return;
    left = n % (size_t)CPU_COUNT(&given);
    while (!CPU_ISSET(cpu, &given) || left-- > 0)
        cpu++;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    (void)sched_setaffinity(0, sizeof one, &one);
}

/* True in the new process, which goes when the bench goes. */
static bool part(struct net_server *server)
{
    pid_t child = fork();

    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
        net_stay_on(server->workers);
        return true;
    }
    if (child > 0)
        server->worker[server->workers++] = child;
    return false;
}

static void answer(void *self, struct server_request *request)
{
    (void)self;
    server_answer(&request, 200, "text/plain", view_text(NET_HELLO));
}

_Noreturn static void serve(const struct net_pki *pki, int socket)
{
    const struct server_plan plan = {.address = ADDRESS,
                                     .socket = socket,
                                     .files = &pki->files,
                                     .peer_role = "kiosk",
                                     .body_max = BODY_MAX,
                                     .deadline_ms = DEADLINE_MS,
                                     .on_request = answer};
    char why[TLS_WHY_SIZE] = "";
    struct event_base *loop = loop_open();
    struct server *server = loop != NULL ? server_open(loop, &plan, why) : NULL;
    bool ran = server != NULL && loop_run(loop);

    if (server == NULL)
        fprintf(stderr, "bench.net: %s\n", why);
    server_close(&server);
    loop_close(&loop);
    _exit(ran ? 0 : 1);
}

bool net_server_ours(struct net_server *server, const struct net_pki *pki, size_t workers)
{
    char why[TLS_WHY_SIZE] = "";
    int socket[NET_WORKERS_MAX];

    if (!listening_open(ADDRESS, 0, false, workers, socket, why)) {
        fprintf(stderr, "bench.net: %s\n", why);
        return false;
    }
    server->port = address_port(socket[0]);
    for (size_t i = 0; i < workers; i++)
        if (part(server))
            serve(pki, socket[i]);
    listening_close(socket, workers);
    return server->workers == workers;
}

/* A socket that listens already is handed over the way nginx hands its own to its next version:
 * the port is free, and what connects at once waits. */
_Noreturn static void become_nginx(const struct net_pki *pki, int socket)
{
    char inherited[LINE_SIZE];

    (void)snprintf(inherited, sizeof inherited, "%d;", socket);
    if (fcntl(socket, F_SETFD, 0) == 0 && setenv("NGINX", inherited, 1) == 0)
        (void)execlp("nginx", "nginx", "-e", "error.log", "-p", pki->folder, "-c", "nginx.conf",
                     NULL);
    perror("bench.net: nginx");
    _exit(NO_PROGRAM);
}

static bool lay_out(const struct net_pki *pki, int port)
{
    char line[LINE_SIZE], path[NET_PATH_SIZE];

    (void)snprintf(line, sizeof line, "listen " ADDRESS ":%d ssl;\n", port);
    (void)snprintf(path, sizeof path, "%s/nginx.conf", pki->folder);
    return net_pki_write(pki, "listen.conf", view_text(line)) &&
           (symlink(BENCH_SOURCES "/nginx.conf", path) == 0 || errno == EEXIST);
}

bool net_server_nginx(struct net_server *server, const struct net_pki *pki)
{
    char why[TLS_WHY_SIZE] = "";
    int socket = -1;
    bool good = false;

    if (!listening_open(ADDRESS, 0, false, 1, &socket, why)) {
        fprintf(stderr, "bench.net: %s\n", why);
        return false;
    }
    server->port = address_port(socket);
    good = lay_out(pki, server->port);
    if (good && part(server))
        become_nginx(pki, socket);
    listening_close(&socket, 1);
    return good && server->workers == 1;
}

void net_server_stop(struct net_server *server)
{
    for (size_t i = 0; i < server->workers; i++) {
        (void)kill(server->worker[i], SIGTERM);
        (void)waitpid(server->worker[i], NULL, 0);
    }
    *server = (struct net_server){0};
}

/* nginx's worker is a child of the process that was started. */
static pid_t last_of(pid_t pid)
{
    char path[LINE_SIZE], line[LINE_SIZE] = "";
    FILE *file = NULL;
    pid_t child = 0;

    (void)snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    file = fopen(path, "re");
    if (file != NULL && fgets(line, sizeof line, file) != NULL)
        child = (pid_t)strtol(line, NULL, 10);
    if (file != NULL)
        (void)fclose(file);
    return child > 0 ? child : pid;
}

double net_server_us(const struct net_server *server)
{
    double sum = 0;

    for (size_t i = 0; i < server->workers; i++) {
        struct timespec used = {0};
        clockid_t clock = 0;

        if (clock_getcpuclockid(last_of(server->worker[i]), &clock) == 0)
            (void)clock_gettime(clock, &used);
        sum += (double)used.tv_sec * 1e6 + (double)used.tv_nsec / 1e3;
    }
    return sum;
}

/* Pss: what several processes share is counted once. */
static long read_pss(pid_t pid)
{
    char path[LINE_SIZE], line[LINE_SIZE];
    long kb = 0;
    FILE *file = NULL;

    (void)snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "Pss:", 4) == 0)
            kb = strtol(line + 4, NULL, 10);
    if (file != NULL)
        (void)fclose(file);
    return kb;
}

double net_server_kb(const struct net_server *server)
{
    long sum = 0;

    for (size_t i = 0; i < server->workers; i++)
        sum += read_pss(last_of(server->worker[i]));
    return (double)sum;
}
