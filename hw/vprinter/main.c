/* akashi-vprinter: an IPP printer made of software. */
#include "crypto/base/secret.h"
#include "drivers/host/command.h"
#include "drivers/host/file.h"
#include "hw/vprinter/engine.h"
#include "hw/vprinter/serve.h"

#include <getopt.h>
#include <signal.h>
#include <stdlib.h>

static const char name[] = "akashi-vprinter";

static const char help[] =
    "usage: akashi-vprinter --port N --paper DIR\n"
    "\n"
    "A virtual IPP printer for testers, on 127.0.0.1. It takes PWG raster (8-bit grey, 300 or 600\n"
    "dpi, A4), counts its sheets, and lays each document into a folder as one PDF of the same "
    "dots.\n"
    "\n"
    "  --port N      the port to listen on; 0 takes a free one\n"
    "  --paper DIR   the folder of the output tray: job-1.pdf, job-2.pdf, ...\n"
    "  --help        print this and end\n"
    "  --version     print the version and end\n";

struct choices {
    int port; /* -1: not given */
    const char *paper;
};

static int port_of(const char *text)
{
    char *end = NULL;
    long port = strtol(text, &end, 10);

    return *text != '\0' && *end == '\0' && port >= 0 && port <= 65535 ? (int)port : -1;
}

static bool choose(int argc, char **argv, struct choices *out)
{
    static const struct option options[] = {
        {"port", required_argument, NULL, 'p'}, {"paper", required_argument, NULL, 'd'}, {0}};
    int option = 0;

    *out = (struct choices){.port = -1};
    opterr = 0;
    while ((option = getopt_long(argc, argv, "+", options, NULL)) != -1) {
        if (option == 'p')
            out->port = port_of(optarg);
        else if (option == 'd')
            out->paper = optarg;
        else
            return false;
    }
    return optind == argc && out->port >= 0 && out->paper != NULL;
}

/* Blocked before any thread starts, so that only the wait below sees them. */
static bool block_signals(sigset_t *out)
{
    sigemptyset(out);
    sigaddset(out, SIGTERM);
    sigaddset(out, SIGINT);
    return signal(SIGPIPE, SIG_IGN) != SIG_ERR && pthread_sigmask(SIG_BLOCK, out, NULL) == 0;
}

static int run(const struct choices *choices)
{
    struct printer *printer = printer_new();
    struct engine *engine = NULL;
    struct server *server = NULL;
    sigset_t signals;
    int got = 0, code = EXIT_CANNOT_TELL;

    if (printer == NULL || !block_signals(&signals))
        goto out;
    engine = engine_start(printer, choices->paper);
    if (engine != NULL)
        server = serve_start(printer, choices->port);
    if (server == NULL) {
        code = command_refuse(name, "the port cannot be listened on");
        goto out;
    }
    command_ready(serve_port(server));
    code = sigwait(&signals, &got) == 0 ? EXIT_YES : EXIT_CANNOT_TELL;
out:
    serve_stop(&server);
    engine_stop(&engine);
    printer_free(&printer);
    return code;
}

int main(int argc, char **argv)
{
    struct choices choices;

    if (!secret_process())
        return command_refuse(name, "the process cannot be closed to others");
    if (command_answered(argc, argv, name, help))
        return EXIT_YES;
    if (!choose(argc, argv, &choices))
        return command_refuse(name, "wants --port N and --paper DIR (see --help)");
    if (!file_folder(choices.paper, 0755))
        return command_refuse(name, "the folder of --paper cannot be made");
    return run(&choices);
}
