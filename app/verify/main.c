#include "app/seal/trust.h"
#include "app/verify/check.h"
#include "app/verify/options.h"
#include "app/verify/report.h"
#include "app/verify/source.h"
#include "app/verify/trust_folder.h"
#include "crypto/base/secret.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"

#include <jansson.h>

#include <limits.h>
#include <stdio.h>

static const char help[] =
    "usage: akashi-verify [--trust DIR] [--at DATE] [--raw] [--json] FILE...|-\n"
    "Says whether the codes of a vaccination certificate are valid, not valid, or cannot be told.\n"
    "FILE is text (shc:/... or a .smart-health-card file), a PNG or JPEG picture, or a PDF;\n"
    "- is standard input. No network is used.\n"
    "\n"
    "  --trust DIR  believe the issuers in DIR/shc/*.json\n"
    "  --at DATE    check as of the end of this day (YYYY-MM-DD, Japan time) instead of now\n"
    "  --raw        print the content of each code as it was signed, and nothing else\n"
    "  --json       print one JSON object for each code\n"
    "  --help       print this\n"
    "  --version    print the version\n"
    "\n"
    "Exit status: 0 all valid, 1 a code is not valid, 2 cannot tell, no code found, or misuse.\n";

/* Where the answers of all files come together. */
struct run {
    const struct options *options;
    const struct trust *trust;
    int64_t now;
    enum language language;
};

static bool report(const struct run *run, const char *file, const struct codes *codes,
                   const struct check *check)
{
    if (run->options->raw)
        return report_raw(stdout, codes);
    if (run->options->json)
        return report_json(stdout, file, check);
    report_text(stdout, file, check, run->language);
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

    check_codes(&codes, run->trust, run->now, &check);
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

static int answer_all(const struct options *options, const struct trust *trust)
{
    struct clock_port clock = clock_system();
    struct run run = {.options = options,
                      .trust = trust,
                      .now = options->at.year != 0 ? date_last_second(options->at)
                                                   : clock.seconds(clock.self),
                      .language = language_of_user()};
    enum seal_verdict verdict = SEAL_VALID;

    for (char **file = options->files; *file != NULL; file++)
        verdict = verdict_worse(verdict, answer(&run, *file));
    return fflush(stdout) == 0 ? exit_status(verdict) : EXIT_CANNOT_TELL;
}

int main(int argc, char **argv)
{
    struct options options;
    struct trust *trust = NULL;
    char why[TRUST_WHY_SIZE];
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
    trust = trust_new();
    if (trust == NULL)
        return command_refuse(VERIFY_NAME, "out of memory");
    if (options.trust != NULL && !trust_folder_read(options.trust, trust, why))
        command_refuse(VERIFY_NAME, why);
    else
        status = answer_all(&options, trust);
    trust_free(&trust);
    return status;
}
