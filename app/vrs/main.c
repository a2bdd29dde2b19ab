/* akashi-vrs: a mutual TLS server for the centre, and the signer's socket behind it. */
#include "app/vrs/door.h"
#include "app/vrs/settings.h"
#include "app/wire/wire.h"
#include "crypto/base/secret.h"
#include "drivers/host/log.h"
#include "drivers/host/sandbox.h"
#include "drivers/net/deadline.h"
#include "drivers/net/service.h"

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

/* What one process serves with. */
struct vrs {
    const struct settings *settings;
    struct door door;
};

static void tell(const char *step, enum err code, const char *why)
{
    log_write(&(struct log_entry){.step = step, .code = code});
    if (code != ERR_OK && why[0] != 0)
        (void)command_refuse(NAME, why);
}

static bool open_vrs(void *self, struct event_base *loop, char *why)
{
    struct vrs *vrs = self;

    (void)snprintf(why, CONF_WHY_SIZE, "signer.socket is longer than a socket's path may be");
    vrs->door.signer =
        local_client_open(loop, vrs->settings->socket, deadline_share(vrs->settings->deadline_ms));
    return vrs->door.signer != NULL;
}

static void close_vrs(void *self)
{
    struct vrs *vrs = self;

    local_client_close(&vrs->door.signer);
}

/* Serves until it is told to end. False with one line in `why`. */
static bool run(const struct settings *settings, char *why)
{
    static const struct server_route routes[] = {{"GET", WIRE_OFFER, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_NONCE, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_PROOF, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_OUTCOME, WIRE_TYPE_MESSAGE},
                                                 {0}};
    const struct tls_files files = {settings->ca, settings->certificate, settings->key,
                                    settings->withdrawn};
    const struct metrics_certificate certificates[] = {{"2", settings->certificate}, {0}};
    const struct server_limits limits = {.lines_max = (size_t)settings->connections,
                                         .lines_per_peer = (size_t)settings->per_peer,
                                         .waiting_max = WAITING_MAX};
    struct vrs vrs = {.settings = settings};
    const struct service service = {.plan = {.address = settings->address,
                                             .port = settings->port,
                                             .files = &files,
                                             .own_role = "vrs",
                                             .peer_role = "centre",
                                             .routes = routes,
                                             .body_max = WIRE_MAX,
                                             .deadline_ms = settings->deadline_ms,
                                             .limits = limits,
                                             .demo = settings->demo,
                                             .on_request = door_serve,
                                             .self = &vrs.door},
                                    .workers = settings->workers,
                                    .metrics_port = settings->metrics_port,
                                    .certificates = certificates,
                                    .open = open_vrs,
                                    .close = close_vrs,
                                    .up = command_ready,
                                    .tell = tell,
                                    .self = &vrs};

    return service_run(&service, why);
}

/* The rest of its life in a sandbox: it writes nothing, and speaks on its line and to the signer.
 */
static bool enter_sandbox(const struct settings *s, char *why)
{
    const char *const renew[] = {s->ca, s->certificate, s->key, s->withdrawn, NULL};
    const struct sandbox_plan plan = {.kind = SANDBOX_SERVICE,
                                      .renew = renew,
                                      .listen = {2, {(uint16_t)s->port, (uint16_t)s->metrics_port}},
                                      .settings = &s->sandbox};

    return sandbox_enter(&plan, why);
}

int main(int argc, char **argv)
{
    struct command_service options;
    struct settings settings;
    char why[CONF_WHY_SIZE] = "";

    if (command_answered(argc, argv, NAME, help))
        return EXIT_YES;
    if (!secret_process())
        return command_refuse(NAME, "the process could not be closed against looking in");
    if (!command_service(argc, argv, NAME, help, &options))
        return EXIT_CANNOT_TELL;
    log_open(NAME);
    if (!settings_load(&options, &settings, why) || !enter_sandbox(&settings, why) ||
        !run(&settings, why))
        return command_refuse(NAME, why);
    return EXIT_YES;
}
