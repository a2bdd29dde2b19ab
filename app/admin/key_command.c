#include "app/admin/key_command.h"

#include "app/admin/authority.h"
#include "app/admin/key_export.h"
#include "app/admin/key_list.h"
#include "drivers/host/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#define NAME "akashi-admin"

struct options {
    const char *keys, *authority, *out; /* --keys --authority -o */
    const char *what;                   /* the word behind the command */
    bool json, existing;
};

static bool make_authorities(const struct key_work *work, const struct options *options)
{
    (void)options;
    return authority_make(work->authority, work->settings, work->now, work->why);
}

static bool generate(const struct key_work *work, const struct options *options)
{
    return key_generate(work, options->what);
}

static bool rotate(const struct key_work *work, const struct options *options)
{
    return key_rotate(work, options->what);
}

static bool retire(const struct key_work *work, const struct options *options)
{
    return key_retire(work, options->what);
}

static bool withdraw(const struct key_work *work, const struct options *options)
{
    return key_withdraw(work, options->what);
}

static bool export(const struct key_work *work, const struct options *options)
{
    return key_export(work, options->out);
}

static const struct command {
    const char *name;
    bool (*run)(const struct key_work *work, const struct options *options); /* NULL: key_list */
    bool what, authority, out; /* which it needs; --authority may be given to any */
    bool json, existing;       /* which may be given */
} commands[] = {
    {"authority", make_authorities, .authority = true},
    {"generate", generate, .what = true, .existing = true},
    {"rotate", rotate, .what = true, .authority = true, .existing = true},
    {"list", NULL, .json = true},
    {"retire", retire, .what = true},
    {"withdraw", withdraw, .what = true},
    {"export", export, .out = true},
};

/* argv[0] is the command's own word. */
static bool parse(int argc, char **argv, struct options *out)
{
    static const struct option options[] = {{"keys", required_argument, NULL, 'k'},
                                            {"authority", required_argument, NULL, 'a'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"existing", no_argument, NULL, 'e'},
                                            {0}};
    int option = 0;

    optind = 0;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        if (option == 'k')
            out->keys = optarg;
        else if (option == 'a')
            out->authority = optarg;
        else if (option == 'o')
            out->out = optarg;
        else if (option == 'j')
            out->json = true;
        else if (option == 'e')
            out->existing = true;
        else
            return false;
    }
    if (optind < argc)
        out->what = argv[optind++];
    return optind == argc && out->keys != NULL;
}

static bool suits(const struct command *is, const struct options *options)
{
    return is->what == (options->what != NULL) && is->out == (options->out != NULL) &&
           (is->json || !options->json) && (is->existing || !options->existing) &&
           (!is->authority || options->authority != NULL);
}

static const struct command *find(int argc, char **argv, struct options *options)
{
    if (argc < 1 || !parse(argc, argv, options))
        return NULL;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, argv[0]) == 0)
            return suits(&commands[i], options) ? &commands[i] : NULL;
    return NULL;
}

int key_command(const struct key_ports *ports, int64_t now, int argc, char **argv)
{
    struct options options = {0};
    const struct command *command = find(argc, argv, &options);
    struct key_settings settings;
    char why[KEYS_WHY_SIZE] = "";
    const struct key_work work = {.ports = ports,
                                  .settings = &settings,
                                  .authority = options.authority,
                                  .now = now,
                                  .existing = options.existing,
                                  .why = why};
    int status = EXIT_YES;

    if (command == NULL)
        return command_refuse(NAME, "key authority|generate WHAT|rotate WHAT|list|retire NAME|"
                                    "withdraw NAME|export --keys FILE …; see --help");
    if (!key_settings_load(options.keys, &settings, why))
        return command_refuse(NAME, why);
    if (command->run == NULL)
        status = key_list(&work, options.json, stdout);
    else if (!command->run(&work, &options))
        status = EXIT_CANNOT_TELL;
    return status == EXIT_CANNOT_TELL ? command_refuse(NAME, why) : status;
}
