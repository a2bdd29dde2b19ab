/* akashi-centre: a mutual TLS server for the kiosks, and a mutual TLS client of the vrs behind it.
 */
#include "app/centre/front.h"
#include "app/centre/settings.h"
#include "crypto/base/secret.h"
#include "drivers/host/log.h"
#include "drivers/host/sandbox.h"
#include "drivers/net/deadline.h"
#include "drivers/net/service.h"

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

/* What one process serves with. */
struct centre {
    const struct settings *settings;
    struct tls_files line1, line2;
    struct front front;
    struct desk *desk;
};

static void tell(const char *step, enum err code, const char *why)
{
    log_write(&(struct log_entry){.step = step, .code = code});
    if (code != ERR_OK && why[0] != 0)
        (void)command_refuse(NAME, why);
}

static struct relay *open_relay(const struct centre *centre, struct event_base *loop, char *why)
{
    const struct settings *settings = centre->settings;
    const struct relay_plan plan = {.address = settings->vrs_address,
                                    .port = settings->vrs_port,
                                    .files = &centre->line2,
                                    .own_role = "centre",
                                    .peer_role = "vrs",
                                    .answer_max = WIRE_MAX,
                                    .deadline_ms = deadline_share(settings->deadline_ms),
                                    .demo = settings->demo};

    return relay_open(loop, &plan, why);
}

static bool open_centre(void *self, struct event_base *loop, char *why)
{
    struct centre *centre = self;

    (void)snprintf(why, CONF_WHY_SIZE, "no locked memory");
    centre->desk = desk_new(clock_system());
    if (centre->desk == NULL || !settings_furnish(centre->settings, centre->desk, why))
        return false;
    centre->front.desk = centre->desk;
    centre->front.lookout = lookout_open(loop, centre->desk, centre->settings->control, why);
    if (centre->front.lookout == NULL)
        return false;
    centre->front.relay = open_relay(centre, loop, why);
    return centre->front.relay != NULL;
}

static void close_centre(void *self)
{
    struct centre *centre = self;

    relay_close(&centre->front.relay);
    lookout_close(&centre->front.lookout);
    desk_free(&centre->desk);
}

static bool reload_centre(void *self, char *why)
{
    const struct centre *centre = self;

    return relay_reload(centre->front.relay, why);
}

/* Serves until it is told to end. False with one line in `why`. */
static bool run(const struct settings *settings, char *why)
{
    static const struct server_route routes[] = {{"GET", WIRE_OFFER, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_AWAIT, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_OPEN, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_PRESENT, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_CERTIFICATE, WIRE_TYPE_MESSAGE},
                                                 {"POST", WIRE_OUTCOME, WIRE_TYPE_MESSAGE},
                                                 {0}};
    struct centre centre = {.settings = settings,
                            .line1 = settings_files(&settings->line1),
                            .line2 = settings_files(&settings->line2)};
    const struct metrics_certificate certificates[] = {
        {"1", settings->line1.certificate}, {"2", settings->line2.certificate}, {0}};
    const struct server_limits limits = {.lines_max = (size_t)settings->connections,
                                         .lines_per_peer = (size_t)settings->per_peer,
                                         .waiting_max = WAITING_MAX};
    const struct service service = {.plan = {.address = settings->address,
                                             .port = settings->port,
                                             .files = &centre.line1,
                                             .own_role = "centre",
                                             .peer_role = "kiosk",
                                             .routes = routes,
                                             .body_max = WIRE_MAX,
                                             .deadline_ms = settings->deadline_ms,
                                             .limits = limits,
                                             .demo = settings->demo,
                                             .on_request = front_serve,
                                             .self = &centre.front},
                                    .workers = settings->workers,
                                    .metrics_port = settings->metrics_port,
                                    .certificates = certificates,
                                    .open = open_centre,
                                    .close = close_centre,
                                    .reload = reload_centre,
                                    .up = command_ready,
                                    .tell = tell,
                                    .self = &centre};

    return service_run(&service, why);
}

/* The rest of its life in a sandbox: it writes nothing, and speaks on its lines only. */
static bool enter_sandbox(const struct settings *s, char *why)
{
    const char *const renew[] = {s->line1.ca,  s->line1.certificate,
                                 s->line1.key, s->line1.withdrawn,
                                 s->line2.ca,  s->line2.certificate,
                                 s->line2.key, s->line2.withdrawn,
                                 s->control,   NULL};
    const char *const read[] = {s->card_roots, s->sheet_key, s->state_key, NULL};
    const struct sandbox_plan plan = {.kind = SANDBOX_SERVICE,
                                      .read = read,
                                      .renew = renew,
                                      .connect = {1, {(uint16_t)s->vrs_port}},
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
