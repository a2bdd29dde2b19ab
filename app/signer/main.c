#include "app/signer/settings.h"
#include "app/signer/signer.h"
#include "crypto/base/secret.h"
#include "drivers/host/command.h"
#include "drivers/host/log.h"
#include "drivers/host/sandbox.h"
#include "drivers/keys/memory.h"
#include "drivers/keys/pkcs11.h"
#include "drivers/net/local.h"
#include "drivers/net/loop.h"
#include "drivers/store/store_sqlite.h"

#include <event2/event.h>
#include <openssl/crypto.h>
#include <unistd.h>

#define NAME "akashi-signer"

enum { SECURE_HEAP = 1 << 18, SECURE_LEAST = 32, TICK_SECONDS = 60 };

static const char help[] =
    "usage: akashi-signer --config FILE [--set SECTION.KEY=VALUE]...\n"
    "\n"
    "Holds the signing keys. Answers akashi-vrs on a unix socket: gives out nonces, takes the "
    "proof\n"
    "of a card transaction, loads the record itself, reserves, signs, books and releases the "
    "sheet.\n"
    "\n"
    "  --config FILE              read the configuration from FILE\n"
    "  --set SECTION.KEY=VALUE    put VALUE in the place of the one in FILE\n"
    "  --help                     print this text\n"
    "  --version                  print the version\n"
    "\n"
    "exit status: 0 ended on request, 2 could not start\n";

static bool open_keys(const struct key_settings *settings, struct key_port *out, char *why)
{
    if (settings->module[0] != 0)
        return keys_pkcs11_open(settings, out, why);
    return keys_memory_open(settings->folder, settings->demo, out, why);
}

static void on_tick(evutil_socket_t fd, short what, void *signer)
{
    (void)fd, (void)what;
    signer_tick(signer);
}

/* Listens until it is told to end. NULL, or why it could not. */
static const char *serve(struct event_base *loop, const struct settings *settings,
                         struct signer *signer, char why[SIGNER_WHY_SIZE])
{
    const struct timeval minute = {.tv_sec = TICK_SECONDS};
    unsigned peer = settings->peer_uid < 0 ? geteuid() : (unsigned)settings->peer_uid;
    struct event *tick = event_new(loop, -1, EV_PERSIST, on_tick, signer);
    struct local_server *server =
        local_server_open(loop, settings->socket, peer, signer_answer, signer, why);
    const char *fault = server == NULL ? why : "no timer";

    if (server != NULL && tick != NULL && event_add(tick, &minute) == 0) {
        command_ready(0);
        fault = loop_run(loop) ? NULL : "the event loop failed";
    }
    local_server_close(&server);
    if (tick != NULL)
        event_free(tick);
    return fault;
}

static const char *run(const struct settings *settings, char why[SIGNER_WHY_SIZE])
{
    struct key_port keys = {0};
    struct signer_plan plan = {.ports = {.open = store_sqlite_open, .keys = &keys},
                               .clock = clock_system(),
                               .roots = &settings->roots,
                               .areas = settings->areas,
                               .keys = &settings->keys,
                               .verifier = settings->verifier};
    struct event_base *loop = loop_open();
    struct signer *signer = NULL;
    const char *fault = loop != NULL ? why : "no event loop";

    if (loop != NULL && open_keys(&settings->keys, &keys, why))
        signer = signer_open(&plan, why);
    if (signer != NULL)
        fault = serve(loop, settings, signer, why);
    signer_close(&signer);
    if (keys.close != NULL)
        keys.close(keys.self);
    loop_close(&loop);
    return fault;
}

/* The rest of its life in a sandbox: its areas, its keys, its socket, and no network. A token's own
 * folder is the operator's to name (sandbox.write). */
static bool enter_sandbox(const struct settings *s, char *why)
{
    const char *const read[] = {s->keys.folder, s->keys.record, s->keys.pin_file, NULL};
    const char *const write[] = {s->areas, s->socket, NULL};
    const struct sandbox_plan plan = {
        .kind = SANDBOX_SIGNER, .read = read, .write = write, .settings = &s->sandbox};

    return sandbox_enter(&plan, why);
}

int main(int argc, char **argv)
{
    struct command_service options;
    struct settings settings;
    char why[CONF_WHY_SIZE] = "";
    const char *fault = NULL;

    if (command_answered(argc, argv, NAME, help))
        return EXIT_YES;
    if (!secret_process() || CRYPTO_secure_malloc_init(SECURE_HEAP, SECURE_LEAST) != 1)
        return command_refuse(NAME, "the process could not be closed against looking in");
    if (!command_service(argc, argv, NAME, help, &options))
        return EXIT_CANNOT_TELL;
    log_open(NAME);
    if (!settings_load(options.config, options.sets, &settings, why))
        return command_refuse(NAME, why);
    if (!enter_sandbox(&settings, why))
        return command_refuse(NAME, why);
    fault = run(&settings, why);
    return fault == NULL ? EXIT_YES : command_refuse(NAME, fault);
}
