/* A line under load: our server beside nginx, in the same run and turn and turn about, under the
 * same certificates and from the same kiosks. Rates are per second of the processor time that the
 * server used, so that neither the kiosks nor what else the machine does is measured. */
#include "figure.h"
#include "net_load.h"
#include "net_servers.h"

#include "drivers/host/command.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define NAME "bench.net"

enum {
    ROUNDS = 100,
    ROUNDS_QUICK = 25,
    TURN_MS = 100,
    TRIES = 50,
    WARM_MS = 100,
    HOLD = 16000,
    HOLD_QUICK = 2000,
    HOLD_PEER = 1000,
    HOLD_MS = 300000,
    SIDES = 2,
};

static const double idle_limit_kb = 40;

struct bench {
    struct net_pki pki;
    struct net_server server[SIDES]; /* ours, nginx */
    size_t rounds;
    bool quick, json;
    double rate[SIDES][ROUNDS];
};

struct figure {
    const char *name;
    enum net_manner manner;
    size_t lines;
    double target;
};

static const struct figure figures[] = {
    {"net.requests", NET_KEEP, 50, 0.45},
    {"net.handshakes_full", NET_FULL, 16, 0.90},
    {"net.handshakes_resumed", NET_RESUME, 16, 0.90},
};

static double wall_us(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* What one of many connections, each with a question asked and answered, holds of the server, in
 * kB. NAN where not all got their answer. */
static double hold(const struct bench *bench, const struct net_server *server, size_t lines)
{
    struct net_load *load = net_load_open(&bench->pki, server->port, lines, NET_HOLD);
    double before = net_server_kb(server), each = (double)NAN;

    if (load != NULL && net_load_run(load, HOLD_MS) && net_load_holds(load))
        each = (net_server_kb(server) - before) / (double)lines;
    net_load_close(&load);
    return each;
}

/* Both answer. */
static bool start(struct bench *bench, size_t workers)
{
    return net_server_ours(&bench->server[0], &bench->pki, workers) &&
           net_server_nginx(&bench->server[1], &bench->pki) &&
           !isnan(hold(bench, &bench->server[0], 1)) && !isnan(hold(bench, &bench->server[1], 1));
}

static void stop(struct bench *bench)
{
    for (size_t side = 0; side < SIDES; side++)
        net_server_stop(&bench->server[side]);
}

/* Answers for a second of the server's processor; 0 where it failed. On a machine that does other
 * things too a turn may pass without an answer: it goes on. */
static double take_turn(const struct net_server *server, struct net_load *load)
{
    double from = net_server_us(server);
    size_t answers = net_load_answers(load);

    for (int i = 0; i < TRIES && net_load_answers(load) == answers; i++)
        if (!net_load_run(load, TURN_MS))
            return 0;
    answers = net_load_answers(load) - answers;
    return (double)answers * 1e6 / (net_server_us(server) - from);
}

/* Who goes first changes from round to round. */
static bool take_turns(struct bench *bench, struct net_load *const load[SIDES])
{
    for (size_t i = 0; i < bench->rounds; i++)
        for (size_t turn = 0; turn < SIDES; turn++) {
            size_t side = (i + turn) % SIDES;

            bench->rate[side][i] = take_turn(&bench->server[side], load[side]);
            if (bench->rate[side][i] <= 0)
                return false;
        }
    return true;
}

/* A rate of handshakes that should have been resumed and were not is none. */
static double rate_of(struct bench *bench, const struct figure *figure,
                      struct net_load *const load[SIDES], size_t side)
{
    bool counts = figure->manner != NET_RESUME ||
                  net_load_resumed(load[side]) + 2 * figure->lines > net_load_answers(load[side]);

    return counts ? median(bench->rate[side], bench->rounds) : 0;
}

/* Whoever uses less than the other waits for it: as long as that is the kiosks, the server never
 * has to. */
static void tell_shares(const struct bench *bench, const struct figure *figure, double servers_us,
                        double kiosks_us, double whole_us)
{
    if (!bench->json)
        fprintf(stderr, "%s: the servers used %.0f %% of a processor, the kiosks %.0f %%\n",
                figure->name, 100 * servers_us / whole_us, 100 * kiosks_us / whole_us);
}

static double servers_us(const struct bench *bench)
{
    return net_server_us(&bench->server[0]) + net_server_us(&bench->server[1]);
}

static bool take_told_turns(struct bench *bench, const struct figure *figure,
                            struct net_load *const load[SIDES])
{
    double from = wall_us(), servers = servers_us(bench), kiosks = now_us();

    if (!take_turns(bench, load))
        return false;
    tell_shares(bench, figure, servers_us(bench) - servers, now_us() - kiosks, wall_us() - from);
    return true;
}

static int measure_rate(struct bench *bench, const struct figure *figure)
{
    struct net_load *load[SIDES] = {NULL};
    int status = EXIT_CANNOT_TELL;
    bool good = true;

    for (size_t side = 0; side < SIDES && good; side++) {
        load[side] =
            net_load_open(&bench->pki, bench->server[side].port, figure->lines, figure->manner);
        good = load[side] != NULL && net_load_run(load[side], WARM_MS);
    }
    if (good && take_told_turns(bench, figure, load))
        status = figure_rate(figure->name, rate_of(bench, figure, load, 0),
                             rate_of(bench, figure, load, 1), figure->target, bench->json)
                     ? EXIT_YES
                     : EXIT_NO;
    for (size_t side = 0; side < SIDES; side++)
        net_load_close(&load[side]);
    return status;
}

/* Of a new server: in one that has served before, room that was given back is taken again. */
static bool hold_both(struct bench *bench, double each[SIDES])
{
    size_t lines = bench->quick ? HOLD_QUICK : HOLD;

    if (!start(bench, bench->quick ? 1 : NET_WORKERS_MAX))
        return false;
    for (size_t side = 0; side < SIDES; side++) {
        each[side] = hold(bench, &bench->server[side], side == 0 ? lines : HOLD_PEER);
        if (isnan(each[side]))
            return false;
    }
    return true;
}

static int measure_idle(struct bench *bench)
{
    double each[SIDES] = {0};
    int status = EXIT_CANNOT_TELL;

    if (hold_both(bench, each))
        status = figure_size("net.idle", each[0], each[1], idle_limit_kb, bench->json) ? EXIT_YES
                                                                                       : EXIT_NO;
    stop(bench);
    return status;
}

static int measure_rates(struct bench *bench)
{
    int status = EXIT_CANNOT_TELL;

    if (start(bench, 1)) {
        net_stay_on(1);
        status = EXIT_YES;
        for (size_t i = 0; i < sizeof figures / sizeof *figures && status != EXIT_CANNOT_TELL;
             i++) {
            int one = measure_rate(bench, &figures[i]);

            status = one > status ? one : status;
        }
    }
    stop(bench);
    return status;
}

/* Each connection is a file at both ends. */
static void raise_files(void)
{
    struct rlimit files = {0};

    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
}

static void end_early(int number)
{
    (void)number;
    net_load_stop();
}

static int measure(struct bench *bench)
{
    int rates = 0, idle = 0;

    if (!net_pki_open(&bench->pki))
        return command_refuse(NAME, "the certificates cannot be made");
    rates = measure_rates(bench);
    idle = rates != EXIT_CANNOT_TELL ? measure_idle(bench) : EXIT_CANNOT_TELL;
    return rates > idle ? rates : idle;
}

int main(int argc, char **argv)
{
    static struct bench bench;
    int status = 0;

    for (int i = 1; i < argc; i++) {
        bench.quick = bench.quick || strcmp(argv[i], "--quick") == 0;
        bench.json = bench.json || strcmp(argv[i], "--json") == 0;
        if (strcmp(argv[i], "--quick") != 0 && strcmp(argv[i], "--json") != 0)
            return command_refuse(NAME, "usage: net [--quick] [--json]");
    }
    bench.rounds = bench.quick ? ROUNDS_QUICK : ROUNDS;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGINT, end_early);
    (void)signal(SIGTERM, end_early);
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    raise_files();
    status = measure(&bench);
    net_pki_close(&bench.pki);
    return status;
}
