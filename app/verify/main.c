#include "app/verify/check.h"
#include "app/verify/options.h"
#include "app/verify/report.h"
#include "app/verify/seen.h"
#include "app/verify/source.h"
#include "crypto/base/secret.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"

#include <jansson.h>

#include <limits.h>
#include <stdio.h>

static const char help[] =
    "usage: akashi-verify [--trust DIR] [--at DATE] [--raw] [--json] FILE...|-\n"
    "Says whether the codes of a vaccination certificate are valid, not valid, or cannot be told.\n"
    "FILE is text (shc:/..., HC1:..., a VDS-NC seal or a .smart-health-card file), a PNG or JPEG\n"
    "picture, or a PDF; - is standard input. No network is used.\n"
    "\n"
    "  --trust DIR     believe whom the signed bundle DIR/trust.jws names\n"
    "  --root FILE     the public key that signs the bundle (PEM), instead of DIR/root.pem\n"
    "  --max-age DAYS  how old the bundle may be for a yes (30)\n"
    "  --at DATE       check as of the end of this day (YYYY-MM-DD, Japan time) instead of now\n"
    "  --raw           print the content of each code as it was signed, and nothing else\n"
    "  --json          print one JSON object for each code\n"
    "  --help          print this\n"
    "  --version       print the version\n"
    "\n"
    "Exit status: 0 all valid, 1 a code is not valid, 2 cannot tell, no code found, or misuse.\n";

/* Where the answers of all files come together. */
struct run {
    const struct options *options;
    const struct basis *basis;
    enum language language;
};

static bool report(const struct run *run, const char *file, const struct codes *codes,
                   const struct check *check)
{
    if (run->options->raw)
        return report_raw(stdout, codes);
    if (run->options->json)
        return report_json(stdout, file, check, run->basis);
    report_text(stdout, file, check, run->basis, run->language);
    return true;
}

static void say_unreadable(const char *file)
{
    char what[PATH_MAX + 64];

    (void)snprintf(what, sizeof what, "%s cannot be read, or not to its end", file);
    command_refuse(VERIFY_NAME, what);
}

static enum seal_verdict answer(const struct run *run, const char *file)
{
    struct codes codes = {0};
    struct check check;
    enum seal_verdict verdict = SEAL_CANNOT_TELL;
    bool whole = source_codes(file, &codes);

    check_codes(&codes, run->basis, &check);
    verdict = check.verdict;
    /* What could not be read to its end may hide another code. */
    if (!whole)
        verdict = verdict_worse(verdict, SEAL_CANNOT_TELL);
    if (!whole)
        say_unreadable(file);
    if (!report(run, file, &codes, &check))
        verdict = verdict_worse(verdict, SEAL_CANNOT_TELL);
    codes_free(&codes);
    wipe(&check, sizeof check);
    return verdict;
}

static int exit_status(enum seal_verdict verdict)
{
    if (verdict == SEAL_VALID)
        return EXIT_YES;
    return verdict == SEAL_NOT_VALID ? EXIT_NO : EXIT_CANNOT_TELL;
}

static int answer_all(const struct options *options, const struct basis *basis)
{
    struct run run = {.options = options, .basis = basis, .language = language_of_user()};
    enum seal_verdict verdict = SEAL_VALID;

    for (char **file = options->files; *file != NULL; file++)
        verdict = verdict_worse(verdict, answer(&run, *file));
    return fflush(stdout) == 0 ? exit_status(verdict) : EXIT_CANNOT_TELL;
}

static bool open_basis(const struct options *options, struct basis *out, char why[BASIS_WHY_SIZE])
{
    char state[PATH_MAX];
    struct clock_port clock = clock_system();
    int64_t now = clock.seconds(clock.self);
    const struct basis_wish wish = {
        .folder = options->trust,
        .root = options->root,
        .state = seen_folder(state) ? state : NULL,
        .clock = now,
        .at = options->at.year != 0 ? date_last_second(options->at) : now,
        .max_age = (int64_t)options->max_age * 24 * 60 * 60,
    };

    return basis_open(&wish, out, why);
}

int main(int argc, char **argv)
{
    struct options options;
    struct basis basis = {0};
    char why[BASIS_WHY_SIZE] = "";
    const char *wrong = NULL;
    int status = EXIT_CANNOT_TELL;

    if (!secret_process())
        return command_refuse(VERIFY_NAME, "the system refuses to keep memory private");
    json_set_alloc_funcs(wiping_malloc, wiping_free);
    if (command_answered(argc, argv, VERIFY_NAME, help))
        return EXIT_YES;
    wrong = options_read(argc, argv, &options);
    if (wrong != NULL)
        return command_refuse(VERIFY_NAME, wrong);
    if (!open_basis(&options, &basis, why))
        return command_refuse(VERIFY_NAME, why);
    if (!basis.remembered)
        command_refuse(VERIFY_NAME, "the bundle's number could not be held against earlier ones, "
                                    "or not be kept for later");
    status = answer_all(&options, &basis);
    basis_close(&basis);
    return status;
}
