/* akashi-vcard: virtual My Number Cards behind vpcd. */
#include "crypto/base/secret.h"
#include "crypto/random.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"
#include "hw/vcard/authority.h"
#include "hw/vcard/card_file.h"
#include "hw/vcard/control.h"
#include "hw/vcard/issue.h"
#include "hw/vcard/profile.h"
#include "hw/vcard/serve.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "akashi-vcard";

static const char help[] =
    "usage: akashi-vcard ca|issue|serve|tell ...\n"
    "\n"
    "Virtual My Number Cards for testers: they enter through vpcd and pcscd, as plastic does.\n"
    "\n"
    "  ca DIR [--root DIGITS] [--signer DIGITS]\n"
    "      Make a hierarchy of test keys in DIR, with the roots.txt that others trust it by.\n"
    "  issue --ca DIR --profile FILE -o CARD\n"
    "      Make a card as FILE describes it.\n"
    "  serve [--port N] [--control PATH] [--removed] [--fault PLAN [--seed N]] [--other CARD] "
    "CARD...\n"
    "      Lay each card on a slot of vpcd: the first on port N, the next on N + 1.\n"
    "  tell PATH WORD...\n"
    "      Say one line to a running serve --control PATH and print its answer.\n"
    "\n"
    "  --root DIGITS     seven digits of the root's key id, from 9 (9000033)\n"
    "  --signer DIGITS   seven digits of the municipality's key id, from 9 (9131105)\n"
    "  --ca DIR          the hierarchy that signs the card\n"
    "  --profile FILE    who and what the card is\n"
    "  -o CARD           the file the card is written to\n"
    "  --port N          port of vpcd's first slot (35963)\n"
    "  --control PATH    take lines at a unix socket: insert N, turn N, remove N,\n"
    "                    swap N CARD\n"
    "  --removed         begin with no card inserted\n"
    "  --fault PLAN      what goes wrong with the cards, and when: akashi-fault(5)\n"
    "  --seed N          for chance and garbage of the plan; drawn where it is not given\n"
    "  --other CARD      the card whose files a fault other-card shows\n"
    "  --help            print this and end\n"
    "  --version         print the version and end\n";

/* All subcommands share one list; each looks at what is its own. */
struct choices {
    const char *root, *signer, *ca, *profile, *out, *port, *control, *fault, *seed, *other;
    bool removed;
    char **rest;
    int count;
};

static const char **place_of(struct choices *choices, int option)
{
    switch (option) {
    case 'r':
        return &choices->root;
    case 's':
        return &choices->signer;
    case 'c':
        return &choices->ca;
    case 'p':
        return &choices->profile;
    case 'o':
        return &choices->out;
    case 'n':
        return &choices->port;
    case 'l':
        return &choices->control;
    case 'f':
        return &choices->fault;
    case 'd':
        return &choices->seed;
    case 'h':
        return &choices->other;
    default:
        return NULL;
    }
}

/* `allowed` holds the letters of the options that the subcommand knows. */
static bool take_choices(int argc, char **argv, const char *allowed, struct choices *out)
{
    static const struct option options[] = {
        {"root", required_argument, NULL, 'r'},
        {"signer", required_argument, NULL, 's'},
        {"ca", required_argument, NULL, 'c'},
        {"profile", required_argument, NULL, 'p'},
        {"port", required_argument, NULL, 'n'},
        {"control", required_argument, NULL, 'l'},
        {"fault", required_argument, NULL, 'f'},
        {"seed", required_argument, NULL, 'd'},
        {"other", required_argument, NULL, 'h'},
        {"removed", no_argument, NULL, 'x'},
        {0},
    };
    int option = 0;

    *out = (struct choices){0};
    opterr = 0;
    while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        const char **place = place_of(out, option);

        if (strchr(allowed, option) == NULL || (place != NULL && *place != NULL))
            return false;
        if (place != NULL)
            *place = optarg;
        else
            out->removed = true;
    }
    out->rest = argv + optind;
    out->count = argc - optind;
    return true;
}

static int command_ca(int argc, char **argv)
{
    struct choices choices;
    const char *root = "9000033", *signer = "9131105";

    if (!take_choices(argc, argv, "rs", &choices) || choices.count != 1)
        return command_refuse(name, "ca DIR [--root DIGITS] [--signer DIGITS]");
    root = choices.root != NULL ? choices.root : root;
    signer = choices.signer != NULL ? choices.signer : signer;
    if (!authority_digits(root) || !authority_digits(signer))
        return command_refuse(name, "a key id is seven digits from 9");
    if (!authority_make(choices.rest[0], root, signer))
        return command_refuse(name, "the hierarchy cannot be written");
    return EXIT_YES;
}

static const char *issue(const struct choices *choices, const struct profile *profile)
{
    struct authority authority = {0};
    struct vcard *card = NULL;
    const char *wrong = NULL;

    if (!authority_load(choices->ca, &authority))
        return "the hierarchy cannot be read";
    card = issue_card(profile, &authority);
    if (card == NULL)
        wrong = "name and address do not fit the card";
    else if (!card_file_save(card, choices->out))
        wrong = "the card cannot be written";
    vcard_free(&card);
    authority_wipe(&authority);
    return wrong;
}

static int command_issue(int argc, char **argv)
{
    struct choices choices;
    struct profile profile;
    char why[CONF_WHY_SIZE] = "";
    const char *wrong = NULL;

    if (!take_choices(argc, argv, "cpo", &choices) || choices.count != 0 || choices.ca == NULL ||
        choices.profile == NULL || choices.out == NULL)
        return command_refuse(name, "issue --ca DIR --profile FILE -o CARD");
    if (!profile_load(choices.profile, &profile, why))
        return command_refuse(name, why);
    wrong = issue(&choices, &profile);
    wipe(&profile, sizeof profile);
    return wrong != NULL ? command_refuse(name, wrong) : EXIT_YES;
}

static bool take_port(const char *text, size_t slots, int *port)
{
    char *end = NULL;
    long n = 0;

    *port = SERVE_PORT;
    if (text == NULL)
        return true;
    n = strtol(text, &end, 10);
    *port = (int)n;
    return end != text && *end == 0 && n >= 1 && n + (long)slots <= 65536;
}

static bool take_seed(const char *text, uint64_t *out)
{
    char *end = NULL;

    if (text == NULL)
        return random_fill((uint8_t *)out, sizeof *out);
    errno = 0;
    *out = strtoull(text, &end, 10);
    return errno == 0 && *text >= '0' && *text <= '9' && *end == 0;
}

/* Reads the plan and tells the text that repeats the run. */
static const char *take_faults(const struct choices *choices, struct plan *out,
                               char why[PLAN_WHY_SIZE])
{
    char text[PLAN_TEXT_SIZE];
    uint64_t seed = 0;

    if (choices->fault == NULL)
        return choices->seed != NULL || choices->other != NULL
                   ? "--seed and --other go with --fault"
                   : NULL;
    if (!plan_parse(choices->fault, out, why))
        return why;
    if ((plan_names(out, FAULT_OTHER_CARD) != NULL) != (choices->other != NULL))
        return "how=other-card and --other CARD go together";
    if (!take_seed(choices->seed, &seed))
        return "--seed needs a number";
    plan_seed(out, seed);
    plan_text(out, text);
    fprintf(stderr, "%s: replay --fault '%s'\n", name, text);
    return NULL;
}

static int command_serve(int argc, char **argv)
{
    char why[PLAN_WHY_SIZE] = "";
    struct clock_port clock = clock_system();
    struct serve_plan plan = {0};
    struct choices choices;
    const char *wrong = NULL;

    if (!take_choices(argc, argv, "nlxfdh", &choices) || choices.count < 1 ||
        choices.count > SERVE_SLOTS_MAX)
        return command_refuse(name, "serve [--port N] [--control PATH] [--removed] "
                                    "[--fault PLAN [--seed N]] [--other CARD] CARD...");
    plan = (struct serve_plan){.control = choices.control,
                               .removed = choices.removed,
                               .cards = choices.rest,
                               .count = (size_t)choices.count,
                               .other = choices.other};
    if (!take_port(choices.port, plan.count, &plan.port))
        return command_refuse(name, "--port needs a number that leaves room for every card");
    wrong = take_faults(&choices, &plan.faults, why);
    if (wrong == NULL)
        wrong = serve_run(&plan, &clock);
    return wrong != NULL ? command_refuse(name, wrong) : EXIT_YES;
}

static int command_tell(int argc, char **argv)
{
    char line[CONTROL_LINE_SIZE] = "", answer[CONTROL_ANSWER_SIZE];
    size_t len = 0;

    for (int i = 2; i < argc; i++) {
        int more = snprintf(line + len, sizeof line - len, "%s%s", i > 2 ? " " : "", argv[i]);

        if (more < 0 || (size_t)more >= sizeof line - len)
            return command_refuse(name, "the line is too long");
        len += (size_t)more;
    }
    if (argc < 3)
        return command_refuse(name, "tell PATH WORD...");
    if (!control_tell(argv[1], line, answer))
        return command_refuse(name, "nobody answers there");
    puts(answer);
    return strcmp(answer, "ok") == 0 ? EXIT_YES : EXIT_NO;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int, char **);
    } commands[] = {{"ca", command_ca},
                    {"issue", command_issue},
                    {"serve", command_serve},
                    {"tell", command_tell}};

    if (!secret_process())
        return command_refuse(name, "the process cannot be closed against others");
    json_set_alloc_funcs(wiping_malloc, wiping_free);
    if (command_answered(argc, argv, name, help))
        return EXIT_YES;
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return command_refuse(name, "ca, issue, serve or tell");
}
