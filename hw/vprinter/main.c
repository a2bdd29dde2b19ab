/* akashi-vprinter: an IPP printer made of software. */
#include "crypto/base/secret.h"
#include "drivers/host/command.h"
#include "drivers/host/file.h"
#include "drivers/host/log.h"
#include "hw/vprinter/engine.h"
#include "hw/vprinter/hand.h"
#include "hw/vprinter/serve.h"

#include <getopt.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const char name[] = "akashi-vprinter";

static const char help[] =
    "usage: akashi-vprinter --port N --paper DIR [--tls DIR] [--fault PLAN [--seed N]]\n"
    "                       [--control PATH] [--page-ms N] [--sensor] [--urf]\n"
    "       akashi-vprinter tell PATH LINE\n"
    "\n"
    "A virtual IPP printer for testers, on 127.0.0.1. It takes PWG raster (8-bit grey, 300 or 600\n"
    "dpi, A4), counts its sheets, and lays each document into a folder as one PDF of the same "
    "dots.\n"
    "tell says one line to a running --control PATH and prints its answer.\n"
    "\n"
    "  --port N        the port to listen on; 0 takes a free one\n"
    "  --paper DIR     the folder of the output tray: job-1.pdf, job-2.pdf, ...\n"
    "  --tls DIR       speak TLS with DIR/localhost.crt, made if it is not there\n"
    "  --fault PLAN    what goes wrong, and when: akashi-fault(5)\n"
    "  --seed N        what chance is thrown with; the replay id has it\n"
    "  --control PATH  take lines at a unix socket: mend, take, plan PLAN\n"
    "  --page-ms N     how long a sheet takes\n"
    "  --sensor        the output tray knows how many sheets lie in it\n"
    "  --urf           take URF in place of PWG raster\n"
    "  --help          print this and end\n"
    "  --version       print the version and end\n";

enum { PAGE_MS_MAX = 60000, PORT_MAX = 65535 };

struct choices {
    long port, page_ms;
    uint64_t seed;
    const char *paper, *tls, *fault, *control;
    bool sensor, urf;
    struct plan plan;
};

/* -1 for what is no number up to `most`. */
static long number_of(const char *text, long most)
{
    char *end = NULL;
    long number = strtol(text, &end, 10);

    return *text != '\0' && *end == '\0' && number >= 0 && number <= most ? number : -1;
}

static bool take(int option, struct choices *out)
{
    switch (option) {
    case 'p':
        return (out->port = number_of(optarg, PORT_MAX)) >= 0;
    case 'm':
        return (out->page_ms = number_of(optarg, PAGE_MS_MAX)) >= 0;
    case 's': {
        long seed = number_of(optarg, LONG_MAX);

        out->seed = (uint64_t)seed;
        return seed >= 0;
    }
    case 'd':
        return (out->paper = optarg) != NULL;
    case 't':
        return (out->tls = optarg) != NULL;
    case 'f':
        return (out->fault = optarg) != NULL;
    case 'c':
        return (out->control = optarg) != NULL;
    case 'o':
        return out->sensor = true;
    case 'u':
        return out->urf = true;
    default:
        return false;
    }
}

static bool choose(int argc, char **argv, struct choices *out)
{
    static const struct option options[] = {
        {"port", required_argument, NULL, 'p'},    {"paper", required_argument, NULL, 'd'},
        {"tls", required_argument, NULL, 't'},     {"fault", required_argument, NULL, 'f'},
        {"seed", required_argument, NULL, 's'},    {"control", required_argument, NULL, 'c'},
        {"sensor", no_argument, NULL, 'o'},        {"urf", no_argument, NULL, 'u'},
        {"page-ms", required_argument, NULL, 'm'}, {0},
    };
    int option = 0;

    *out = (struct choices){.port = -1, .seed = 1};
    opterr = 0;
    while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1)
        if (!take(option, out))
            return false;
    return optind == argc && out->port >= 0 && out->paper != NULL;
}

static bool plan(struct choices *choices, char why[PLAN_WHY_SIZE])
{
    char replay[PLAN_TEXT_SIZE];

    if (choices->fault == NULL)
        return true;
    if (!plan_parse_printer(choices->fault, &choices->plan, why))
        return false;
    plan_seed(&choices->plan, choices->seed);
    plan_text(&choices->plan, replay);
    (void)fprintf(stderr, "replay --fault '%s'\n", replay);
    return true;
}

/* Blocked before any thread starts, so that only the wait below sees them. */
static bool block_signals(sigset_t *out)
{
    sigemptyset(out);
    sigaddset(out, SIGTERM);
    sigaddset(out, SIGINT);
    return signal(SIGPIPE, SIG_IGN) != SIG_ERR && pthread_sigmask(SIG_BLOCK, out, NULL) == 0;
}

/* Serves the hand until a signal ends the printer. Without a hand poll() skips its place. */
static int attend(struct printer *printer, const sigset_t *signals, int hand)
{
    struct pollfd fds[] = {{.fd = signalfd(-1, signals, SFD_CLOEXEC), .events = POLLIN},
                           {.fd = hand, .events = POLLIN}};
    int code = EXIT_CANNOT_TELL;

    while (fds[0].fd >= 0 && code == EXIT_CANNOT_TELL) {
        if (poll(fds, 2, -1) < 0)
            break;
        if (fds[0].revents != 0)
            code = EXIT_YES;
        else if (fds[1].revents != 0)
            hand_serve(hand, printer);
    }
    if (fds[0].fd >= 0)
        close(fds[0].fd);
    return code;
}

static void log_fault(void)
{
    log_write(&(struct log_entry){.step = "fault"});
}

static int run(const struct choices *choices)
{
    const struct printer_fit fit = {&choices->plan, (int)choices->page_ms, choices->sensor,
                                    choices->urf, log_fault};
    struct printer *printer = printer_new(&fit);
    struct engine *engine = NULL;
    struct server *server = NULL;
    sigset_t signals;
    int hand = -1, code = EXIT_CANNOT_TELL;

    if (printer == NULL || !block_signals(&signals))
        goto out;
    hand = choices->control != NULL ? hand_open(choices->control) : -1;
    if (choices->control != NULL && hand < 0) {
        code = command_refuse(name, "--control: nothing can listen there");
        goto out;
    }
    engine = engine_start(printer, choices->paper);
    if (engine != NULL)
        server = serve_start(printer, (int)choices->port, choices->tls);
    if (server == NULL) {
        code = command_refuse(name, "the port cannot be listened on, or --tls has no certificate");
        goto out;
    }
    command_ready(serve_port(server));
    code = attend(printer, &signals, hand);
out:
    serve_stop(&server);
    engine_stop(&engine);
    hand_close(hand, choices->control);
    printer_free(&printer);
    return code;
}

static int tell(int argc, char **argv)
{
    char answer[HAND_LINE_SIZE];

    if (argc != 4)
        return command_refuse(name, "tell PATH LINE");
    if (!hand_tell(argv[2], argv[3], answer))
        return command_refuse(name, "nobody listens there");
    puts(answer);
    return strncmp(answer, "ok", 2) == 0 ? EXIT_YES : EXIT_NO;
}

int main(int argc, char **argv)
{
    struct choices choices;
    char why[PLAN_WHY_SIZE];

    if (!secret_process())
        return command_refuse(name, "the process cannot be closed to others");
    if (command_answered(argc, argv, name, help))
        return EXIT_YES;
    if (argc > 1 && strcmp(argv[1], "tell") == 0)
        return tell(argc, argv);
    if (!choose(argc, argv, &choices))
        return command_refuse(name, "wants --port N and --paper DIR (see --help)");
    if (!plan(&choices, why))
        return command_refuse(name, why);
    if (!file_folder(choices.paper, 0755) ||
        (choices.tls != NULL && !file_folder(choices.tls, 0700)))
        return command_refuse(name, "a folder of --paper or --tls cannot be made");
    log_open(name);
    return run(&choices);
}
