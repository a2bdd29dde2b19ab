#include "app/admin/trust_make.h"

#include "drivers/host/command.h"
#include "drivers/host/file.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEM_MAX = 1 << 14 };

static bool refuse(char *why, const char *name, const char *what)
{
    (void)snprintf(why, TRUST_WHY_SIZE, "%.255s: %.200s", name, what);
    return false;
}

/* A medium that keeps no modes is what an encrypted key is for. */
static bool is_guarded(const char *path, struct view pem)
{
    static const char encrypted[] = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
    struct stat at;

    return view_equal(view_cut(pem, 0, sizeof encrypted - 1), view_text(encrypted)) ||
           (stat(path, &at) == 0 && (at.st_mode & (S_IRWXG | S_IRWXO)) == 0);
}

static struct ec_key *read_root(const char *path, char *why)
{
    struct bytes pem = bytes_new_secret(PEM_MAX);
    struct ec_key *root = NULL;

    if (!file_read(path, &pem))
        refuse(why, path, "cannot be read");
    else if (!is_guarded(path, bytes_view(&pem)))
        refuse(why, path, "may be read by others than its owner (chmod 600)");
    else if ((root = ec_key_from_pem(bytes_view(&pem))) == NULL)
        refuse(why, path, "is not a key on P-256 in PEM");
    bytes_free(&pem);
    return root;
}

/* *out is NULL where there is none: the first edition. */
static bool open_previous(const struct trust_plan *plan, const struct ec_key *root,
                          struct trust **out, char *why)
{
    const char *path = plan->previous != NULL ? plan->previous : plan->out;
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    enum err code = ERR_OK;
    bool read = false;

    *out = NULL;
    if (plan->previous == NULL && access(path, F_OK) != 0)
        return true;
    read = file_read(path, &jws);
    if (read)
        code = trust_open(bytes_view(&jws), root, out);
    bytes_free(&jws);
    if (!read)
        return refuse(why, path, "cannot be read");
    return code == ERR_OK || refuse(why, path, err_meaning(code));
}

static enum err follow(const struct trust *previous, struct view jws, const struct ec_key *root)
{
    struct trust *made = NULL;
    enum err code = trust_open(jws, root, &made);

    if (code == ERR_OK && previous != NULL)
        code = trust_follows(previous, made);
    trust_free(&made);
    return code;
}

/* The public half beside the bundle. One that is there must be of the same root. */
static bool write_root(const char *bundle, const struct ec_key *root, char *why)
{
    char path[PATH_MAX];
    const char *slash = strrchr(bundle, '/');
    int folder = slash != NULL ? (int)(slash - bundle) + 1 : 0;
    int len = snprintf(path, sizeof path, "%.*sroot.pem", folder, bundle);
    struct bytes pem = bytes_new(PEM_MAX), there = bytes_new(PEM_MAX);
    bool good = len > 0 && (size_t)len < sizeof path && ec_key_public_pem(root, &pem);

    if (good && access(path, F_OK) == 0)
        good = file_read(path, &there) && view_equal(bytes_view(&pem), bytes_view(&there));
    else if (good)
        good = file_write(path, bytes_view(&pem), 0644);
    bytes_free(&pem);
    bytes_free(&there);
    return good || refuse(why, path, "is another root's, or cannot be written");
}

static bool make_next(const struct trust_plan *plan, const struct ec_key *root,
                      const struct trust *previous, char *why)
{
    struct trust_edition edition = {1, plan->now};
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    enum err code = ERR_OK;
    bool good = false;

    if (previous != NULL)
        edition.number = trust_edition(previous).number + 1;
    if (previous != NULL && trust_edition(previous).made > plan->now)
        refuse(why, "the edition before", err_meaning(AK_V75));
    else if (trust_sources_seal(plan->sources, edition, root, &jws, why))
        good = true;
    if (good)
        code = follow(previous, bytes_view(&jws), root);
    if (code != ERR_OK)
        good = refuse(why, plan->sources, err_meaning(code));
    good = good && write_root(plan->out, root, why);
    if (good && !file_write(plan->out, bytes_view(&jws), 0644))
        good = refuse(why, plan->out, "cannot be written");
    bytes_free(&jws);
    return good;
}

bool trust_make(const struct trust_plan *plan, char why[TRUST_WHY_SIZE])
{
    struct trust *previous = NULL;
    struct ec_key *root = read_root(plan->root_key, why);
    bool good = root != NULL && open_previous(plan, root, &previous, why) &&
                make_next(plan, root, previous, why);

    trust_free(&previous);
    ec_key_free(&root);
    return good;
}

static bool read_plan(int argc, char **argv, struct trust_plan *out)
{
    static const struct option options[] = {{"sources", required_argument, NULL, 's'},
                                            {"root-key", required_argument, NULL, 'r'},
                                            {"previous", required_argument, NULL, 'p'},
                                            {0}};
    int option = 0;

    optind = 0;
    opterr = 0;
    while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        if (option == 's')
            out->sources = optarg;
        else if (option == 'r')
            out->root_key = optarg;
        else if (option == 'p')
            out->previous = optarg;
        else if (option == 'o')
            out->out = optarg;
        else
            return false;
    }
    return optind == argc && out->sources != NULL && out->root_key != NULL && out->out != NULL;
}

int trust_command(int argc, char **argv, int64_t now)
{
    struct trust_plan plan = {.now = now};
    char why[TRUST_WHY_SIZE] = "";

    if (argc < 1 || strcmp(argv[0], "make") != 0 || !read_plan(argc, argv, &plan))
        return command_refuse("akashi-admin", "trust make --sources DIR --root-key FILE -o FILE "
                                              "[--previous FILE]");
    return trust_make(&plan, why) ? EXIT_YES : command_refuse("akashi-admin", why);
}
