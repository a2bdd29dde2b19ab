#include "app/admin/audit.h"
#include "app/admin/control_command.h"
#include "app/admin/demo.h"
#include "app/admin/incidents.h"
#include "app/admin/key_command.h"
#include "app/admin/line_command.h"
#include "app/admin/publish.h"
#include "app/admin/revoke.h"
#include "app/admin/trust_make.h"
#include "crypto/base/secret.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"
#include "drivers/keys/memory.h"
#include "drivers/keys/pkcs11.h"
#include "drivers/store/store_sqlite.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME "akashi-admin"

static const char help[] =
    "usage: akashi-admin demo init DIR [--module FILE --token LABEL --pin-file FILE]\n"
    "       akashi-admin key authority --keys FILE --authority DIR\n"
    "       akashi-admin key generate|rotate WHAT [--existing] --keys FILE --authority DIR\n"
    "       akashi-admin key retire|withdraw NAME --keys FILE [--authority DIR]\n"
    "       akashi-admin key list [--json] --keys FILE\n"
    "       akashi-admin key export --keys FILE -o DIR\n"
    "       akashi-admin line ca|enrol|renew|withdraw|list --dir DIR OPTION...\n"
    "       akashi-admin centre open|close|show --control FILE OPTION...\n"
    "       akashi-admin audit check [--json] --areas DIR\n"
    "       akashi-admin incident list [--json] --areas DIR\n"
    "       akashi-admin revoke lists --areas DIR --keys FILE --sources DIR\n"
    "       akashi-admin trust make --sources DIR --root-key FILE -o FILE [--previous FILE]\n"
    "       akashi-admin export public --sources DIR --trust DIR [--page FILE] -o DIR\n"
    "\n"
    "What an operator does from a command line.\n"
    "\n"
    "  demo init DIR            make a demo world; one that is there gets its next trust bundle\n"
    "  key authority            make the authorities that vouch for signing keys\n"
    "  key generate WHAT        make this period's key: shc, vds, sheet, log; or wrap, index\n"
    "  key rotate WHAT          make the next period's key, if it is not there yet\n"
    "  key list                 print the keys and whether one has to be followed\n"
    "  key retire NAME          end a key; what it signed holds\n"
    "  key withdraw NAME        end a key; what it signed holds no more\n"
    "  key export               write what the trust bundle is made from\n"
    "  line ca                  found a line: --line kiosk|vrs|terminal --name TEXT [--years N]\n"
    "  line enrol               certify a holder: --role ROLE --name NAME [--address IP]\n"
    "                           [--csr FILE] [--days N] -o FILE.pem\n"
    "  line renew               give it its next: --name NAME [--csr FILE] [--days N] -o FILE.pem\n"
    "  line withdraw            end it: --name NAME [--number N]\n"
    "                           --reason lost|exposed|closed|replaced\n"
    "  line list                print all, or what ends within days: [--expiring DAYS]\n"
    "  centre open, close       let visits begin, or none: [--opens HH:MM --closes HH:MM]\n"
    "                           [--ja TEXT --en TEXT --zh TEXT --ko TEXT | --no-notice]\n"
    "  centre show              print what the control file says\n"
    "  audit check              compare signatures, issues and entries of each ledger\n"
    "  incident list            print what residents told kiosks for staff to follow up\n"
    "  revoke lists             add what the ledgers withdrew to the lists\n"
    "  trust make               sign the next edition of the trust bundle\n"
    "  export public            make the folder that a web server shows to anyone\n"
    "\n"
    "  --module FILE            PKCS #11 library of the token for the demo's keys\n"
    "  --token LABEL            label of the token\n"
    "  --pin-file FILE          file of mode 0600 with the token's PIN\n"
    "  --keys FILE              where the keys live (keys.conf)\n"
    "  --authority DIR          the folder of the offline authorities\n"
    "  --existing               another tool made the key, under the period's name\n"
    "  --dir DIR                the folder of a line's authority (docs/pki.md)\n"
    "  --control FILE           what the centre's nodes read\n"
    "  --areas DIR              the folder that holds the areas\n"
    "  --sources DIR            the folder that the bundle is made from (docs/trust.md)\n"
    "  --root-key FILE          the root's private key, encrypted or of mode 0600\n"
    "  -o DIR, -o FILE          where the sources go; the bundle, with root.pem beside; or a\n"
    "                           certificate, FILE.pem, with FILE.key beside\n"
    "  --previous FILE          the edition before, where it is not FILE itself\n"
    "  --trust DIR              the folder of trust.jws and root.pem\n"
    "  --page FILE              the verifier page, akashi-verify.html\n"
    "  --json                   print one JSON object a line\n"
    "  --help                   print this text\n"
    "  --version                print the version\n"
    "\n"
    "exit status: 0 done, all is well; 1 a ledger does not agree, a key or certificate has to be\n"
    "followed, or the service is closed; 2 could not tell, misuse\n";

static bool open_keys(const struct key_settings *settings, struct key_port *out, char *why)
{
    if (settings->module[0] != 0)
        return keys_pkcs11_open(settings, out, why);
    return keys_memory_open(settings->folder, settings->demo, out, why);
}

static bool open_maker(const struct key_settings *settings, struct key_maker *out, char *why)
{
    if (settings->module[0] != 0)
        return keys_pkcs11_maker(settings, out, why);
    return keys_folder_maker(settings, out, why);
}

static const struct key_ports key_ports = {open_keys, open_maker};

static int64_t now(void)
{
    struct clock_port clock = clock_system();

    return clock.seconds(clock.self);
}

static bool take_path(char out[CONF_TEXT_SIZE], const char *path)
{
    char whole[PATH_MAX];
    int len = realpath(path, whole) != NULL ? snprintf(out, CONF_TEXT_SIZE, "%s", whole) : -1;

    return len > 0 && len < CONF_TEXT_SIZE;
}

static bool read_token(int argc, char **argv, struct key_settings *out)
{
    bool good = argc == 6;

    for (int i = 0; good && i < argc; i += 2) {
        if (strcmp(argv[i], "--module") == 0)
            good = take_path(out->module, argv[i + 1]);
        else if (strcmp(argv[i], "--pin-file") == 0)
            good = take_path(out->pin_file, argv[i + 1]);
        else
            good = strcmp(argv[i], "--token") == 0 && argv[i + 1][0] != 0 &&
                   snprintf(out->token, CONF_TEXT_SIZE, "%s", argv[i + 1]) < CONF_TEXT_SIZE;
    }
    return good && out->module[0] != 0 && out->pin_file[0] != 0 && out->token[0] != 0;
}

static int run_demo(int argc, char **argv)
{
    struct key_settings token = {0};
    const struct demo_ports ports = {.open = store_sqlite_open,
                                     .keys = key_ports,
                                     .token = argc > 2 ? &token : NULL,
                                     .now = now()};
    char why[DEMO_WHY_SIZE] = "";

    if (argc < 2 || strcmp(argv[0], "init") != 0 ||
        (argc > 2 && !read_token(argc - 2, argv + 2, &token)))
        return command_refuse(NAME, "demo init DIR [--module FILE --token LABEL --pin-file FILE]");
    return demo_init(&ports, argv[1], why) ? EXIT_YES : command_refuse(NAME, why);
}

static int run_key(int argc, char **argv)
{
    return key_command(&key_ports, now(), argc, argv);
}

static int run_audit(int argc, char **argv)
{
    const char *areas = NULL;
    bool json = false, understood = argc >= 1 && strcmp(argv[0], "check") == 0;

    for (int i = 1; understood && i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            json = true;
        else if (strcmp(argv[i], "--areas") == 0 && i + 1 < argc && areas == NULL)
            areas = argv[++i];
        else
            understood = false;
    }
    if (!understood || areas == NULL)
        return command_refuse(NAME, "audit check [--json] --areas DIR");
    return audit_check(store_sqlite_open, areas, json, stdout);
}

static int run_line(int argc, char **argv)
{
    return line_command(argc, argv, now());
}

static int run_revoke(int argc, char **argv)
{
    return revoke_command(store_sqlite_open, argc, argv);
}

static int run_incident(int argc, char **argv)
{
    return incidents_command(store_sqlite_open, argc, argv);
}

static int run_trust(int argc, char **argv)
{
    return trust_command(argc, argv, now());
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {{"demo", run_demo},          {"key", run_key},
                {"line", run_line},          {"audit", run_audit},
                {"revoke", run_revoke},      {"trust", run_trust},
                {"export", publish_command}, {"centre", control_command},
                {"incident", run_incident}};

int main(int argc, char **argv)
{
    if (command_answered(argc, argv, NAME, help))
        return EXIT_YES;
    if (!secret_process())
        return command_refuse(NAME, "the process could not be closed against looking in");
    for (size_t i = 0; argc >= 2 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    return command_refuse(
        NAME, "demo, key, line, centre, audit, incident, revoke, trust or export is missing; see "
              "--help");
}
