/* akashi-vline: a line between two programs that goes wrong by plan. */
#include "crypto/base/secret.h"
#include "crypto/random.h"
#include "drivers/host/command.h"
#include "drivers/net/loop.h"
#include "hw/vline/desk.h"
#include "hw/vline/place.h"

#include <errno.h>
#include <event2/event.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char name[] = "akashi-vline";

static const char help[] =
    "usage: akashi-vline --listen PLACE --to PLACE [--fault PLAN] [--seed N] [--control PATH]\n"
    "           [--terminate ROLE:ROLE --ca FILE --server FILE --client FILE]\n"
    "       akashi-vline tell PATH WORD...\n"
    "\n"
    "A line between two programs that goes wrong by plan. A PLACE is ADDRESS:PORT or unix:PATH.\n"
    "tell says one line to a running --control PATH and prints its answer.\n"
    "\n"
    "  --listen PLACE         where the asker comes in; port 0 takes a free one\n"
    "  --to PLACE             where the answerer is\n"
    "  --fault PLAN           what goes wrong, and when: akashi-fault(5)\n"
    "  --seed N               for chance in the plan; drawn where it is not given\n"
    "  --control PATH         take lines at a unix socket: plan PLAN, count, cut, only PATH\n"
    "  --terminate ROLE:ROLE  end TLS on both sides, as between these two: kiosk:centre\n"
    "  --ca FILE              the CA of that line\n"
    "  --server FILE          FILE.pem and FILE.key are shown to the asker\n"
    "  --client FILE          FILE.pem and FILE.key are shown to the answerer\n"
    "  --help                 shows this text\n"
    "  --version              shows the version\n";

enum { ROLE_SIZE = 32 };

enum choice {
    CHOICE_LISTEN,
    CHOICE_TO,
    CHOICE_FAULT,
    CHOICE_SEED,
    CHOICE_CONTROL,
    CHOICE_TERMINATE,
    CHOICE_CA,
    CHOICE_SERVER,
    CHOICE_CLIENT,
    CHOICES
};

static bool take_choices(int argc, char **argv, const char *out[CHOICES])
{
    static const struct option options[] = {
        {"listen", required_argument, NULL, CHOICE_LISTEN},
        {"to", required_argument, NULL, CHOICE_TO},
        {"fault", required_argument, NULL, CHOICE_FAULT},
        {"seed", required_argument, NULL, CHOICE_SEED},
        {"control", required_argument, NULL, CHOICE_CONTROL},
        {"terminate", required_argument, NULL, CHOICE_TERMINATE},
        {"ca", required_argument, NULL, CHOICE_CA},
        {"server", required_argument, NULL, CHOICE_SERVER},
        {"client", required_argument, NULL, CHOICE_CLIENT},
        {0},
    };
    int option = 0;

    opterr = 0;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option < 0 || option >= CHOICES || out[option] != NULL)
            return false;
        out[option] = optarg;
    }
    return optind == argc && out[CHOICE_LISTEN] != NULL && out[CHOICE_TO] != NULL;
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

/* --- Where TLS ends on both sides --------------------------------------------------------------
 */

/* What exchange_plan points to. */
struct ends {
    char address[PLACE_HOST_SIZE], to[PLACE_HOST_SIZE];
    char asker[ROLE_SIZE], answerer[ROLE_SIZE];
    char server_pem[PATH_MAX], server_key[PATH_MAX], client_pem[PATH_MAX], client_key[PATH_MAX];
};

static bool join(const char *path, const char *ending, char out[PATH_MAX])
{
    int len = snprintf(out, PATH_MAX, "%s%s", path, ending);

    return len > 0 && len < PATH_MAX;
}

static bool take_roles(const char *text, struct ends *ends)
{
    size_t len = strcspn(text, ":");

    if (len == 0 || len >= ROLE_SIZE || text[len] == 0 || text[len + 1] == 0 ||
        strlen(text + len + 1) >= ROLE_SIZE)
        return false;
    memcpy(ends->asker, text, len);
    memcpy(ends->answerer, text + len + 1, strlen(text + len + 1) + 1);
    return true;
}

static bool take_ends(const char *choices[CHOICES], struct ends *ends, struct exchange_plan *out)
{
    const char *server = choices[CHOICE_SERVER], *client = choices[CHOICE_CLIENT];
    const char *ca = choices[CHOICE_CA];

    if (ca == NULL || server == NULL || client == NULL ||
        !take_roles(choices[CHOICE_TERMINATE], ends) || !join(server, ".pem", ends->server_pem) ||
        !join(server, ".key", ends->server_key) || !join(client, ".pem", ends->client_pem) ||
        !join(client, ".key", ends->client_key) ||
        !place_split(choices[CHOICE_LISTEN], ends->address, &out->port) ||
        !place_split(choices[CHOICE_TO], ends->to, &out->to_port))
        return false;
    out->address = ends->address;
    out->to = ends->to;
    out->asker = ends->asker;
    out->answerer = ends->answerer;
    out->as_answerer =
        (struct tls_files){.ca = ca, .certificate = ends->server_pem, .key = ends->server_key};
    out->as_asker =
        (struct tls_files){.ca = ca, .certificate = ends->client_pem, .key = ends->client_key};
    return true;
}

/* --- And where it passes -----------------------------------------------------------------------
 */

static const char *open_line(struct event_base *loop, const char *choices[CHOICES],
                             struct desk *desk)
{
    struct address listen, to;

    if (!place_parse(choices[CHOICE_LISTEN], &listen) || !place_parse(choices[CHOICE_TO], &to))
        return "a place is ADDRESS:PORT or unix:PATH";
    desk->line = line_open(loop, &listen, &to);
    return desk->line != NULL ? NULL : "--listen: nothing can listen there";
}

static const char *open_desk(struct event_base *loop, const char *choices[CHOICES],
                             struct ends *ends, struct desk *desk, char why[TLS_WHY_SIZE])
{
    struct exchange_plan plan = {0};

    if (choices[CHOICE_TERMINATE] == NULL)
        return open_line(loop, choices, desk);
    if (!take_ends(choices, ends, &plan))
        return "--terminate ROLE:ROLE needs --ca, --server, --client and numeric places";
    desk->exchange = exchange_open(loop, &plan, why);
    return desk->exchange != NULL ? NULL : why;
}

static const char *tell_plan(struct desk *desk, const char *plan, char why[TLS_WHY_SIZE])
{
    char text[PLAN_TEXT_SIZE];

    if (plan == NULL)
        return NULL;
    if (!desk_follow(desk, plan, text, why))
        return why;
    fprintf(stderr, "%s: replay --fault '%s'\n", name, text);
    return NULL;
}

static const char *run(const char *choices[CHOICES], uint64_t seed, char why[TLS_WHY_SIZE])
{
    struct event_base *loop = loop_open();
    struct desk desk = {.seed = seed};
    struct ends ends = {0};
    struct control *control = NULL;
    const char *wrong = "no memory";

    if (loop == NULL)
        goto out;
    wrong = open_desk(loop, choices, &ends, &desk, why);
    if (wrong == NULL)
        wrong = tell_plan(&desk, choices[CHOICE_FAULT], why);
    if (wrong != NULL)
        goto out;
    wrong = "--control: nothing can listen there";
    if (choices[CHOICE_CONTROL] != NULL) {
        control = control_open(loop, choices[CHOICE_CONTROL], desk_act, &desk);
        if (control == NULL)
            goto out;
    }
    command_ready(desk.line != NULL ? line_port(desk.line) : exchange_port(desk.exchange));
    wrong = loop_run(loop) ? NULL : "the event loop failed";

out:
    control_close(&control);
    line_close(&desk.line);
    exchange_close(&desk.exchange);
    loop_close(&loop);
    return wrong;
}

static int command_tell(int argc, char **argv)
{
    char line[CONTROL_ANSWER_SIZE] = "", answer[CONTROL_ANSWER_SIZE];
    size_t len = 0;

    if (argc < 4)
        return command_refuse(name, "tell PATH WORD...");
    for (int i = 3; i < argc; i++) {
        int more = snprintf(line + len, sizeof line - len, "%s%s", i > 3 ? " " : "", argv[i]);

        if (more < 0 || (size_t)more >= sizeof line - len)
            return command_refuse(name, "the line is too long");
        len += (size_t)more;
    }
    if (!control_tell(argv[2], line, answer))
        return command_refuse(name, "nobody answers there");
    puts(answer);
    return strncmp(answer, "ok", 2) == 0 ? EXIT_YES : EXIT_NO;
}

int main(int argc, char **argv)
{
    const char *choices[CHOICES] = {0}, *wrong = NULL;
    char why[TLS_WHY_SIZE] = "";
    uint64_t seed = 0;

    if (command_answered(argc, argv, name, help))
        return EXIT_YES;
    if (!secret_process())
        return command_refuse(name, "the process cannot be closed against others");
    if (argc > 1 && strcmp(argv[1], "tell") == 0)
        return command_tell(argc, argv);
    if (!take_choices(argc, argv, choices))
        return command_refuse(name, "--listen PLACE --to PLACE, and --help for the rest");
    if (!take_seed(choices[CHOICE_SEED], &seed))
        return command_refuse(name, "--seed needs a number");
    wrong = run(choices, seed, why);
    return wrong != NULL ? command_refuse(name, wrong) : EXIT_YES;
}
