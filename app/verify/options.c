#include "app/verify/options.h"

#include <getopt.h>
#include <stddef.h>

static const char *take_option(int option, struct options *out)
{
    switch (option) {
    case 't':
        out->trust = optarg;
        return NULL;
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
                                            {"at", required_argument, NULL, 'a'},
                                            {"raw", no_argument, NULL, 'r'},
                                            {"json", no_argument, NULL, 'j'},
                                            {0}};
    const char *wrong = NULL;
    int option = 0;

    *out = (struct options){0};
    optind = 0;
    opterr = 0;
    while (wrong == NULL && (option = getopt_long(argc, argv, ":", options, NULL)) != -1)
        wrong = take_option(option, out);
    if (wrong == NULL && out->raw && out->json)
        wrong = "--raw and --json do not go together";
    if (wrong == NULL && optind >= argc)
        wrong = "no file given; see --help";
    out->files = argv + optind;
    return wrong;
}
