/* usage: issue_vds CSCA DOSES
 * Issues a fictional certificate for travel under a fresh barcode signer: the seals, one a line, to
 * standard output, the certificate of its CSCA to the file CSCA. */
#include "app/seal/vds.h"
#include "crypto/x509_icao.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <stdlib.h>

#define NAME "issue_vds"

enum { DAY = 86400, DER_MAX = 4096 };

static bool sign(void *self, const char *name, struct view message, uint8_t out[EC_SIGNATURE_LEN])
{
    (void)name;
    return ec_sign(self, message, out);
}

static void fill(struct certificate *out, size_t doses)
{
    static const char *products[] = {"comirnaty", "spikevax", "nuvaxovid"};

    *out = (struct certificate){.kind = KIND_TRAVEL,
                                .holder = {"証　花子", {1984, 2, 29}},
                                .traveller = {.name = "AKASHI HANAKO",
                                              .passport = "TR0000000",
                                              .reference = "UTO13110020261120000001"},
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

static bool make_signer(int64_t now, const struct ec_key *csca_key, const struct ec_key *key,
                        struct bytes *csca, struct bytes *signer)
{
    struct x509_icao_plan authority = {.country = "UT",
                                       .organisation = "Utopia",
                                       .name = "Health CSCA",
                                       .from = now - DAY,
                                       .until = now + 5000 * (int64_t)DAY};
    struct x509_icao_plan plan = {.country = "UT",
                                  .name = "A1",
                                  .from = now - DAY,
                                  .until = now + 3700 * (int64_t)DAY,
                                  .last_signature = now + 90 * DAY};

    return x509_icao_make_csca(&authority, csca_key, csca) &&
           x509_icao_make_signer(&plan, key, csca_key, bytes_view(csca), signer);
}

static bool issue(const char *path, struct certificate *certificate)
{
    struct clock_port clock = clock_system();
    struct ec_key *csca_key = ec_key_new(), *key = ec_key_new();
    struct key_port keys = {.self = key, .sign = sign};
    struct bytes csca = bytes_new(DER_MAX), signer = bytes_new(DER_MAX);
    struct vds_issuer issuer = {.state = "UTO", .key_name = "vds"};
    bool good = csca_key != NULL && key != NULL &&
                make_signer(clock.seconds(clock.self), csca_key, key, &csca, &signer) &&
                file_write(path, bytes_view(&csca), 0644) &&
                random_text(SERIAL_SIGNS, certificate->serial, SERIAL_LEN);

    issuer.certificate = bytes_view(&signer);
    good = good && vds_issue(&issuer, &keys, certificate) == ERR_OK;
    ec_key_free(&csca_key);
    ec_key_free(&key);
    bytes_free(&csca);
    bytes_free(&signer);
    return good;
}

int main(int argc, char **argv)
{
    static struct certificate certificate;
    long doses = argc == 3 ? strtol(argv[2], NULL, 10) : 0;

    if (doses < 1 || doses > DOSES_MAX)
        return command_refuse(NAME, "usage: " NAME " CSCA DOSES");
    fill(&certificate, (size_t)doses);
    if (!issue(argv[1], &certificate))
        return command_refuse(NAME, "the sample could not be issued");
    for (size_t i = 0; i < certificate.codes; i++)
        puts(certificate.code[i].text);
    return EXIT_YES;
}
