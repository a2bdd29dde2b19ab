/* akashi-kiosk: a small supervisor, and below it a process for each resident that builds the ports,
 * leads them through the flow, and ends with them. No address space ever sees two people. */
#include "app/kiosk/confine.h"
#include "app/kiosk/loop.h"
#include "app/kiosk/settings.h"
#include "app/kiosk/supervisor.h"
#include "crypto/base/secret.h"
#include "drivers/card/reader_stack.h"
#include "drivers/host/file.h"
#include "drivers/host/log.h"
#include "drivers/pay/none.h"
#include "drivers/pay/simulated.h"
#include "drivers/screen/gtk/gtk.h"
#include "drivers/screen/script.h"
#include "drivers/screen/text.h"
#include "print/printer_open.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char name[] = "akashi-kiosk";

static const char help[] =
    "usage: akashi-kiosk --config FILE [--set SECTION.KEY=VALUE]...\n"
    "\n"
    "Leads one resident after the other from the first touch to the paper in the hand, each in a\n"
    "process of their own that ends with them.\n"
    "\n"
    "  --config FILE            the configuration (INI)\n"
    "  --set SECTION.KEY=VALUE  overrides one value of it\n"
    "  --help                   shows this text\n"
    "  --version                shows the version\n"
    "\n"
    "A visit's last line: \"delivered serial=… pages=…\" or \"refused code=AK-…\".\n"
    "Exit status, of the last visit: 0 delivered, 1 refused, 2 could not start or crashed.\n";

enum { SCRIPT_MAX = 4096, PRINTER_WHY_SIZE = 256, OWN_MAPPING_BYTES = 128 * 1024 };

static bool open_script(const char *path, struct screen_port *out)
{
    struct bytes script = bytes_new_secret(SCRIPT_MAX);
    bool good =
        file_read(path, &script) && screen_script_open(bytes_view(&script), STDOUT_FILENO, out);

    bytes_free(&script);
    return good;
}

static bool open_screen(const struct settings *settings, struct screen_port *out)
{
    const struct screen_gtk_options glass = {
        .width = settings->width, .height = settings->height, .fullscreen = settings->width == 0};

    if (strcmp(settings->screen, "gtk") == 0)
        return screen_gtk_open(&glass, out);
    if (strcmp(settings->screen, "text") == 0)
        return screen_text_open(STDIN_FILENO, STDOUT_FILENO, out);
    return strncmp(settings->screen, "script:", 7) == 0 && open_script(settings->screen + 7, out);
}

static bool open_centre(const struct settings *settings, struct kiosk *kiosk,
                        char why[CONF_WHY_SIZE])
{
    const struct tls_files files = {settings->ca, settings->certificate, settings->key,
                                    settings->withdrawn};
    char base[128];

    snprintf(base, sizeof base, "https://%s:%d", settings->address, settings->port);
    if (!tls_own_role(&files, "kiosk", why))
        return false;
    kiosk->centre = client_open(base, &files, "centre", settings->demo, why);
    if (kiosk->centre == NULL)
        return false;
    snprintf(why, CONF_WHY_SIZE, "no process for the centre's news");
    kiosk->news = news_open(&(struct news_line){base, files, settings->demo});
    if (kiosk->news == NULL)
        return false;
    snprintf(why, CONF_WHY_SIZE, "line1.certificate: unreadable");
    return tls_own_digest(settings->certificate, kiosk->certificate);
}

static bool open_reader(const struct settings *settings, struct reader_port *out,
                        char why[CONF_WHY_SIZE])
{
    char reason[READER_STACK_WHY_SIZE] = "";

    if (reader_stack_open(settings->stack, settings->reader, out, reason))
        return true;
    snprintf(why, CONF_WHY_SIZE, "reader.stack: %s", reason);
    return false;
}

static bool open_pay(const char *port, struct pay_port *out)
{
    if (strncmp(port, "simulated:", 10) == 0)
        return pay_simulated_open(port + 10, out);
    *out = pay_none();
    return strcmp(port, "none") == 0;
}

static bool open_printer(const struct settings *settings, struct printer_port *out,
                         char why[CONF_WHY_SIZE])
{
    char reason[PRINTER_WHY_SIZE] = "";

    if (printer_open(settings->printer, settings->demo, out, reason, sizeof reason))
        return true;
    snprintf(why, CONF_WHY_SIZE, "printer.uri: %s", reason);
    return false;
}

/* What can be made ready while another visit goes on. */
static bool prepare(const struct settings *settings, struct kiosk *kiosk, char why[CONF_WHY_SIZE])
{
    kiosk->clock = clock_system();
    if (!settings_trust(settings, kiosk, why) || !open_centre(settings, kiosk, why))
        return false;
    if (!open_printer(settings, &kiosk->printer, why))
        return false;
    snprintf(why, CONF_WHY_SIZE, "pay.port: neither none nor a simulated coin box");
    return open_pay(settings->pay, &kiosk->pay);
}

static bool open_callers(const struct settings *settings, struct kiosk *kiosk,
                         char why[CONF_WHY_SIZE])
{
    const struct voice_folders folders = {settings->recordings, settings->prompts};

    /* Lamps that were unplugged are no reason to serve nobody. */
    if (!lamp_open(settings->lamp, &kiosk->lamp) && !lamp_open("none", &kiosk->lamp))
        return false;
    snprintf(why, CONF_WHY_SIZE, "voice.port: not to be had");
    return voice_open(settings->voice, &folders, &kiosk->voice);
}

/* What only one visit at a time can have. The screen comes before any thread. */
static bool take_place(const struct settings *settings, struct kiosk *kiosk,
                       char why[CONF_WHY_SIZE])
{
    snprintf(why, CONF_WHY_SIZE, "screen.port: no display, no terminal, no readable script");
    if (!open_screen(settings, &kiosk->screen) || !open_reader(settings, &kiosk->reader, why))
        return false;
    if (!open_callers(settings, kiosk, why))
        return false;
    snprintf(why, CONF_WHY_SIZE, "the reader cannot be watched");
    kiosk->watch = watch_open(&kiosk->reader);
    return kiosk->watch != NULL;
}

static void close_ports(struct kiosk *kiosk)
{
    if (kiosk->screen.close != NULL)
        kiosk->screen.close(kiosk->screen.self);
    if (kiosk->voice.close != NULL)
        kiosk->voice.close(kiosk->voice.self);
    if (kiosk->lamp.close != NULL)
        kiosk->lamp.close(kiosk->lamp.self);
    if (kiosk->pay.close != NULL)
        kiosk->pay.close(kiosk->pay.self);
    if (kiosk->printer.close != NULL)
        kiosk->printer.close(kiosk->printer.self);
    watch_close(&kiosk->watch);
    if (kiosk->reader.close != NULL)
        kiosk->reader.close(kiosk->reader.self);
    news_close(&kiosk->news);
    client_close(&kiosk->centre);
    trust_free(&kiosk->trust);
    ec_key_free(&kiosk->sheet_key);
}

static int tell(const struct visit *visit, enum err code)
{
    if (code != ERR_OK) {
        printf("refused code=%s\n", err_name(code));
        return EXIT_NO;
    }
    printf("delivered serial=%s pages=%d\n", visit->certificate.serial, visit->pages);
    return EXIT_YES;
}

/* One resident, in a process of their own. */
static int visit_once(void *self, struct upward *up)
{
    const struct settings *settings = self;
    struct kiosk kiosk = {.keeper = upward_keeper(up)};
    struct visit *visit = visit_new();
    char why[CONF_WHY_SIZE] = "no locked memory";
    enum err code = ERR_OK;
    int status = EXIT_CANNOT_TELL;

    if (visit == NULL || !confine(settings, why) || !prepare(settings, &kiosk, why)) {
        command_refuse(name, why);
        goto out;
    }
    if (!upward_wait(up, &kiosk.open))
        goto out;
    if (!take_place(settings, &kiosk, why)) {
        command_refuse(name, why);
        goto out;
    }
    code = loop_run(&kiosk, visit);
    status = tell(visit, code);
    if (code == AK_X98) {
        /* A thread is still in a port and holds the visit: only the kernel can take it away. */
        (void)fflush(stdout);
        _exit(status);
    }

out:
    visit_free(&visit);
    close_ports(&kiosk);
    return status;
}

int main(int argc, char **argv)
{
    struct command_service command = {0};
    struct settings settings = {0};
    struct supervisor_plan plan = {.visit = visit_once, .self = &settings};
    char why[CONF_WHY_SIZE] = "";

    if (command_answered(argc, argv, name, help))
        return EXIT_YES;
    if (!command_service(argc, argv, name, help, &command))
        return EXIT_CANNOT_TELL;
    if (!secret_process() || signal(SIGPIPE, SIG_IGN) == SIG_ERR)
        return command_refuse(name, "the kernel refuses to keep this process's memory secret");
    /* Fixed: left to itself the heap keeps whole frames of the glass for ever. */
    (void)mallopt(M_MMAP_THRESHOLD, OWN_MAPPING_BYTES);
    log_open(name);
    if (!settings_load(&command, &settings, why))
        return command_refuse(name, why);
    plan.visits = settings.visits;
    plan.journal = settings.journal;
    return supervisor_run(name, &plan);
}
