#include "app/admin/line_command.h"

#include "app/admin/line_authority.h"
#include "app/admin/line_list.h"
#include "drivers/host/command.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define NAME "akashi-admin"

/* What may be given, each by a letter of its own. */
static const struct option options[] = {{"dir", required_argument, NULL, 'd'},
                                        {"line", required_argument, NULL, 'l'},
                                        {"name", required_argument, NULL, 'n'},
                                        {"years", required_argument, NULL, 'y'},
                                        {"role", required_argument, NULL, 'r'},
                                        {"address", required_argument, NULL, 'a'},
                                        {"csr", required_argument, NULL, 'c'},
                                        {"days", required_argument, NULL, 't'},
                                        {"number", required_argument, NULL, 'i'},
                                        {"reason", required_argument, NULL, 'w'},
                                        {"expiring", required_argument, NULL, 'e'},
                                        {"json", no_argument, NULL, 'j'},
                                        {0}};

/* What was given, by letter; "" for what takes no value. */
struct given {
    const char *at[UCHAR_MAX + 1];
};

/* The number that was given, `otherwise` where none was, or -1 for what is no number. */
static int number(const struct given *given, char letter, int otherwise)
{
    const char *text = given->at[(unsigned char)letter];
    char *end = NULL;
    long value = 0;

    if (text == NULL)
        return otherwise;
    errno = 0;
    value = strtol(text, &end, 10);
    return errno == 0 && end != text && *end == 0 && value >= 0 && value <= INT_MAX ? (int)value
                                                                                    : -1;
}

static int done(bool good)
{
    return good ? EXIT_YES : EXIT_CANNOT_TELL;
}

static int found(const struct line_work *work, const struct given *given)
{
    return done(line_found(work, given->at['l'], given->at['n'], number(given, 'y', LINE_YEARS)));
}

static struct line_request request(const struct given *given)
{
    return (struct line_request){.role = given->at['r'],
                                 .name = given->at['n'],
                                 .address = given->at['a'],
                                 .csr = given->at['c'],
                                 .out = given->at['o'],
                                 .days = number(given, 't', LINE_DAYS)};
}

static int enrol(const struct line_work *work, const struct given *given)
{
    const struct line_request asked = request(given);

    return done(line_enrol(work, &asked));
}

static int renew(const struct line_work *work, const struct given *given)
{
    const struct line_request asked = request(given);

    return done(line_renew(work, &asked));
}

static int withdraw(const struct line_work *work, const struct given *given)
{
    int which = number(given, 'i', LINE_ALL);

    if (given->at['i'] != NULL && which < 1)
        return done(line_refuse(work, "--number", "a number of the register"));
    return done(line_withdraw(work, given->at['n'], which, given->at['w']));
}

static int list(const struct line_work *work, const struct given *given)
{
    int days = number(given, 'e', LINE_EXPIRING_NOT_ASKED);

    if (given->at['e'] != NULL && days < 0)
        return done(line_refuse(work, "--expiring", "a number of days"));
    return line_list(work, days, given->at['j'] != NULL, stdout);
}

static const struct command {
    const char *name, *needs, *may; /* letters of options */
    int (*run)(const struct line_work *work, const struct given *given);
} commands[] = {
    {"ca", "dln", "y", found},     {"enrol", "drno", "act", enrol},
    {"renew", "dno", "ct", renew}, {"withdraw", "dnw", "i", withdraw},
    {"list", "d", "ej", list},
};

static bool parse(int argc, char **argv, struct given *out)
{
    int letter = 0;

    optind = 0;
    opterr = 0;
    while ((letter = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        if (letter == '?' || out->at[letter] != NULL)
            return false;
        out->at[letter] = optarg != NULL ? optarg : "";
    }
    return optind == argc;
}

static bool suits(const struct command *is, const struct given *given)
{
    for (const char *letter = is->needs; *letter != 0; letter++)
        if (given->at[(unsigned char)*letter] == NULL)
            return false;
    for (int letter = 1; letter <= UCHAR_MAX; letter++)
        if (given->at[letter] != NULL && strchr(is->needs, letter) == NULL &&
            strchr(is->may, letter) == NULL)
            return false;
    return true;
}

int line_command(int argc, char **argv, int64_t now)
{
    struct given given = {0};
    char why[LINE_WHY_SIZE] = "line ca|enrol|renew|withdraw|list --dir DIR …; see --help";
    int status = EXIT_CANNOT_TELL;

    if (argc < 1 || !parse(argc, argv, &given))
        return command_refuse(NAME, why);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, argv[0]) == 0 && suits(&commands[i], &given))
            status = commands[i].run(
                &(struct line_work){.folder = given.at['d'], .now = now, .why = why}, &given);
    return status == EXIT_CANNOT_TELL ? command_refuse(NAME, why) : status;
}
