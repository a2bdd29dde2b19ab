/* akashi-vrs: a mutual TLS server for the centre, and the signer's socket behind it. */
#include "app/vrs/door.h"
#include "app/vrs/settings.h"
#include "app/wire/wire.h"
#include "crypto/base/secret.h"
#include "drivers/host/log.h"
#include "drivers/net/loop.h"

#include <stdio.h>

#define NAME "akashi-vrs"

enum { WAITING_MAX = 256 };

static const char help[] =
    "usage: akashi-vrs --config FILE [--set SECTION.KEY=VALUE]...\n"
    "\n"
    "The machine door to the record system. Takes the steps of a certificate from the centre over\n"
    "mutual TLS 1.3, hands each to akashi-signer's socket, and hands the answer back.\n"
    "\n"
    "  --config FILE              read the configuration from FILE\n"
    "  --set SECTION.KEY=VALUE    put VALUE in the place of the one in FILE\n"
    "  --help                     print this text\n"
    "  --version                  print the version\n"
    "\n"
    "exit status: 0 ended on request, 2 could not start\n";

/* Serves until it is told to end. False with one line in `why`. */
static bool serve(struct event_base *loop, const struct settings *settings, SSL_CTX *line2,
                  struct door *door, char *why)
{
    const struct server_plan plan = {.address = settings->address,
                                     .port = settings->port,
                                     .tls = line2,
                                     .peer_role = "centre",
                                     .body_max = WIRE_MAX,
                                     .waiting_max = WAITING_MAX,
                                     .deadline_ms = settings->deadline_ms,
                                     .demo = settings->demo,
                                     .on_request = door_serve,
                                     .self = door};

    return server_run(loop, &plan, command_ready, why);
}

/* The signer gets nine tenths of the time, so that its silence can still be told. */
static bool run(const struct settings *settings, char *why)
{
    const struct tls_files files = {settings->ca, settings->certificate, settings->key};
    struct event_base *loop = loop_open();
    SSL_CTX *line2 = tls_server(&files, settings->demo, why);
    struct door door = {0};
    bool served = false;

    if (loop == NULL || line2 == NULL)
        goto out;
    (void)snprintf(why, CONF_WHY_SIZE, "signer.socket is longer than a socket's path may be");
    door.signer = local_client_open(loop, settings->socket, settings->deadline_ms / 10 * 9);
    if (door.signer != NULL)
        served = serve(loop, settings, line2, &door, why);

out:
    local_client_close(&door.signer);
    SSL_CTX_free(line2);
    loop_close(&loop);
    return served;
}

int main(int argc, char **argv)
{
    struct command_service options;
    struct settings settings;
    char why[CONF_WHY_SIZE] = "no event loop";

    if (command_answered(argc, argv, NAME, help))
        return EXIT_YES;
    if (!secret_process())
        return command_refuse(NAME, "the process could not be closed against looking in");
    if (!command_service(argc, argv, NAME, help, &options))
        return EXIT_CANNOT_TELL;
    log_open(NAME);
    if (!settings_load(&options, &settings, why) || !run(&settings, why))
        return command_refuse(NAME, why);
    return EXIT_YES;
}
