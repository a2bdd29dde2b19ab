#include "app/card/options.h"

#include <getopt.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static bool take_fd(const char *text, int *out)
{
    char *end = NULL;
    long fd = strtol(text, &end, 10);

    *out = (int)fd;
    return end != text && *end == 0 && fd >= 0 && fd <= INT_MAX;
}

static bool take_with(const char *text, enum pin_kind *out)
{
    static const char *const words[PIN_KINDS] = {
        [PIN_OF_HOLDER] = "pin", [PIN_NUMBER_A] = "number-a", [PIN_NUMBER_B] = "number-b"};

    for (size_t i = 0; i < PIN_KINDS; i++) {
        if (strcmp(text, words[i]) != 0)
            continue;
        *out = (enum pin_kind)i;
        return true;
    }
    return false;
}

static const char *take_option(int option, struct options *out)
{
    switch (option) {
    case 'r':
        out->reader = optarg;
        return NULL;
    case 'o':
        out->roots = optarg;
        return NULL;
    case 'p':
        return take_fd(optarg, &out->pin_fd) ? NULL : "--pin-fd needs the number of a descriptor";
    case 'w':
        return take_with(optarg, &out->with) ? NULL : "--with is pin, number-a or number-b";
    case 'j':
        out->json = true;
        return NULL;
    case 's':
        out->show = true;
        return NULL;
    case 'l':
        out->last_try = true;
        return NULL;
    case ':':
        return "an option lacks its value";
    default:
        return "unknown option; see --help";
    }
}

static const char *take_action(int argc, char **argv, struct options *out)
{
    static const char *const words[] = {
        [ACTION_LIST] = "list", [ACTION_CHECK] = "check", [ACTION_READ] = "read"};

    if (argc - optind != 1)
        return "list, check or read; see --help";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(argv[optind], words[i]) != 0)
            continue;
        out->action = (enum action)i;
        return NULL;
    }
    return "list, check or read; see --help";
}

static const char *check_together(const struct options *options)
{
    if (options->action != ACTION_READ && (options->pin_fd >= 0 || options->with != PIN_OF_HOLDER ||
                                           options->show || options->last_try))
        return "--with, --pin-fd, --show and --last-try go with read only";
    if (options->action == ACTION_LIST && (options->roots != NULL || options->reader[0] != 0))
        return "--roots and --reader do not go with list";
    return NULL;
}

const char *options_read(int argc, char **argv, struct options *out)
{
    static const struct option options[] = {
        {"reader", required_argument, NULL, 'r'}, {"roots", required_argument, NULL, 'o'},
        {"with", required_argument, NULL, 'w'},   {"pin-fd", required_argument, NULL, 'p'},
        {"json", no_argument, NULL, 'j'},         {"show", no_argument, NULL, 's'},
        {"last-try", no_argument, NULL, 'l'},     {0}};
    const char *wrong = NULL;
    int option = 0;

    *out = (struct options){.reader = "", .pin_fd = -1};
    optind = 0;
    opterr = 0;
    while (wrong == NULL && (option = getopt_long(argc, argv, ":", options, NULL)) != -1)
        wrong = take_option(option, out);
    if (wrong == NULL)
        wrong = take_action(argc, argv, out);
    return wrong != NULL ? wrong : check_together(out);
}
