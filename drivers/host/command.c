#include "drivers/host/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

bool command_answered(int argc, char **argv, const char *name, const char *help)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(help, stdout);
            return true;
        }
        if (strcmp(argv[i], "--version") == 0) {
            printf("%s %s\n", name, AKASHI_VERSION);
            return true;
        }
    }
    return false;
}

int command_refuse(const char *name, const char *what)
{
    fprintf(stderr, "%s: %s\n", name, what);
    return EXIT_CANNOT_TELL;
}

/* The one line ends with the usage, which is the first line of the help. */
static bool refuse_usage(const char *name, const char *help, const char *what)
{
    fprintf(stderr, "%s: %s (%.*s)\n", name, what, (int)strcspn(help, "\n"), help);
    return false;
}

static const char *take_option(int option, struct command_service *out, size_t *sets)
{
    switch (option) {
    case 'c':
        if (out->config != NULL)
            return "--config is given twice";
        out->config = optarg;
        return NULL;
    case 's':
        if (*sets == COMMAND_SETS_MAX)
            return "too many --set";
        out->sets[(*sets)++] = optarg;
        return NULL;
    case ':':
        return "an option lacks its value";
    default:
        return "unknown option";
    }
}

bool command_service(int argc, char **argv, const char *name, const char *help,
                     struct command_service *out)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'}, {"set", required_argument, NULL, 's'}, {0}};
    const char *wrong = NULL;
    size_t sets = 0;
    int option = 0;

    *out = (struct command_service){0};
    optind = 0;
    opterr = 0;
    while (wrong == NULL && (option = getopt_long(argc, argv, "+:", options, NULL)) != -1)
        wrong = take_option(option, out, &sets);
    if (wrong == NULL && optind < argc)
        wrong = "takes options only";
    if (wrong == NULL && out->config == NULL)
        wrong = "--config FILE is missing";
    return wrong == NULL || refuse_usage(name, help, wrong);
}

void command_ready(int port)
{
    if (port > 0)
        printf("ready port=%d\n", port);
    else
        puts("ready");
    fflush(stdout);
}
