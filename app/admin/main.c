#include "app/admin/audit.h"
#include "app/admin/demo.h"
#include "crypto/base/secret.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"
#include "drivers/keys/memory.h"
#include "drivers/store/store_sqlite.h"

#include <stdio.h>
#include <string.h>

#define NAME "akashi-admin"

static const char help[] =
    "usage: akashi-admin demo init DIR | audit check [--json] --areas DIR\n"
    "\n"
    "What an operator does from a command line.\n"
    "\n"
    "  demo init DIR            make a demo world in DIR; does nothing when it is there already\n"
    "  audit check --areas DIR  compare signatures, issues and entries of each area's ledger\n"
    "\n"
    "  --areas DIR              the folder that holds the areas\n"
    "  --json                   print one JSON object a line\n"
    "  --help                   print this text\n"
    "  --version                print the version\n"
    "\n"
    "exit status: 0 done, all agree; 1 a ledger does not agree; 2 could not tell, misuse\n";

static bool open_keys(const char *folder, bool demo, struct key_port *out, char *why)
{
    return keys_memory_open(folder, demo, out, why);
}

static int run_demo(int argc, char **argv)
{
    struct clock_port clock = clock_system();
    const struct demo_ports ports = {
        .open = store_sqlite_open, .keys = open_keys, .now = clock.seconds(clock.self)};
    char why[DEMO_WHY_SIZE] = "";

    if (argc != 2 || strcmp(argv[0], "init") != 0)
        return command_refuse(NAME, "demo init DIR");
    return demo_init(&ports, argv[1], why) ? EXIT_YES : command_refuse(NAME, why);
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

int main(int argc, char **argv)
{
    if (command_answered(argc, argv, NAME, help))
        return EXIT_YES;
    if (!secret_process())
        return command_refuse(NAME, "the process could not be closed against looking in");
    if (argc >= 2 && strcmp(argv[1], "demo") == 0)
        return run_demo(argc - 2, argv + 2);
    if (argc >= 2 && strcmp(argv[1], "audit") == 0)
        return run_audit(argc - 2, argv + 2);
    return command_refuse(NAME, "demo or audit is missing; see --help");
}
