#include "app/verify/options.h"

#include <getopt.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { DECIMAL = 10, DIGITS_MAX = 5 };

static bool read_days(const char *text, int *out)
{
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > DIGITS_MAX || text[digits] != 0)
        return false;
    *out = (int)strtol(text, NULL, DECIMAL);
    return *out <= MAX_AGE_DAYS_MOST;
}

static const char *take_option(int option, struct options *out)
{
    switch (option) {
    case 't':
        out->trust = optarg;
        return NULL;
    case 'o':
        out->root = optarg;
        return NULL;
    case 'm':
        return read_days(optarg, &out->max_age) ? NULL : "--max-age needs a number of days";
    case 'a':
        return date_parse(optarg, &out->at) ? NULL : "--at needs a day as YYYY-MM-DD";
    case 'r':
        out->raw = true;
        return NULL;
    case 'j':
        out->json = true;
        return NULL;
    case ':':
        return "an option lacks its value";
    default:
        return "unknown option; see --help";
    }
}

const char *options_read(int argc, char **argv, struct options *out)
{
    static const struct option options[] = {{"trust", required_argument, NULL, 't'},
                                            {"root", required_argument, NULL, 'o'},
                                            {"max-age", required_argument, NULL, 'm'},
                                            {"at", required_argument, NULL, 'a'},
                                            {"raw", no_argument, NULL, 'r'},
                                            {"json", no_argument, NULL, 'j'},
                                            {0}};
    const char *wrong = NULL;
    int option = 0;

    *out = (struct options){.max_age = MAX_AGE_DAYS};
    optind = 0;
    opterr = 0;
    while (wrong == NULL && (option = getopt_long(argc, argv, ":", options, NULL)) != -1)
        wrong = take_option(option, out);
    if (wrong == NULL && out->raw && out->json)
        wrong = "--raw and --json do not go together";
    if (wrong == NULL && out->root != NULL && out->trust == NULL)
        wrong = "--root needs --trust";
    if (wrong == NULL && optind >= argc)
        wrong = "no file given; see --help";
    out->files = argv + optind;
    return wrong;
}
