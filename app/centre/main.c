/* akashi-centre: a mutual TLS server for the kiosks, and a mutual TLS client of the vrs behind it.
 */
#include "app/centre/front.h"
#include "app/centre/settings.h"
#include "crypto/base/secret.h"
#include "drivers/host/log.h"
#include "drivers/net/loop.h"

#include <stdio.h>

#define NAME "akashi-centre"

/* Each that waits holds a card's files in locked memory: 20 kB of the 8 MB a process may lock. */
enum { WAITING_MAX = 256 };

static const char help[] =
    "usage: akashi-centre --config FILE [--set SECTION.KEY=VALUE]...\n"
    "\n"
    "Admits kiosks by their certificates over mutual TLS 1.3, checks card, liveness and consent "
    "of\n"
    "each step for itself, relays it to akashi-vrs over a second line, and keeps nothing.\n"
    "\n"
    "  --config FILE              read the configuration from FILE\n"
    "  --set SECTION.KEY=VALUE    put VALUE in the place of the one in FILE\n"
    "  --help                     print this text\n"
    "  --version                  print the version\n"
    "\n"
    "exit status: 0 ended on request, 2 could not start\n";

static SSL_CTX *open_line(SSL_CTX *(*make)(const struct tls_files *, bool, char *),
                          const struct line_files *line, bool demo, char *why)
{
    const struct tls_files files = {line->ca, line->certificate, line->key};

    return make(&files, demo, why);
}

/* Serves until it is told to end. False with one line in `why`. */
static bool serve(struct event_base *loop, const struct settings *settings, SSL_CTX *line1,
                  struct front *front, char *why)
{
    const struct server_plan plan = {.address = settings->address,
                                     .port = settings->port,
                                     .tls = line1,
                                     .peer_role = "kiosk",
                                     .body_max = WIRE_MAX,
                                     .waiting_max = WAITING_MAX,
                                     .deadline_ms = settings->deadline_ms,
                                     .demo = settings->demo,
                                     .on_request = front_serve,
                                     .self = front};

    return server_run(loop, &plan, command_ready, why);
}

/* The vrs gets nine tenths of the time, so that its silence can still be told. */
static struct relay *open_relay(struct event_base *loop, const struct settings *settings,
                                SSL_CTX *line2)
{
    const struct relay_plan plan = {.address = settings->vrs_address,
                                    .port = settings->vrs_port,
                                    .tls = line2,
                                    .peer_role = "vrs",
                                    .answer_max = WIRE_MAX,
                                    .deadline_ms = settings->deadline_ms / 10 * 9};

    return relay_open(loop, &plan);
}

static bool run(const struct settings *settings, const struct desk *desk, char *why)
{
    struct event_base *loop = loop_open();
    SSL_CTX *line1 = open_line(tls_server, &settings->line1, settings->demo, why);
    SSL_CTX *line2 = NULL;
    struct front front = {.desk = desk};
    bool served = false;

    if (loop == NULL || line1 == NULL)
        goto out;
    line2 = open_line(tls_client, &settings->line2, settings->demo, why);
    if (line2 == NULL)
        goto out;
    (void)snprintf(why, CONF_WHY_SIZE, "no memory for a relay");
    front.relay = open_relay(loop, settings, line2);
    if (front.relay != NULL)
        served = serve(loop, settings, line1, &front, why);

out:
    relay_close(&front.relay);
    SSL_CTX_free(line1);
    SSL_CTX_free(line2);
    loop_close(&loop);
    return served;
}

int main(int argc, char **argv)
{
    struct command_service options;
    struct settings settings;
    struct desk *desk = NULL;
    char why[CONF_WHY_SIZE] = "no event loop";
    bool served = false;

    if (command_answered(argc, argv, NAME, help))
        return EXIT_YES;
    if (!secret_process())
        return command_refuse(NAME, "the process could not be closed against looking in");
    if (!command_service(argc, argv, NAME, help, &options))
        return EXIT_CANNOT_TELL;
    log_open(NAME);
    desk = desk_new(clock_system());
    if (desk == NULL)
        return command_refuse(NAME, "no locked memory");
    served = settings_load(&options, &settings, why) && settings_furnish(&settings, desk, why) &&
             run(&settings, desk, why);
    desk_free(&desk);
    return served ? EXIT_YES : command_refuse(NAME, why);
}
