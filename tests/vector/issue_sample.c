/* usage: issue_sample JWKS DOSES
 * Issues a fictional certificate under a fresh key: the codes, one a line, to standard output, the
 * key set to the file JWKS. */
#include "sample_key.h"

#include "drivers/host/clock.h"
#include "drivers/host/command.h"

#include <stdio.h>
#include <stdlib.h>

#define NAME "issue_sample"

static void fill(struct certificate *out, size_t doses)
{
    static const char *products[] = {"comirnaty", "spikevax", "comirnaty-ba45"};

    *out = (struct certificate){.kind = KIND_DOMESTIC,
                                .holder = {"証　花子", {1985, 2, 28}},
                                .history = {.found = FOUND_SOME, .count = doses}};
    for (size_t i = 0; i < doses; i++) {
        struct dose *dose = &out->history.doses[i];

        *dose = (struct dose){.number = (int)i + 1,
                              .date = {2021 + (int)i / 12, 1 + (int)i % 12, 1 + (int)i % 28},
                              .country = "JPN"};
        snprintf(dose->product, sizeof dose->product, "%s", products[i % 3]);
        snprintf(dose->lot, sizeof dose->lot, "EY%04zu", i * 7919 % 10000);
    }
}

static bool issue(struct ec_key *key, const char *path, struct certificate *certificate)
{
    struct clock_port clock = clock_system();
    struct key_port keys = sample_port(key);
    struct shc_issuer issuer;
    bool good = sample_issuer(path, key, &issuer) &&
                random_text(SERIAL_SIGNS, certificate->serial, SERIAL_LEN) &&
                shc_issue(&issuer, &keys, clock.seconds(clock.self), certificate) == ERR_OK;

    flate_trees_free(&issuer.trees);
    return good;
}

int main(int argc, char **argv)
{
    struct certificate certificate;
    long doses = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    struct ec_key *key = NULL;
    bool good = false;

    if (doses < 1 || doses > DOSES_MAX)
        return command_refuse(NAME, "usage: " NAME " JWKS DOSES");
    fill(&certificate, (size_t)doses);
    key = ec_key_new();
    good = key != NULL && issue(key, argv[1], &certificate);
    ec_key_free(&key);
    if (!good)
        return command_refuse(NAME, "the sample could not be issued");
    for (size_t i = 0; i < certificate.codes; i++)
        puts(certificate.code[i].text);
    return EXIT_YES;
}
