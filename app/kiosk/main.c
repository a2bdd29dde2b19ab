/* akashi-kiosk: builds the ports, leads one resident through the flow, and ends with them. No
 * address space ever sees two people. */
#include "app/kiosk/loop.h"
#include "app/kiosk/settings.h"
#include "crypto/base/secret.h"
#include "drivers/card/reader_stack.h"
#include "drivers/host/file.h"
#include "drivers/host/log.h"
#include "drivers/screen/script.h"
#include "drivers/screen/text.h"
#include "print/printer_ipp.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char name[] = "akashi-kiosk";

static const char help[] =
    "usage: akashi-kiosk --config FILE [--set SECTION.KEY=VALUE]...\n"
    "\n"
    "Leads one resident from the first touch to the paper in the hand, and ends.\n"
    "\n"
    "  --config FILE            the configuration (INI)\n"
    "  --set SECTION.KEY=VALUE  overrides one value of it\n"
    "  --help                   shows this text\n"
    "  --version                shows the version\n"
    "\n"
    "Last line: \"delivered serial=… pages=…\" or \"refused code=AK-…\".\n"
    "Exit status: 0 delivered, 1 refused, 2 could not start.\n";

enum { SCRIPT_MAX = 4096 };

static bool open_screen(const char *port, struct screen_port *out)
{
    struct bytes script = bytes_new_secret(SCRIPT_MAX);
    bool good = false;

    if (strcmp(port, "text") == 0)
        good = screen_text_open(STDIN_FILENO, STDOUT_FILENO, out);
    else if (strncmp(port, "script:", 7) == 0)
        good = file_read(port + 7, &script) &&
               screen_script_open(bytes_view(&script), STDOUT_FILENO, out);
    bytes_free(&script);
    return good;
}

static bool open_centre(const struct settings *settings, struct kiosk *kiosk,
                        char why[CONF_WHY_SIZE])
{
    const struct tls_files files = {settings->ca, settings->certificate, settings->key};
    char base[128];

    snprintf(base, sizeof base, "https://%s:%d", settings->address, settings->port);
    if (!tls_own_role(&files, "kiosk", why))
        return false;
    kiosk->centre = client_open(base, &files, "centre", settings->demo, why);
    if (kiosk->centre == NULL)
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

static bool open_ports(const struct settings *settings, struct kiosk *kiosk,
                       char why[CONF_WHY_SIZE])
{
    kiosk->clock = clock_system();
    if (!settings_trust(settings, kiosk, why) || !open_centre(settings, kiosk, why))
        return false;
    if (!open_reader(settings, &kiosk->reader, why))
        return false;
    kiosk->watch = watch_open(&kiosk->reader);
    if (kiosk->watch == NULL)
        return false;
    snprintf(why, CONF_WHY_SIZE, "printer.uri: not an IPP address");
    if (!printer_ipp_open(settings->printer, &kiosk->printer))
        return false;
    snprintf(why, CONF_WHY_SIZE, "screen.port: neither text nor a readable script");
    return open_screen(settings->screen, &kiosk->screen);
}

static void close_ports(struct kiosk *kiosk)
{
    if (kiosk->screen.close != NULL)
        kiosk->screen.close(kiosk->screen.self);
    if (kiosk->printer.close != NULL)
        kiosk->printer.close(kiosk->printer.self);
    watch_close(&kiosk->watch);
    if (kiosk->reader.close != NULL)
        kiosk->reader.close(kiosk->reader.self);
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

int main(int argc, char **argv)
{
    struct command_service command = {0};
    struct settings settings = {0};
    struct kiosk kiosk = {0};
    struct visit *visit = NULL;
    char why[CONF_WHY_SIZE] = "";
    int status = EXIT_CANNOT_TELL;

    if (command_answered(argc, argv, name, help))
        return EXIT_YES;
    if (!command_service(argc, argv, name, help, &command))
        return EXIT_CANNOT_TELL;
    if (!secret_process() || signal(SIGPIPE, SIG_IGN) == SIG_ERR)
        return command_refuse(name, "the kernel refuses to keep this process's memory secret");
    log_open(name);
    if (!settings_load(&command, &settings, why) || !open_ports(&settings, &kiosk, why)) {
        command_refuse(name, why);
        goto out;
    }
    visit = visit_new();
    if (visit == NULL) {
        command_refuse(name, "no locked memory");
        goto out;
    }
    status = tell(visit, loop_run(&kiosk, visit));

out:
    visit_free(&visit);
    close_ports(&kiosk);
    return status;
}
