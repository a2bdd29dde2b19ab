/* usage: issue_dcc CERTIFICATE
 * Issues EU certificates to fictional people under a fresh key, every product in up to six doses:
 * the codes, one a line, to standard output, the signer's certificate (DER) to the file
 * CERTIFICATE. */
#include "app/record/vaccines.h"
#include "app/seal/dcc.h"
#include "crypto/x509.h"
#include "drivers/host/clock.h"
#include "drivers/host/command.h"
#include "sample_key.h"

#include <stdio.h>
#include <string.h>

#define NAME "issue_dcc"

enum { DAY = 86400, DOSES = 6 };

static const struct person {
    const char *kanji, *roman;
    struct date birth;
} people[] = {{"証　花子", "AKASHI HANAKO", {1985, 2, 28}},
              {"ｇａｒｃｉａ　ｍａｒｉａ", "GARCIA DE LA CRUZ MARIA", {2000, 2, 29}},
              {"見本　太郎", "MIHON TARO", {1945, 3, 0}},
              {"スカルノ", "SUKARNO", {1945, 0, 0}},
              {"不詳　某", "FUSHO BO", {0, 0, 0}}};

static bool write_certificate(const char *path, const struct ec_key *key, int64_t now,
                              struct dcc_issuer *issuer)
{
    struct x509_plan plan = {.organisation = "Akashi tests",
                             .name = "EU certificates",
                             .use = X509_USE_SIGNER,
                             .from = now - DAY,
                             .until = now + 731 * DAY};
    struct bytes pem = bytes_new(1 << 13), der = bytes_new(1 << 13);
    struct cose_signer *signer = NULL;
    unsigned char *raw = NULL;
    X509 *cert = NULL;
    int len = 0;

    if (x509_make(&plan, key, NULL, view_of(NULL, 0), &pem))
        cert = x509_from_pem(bytes_view(&pem));
    len = cert != NULL ? i2d_X509(cert, &raw) : 0;
    if (len > 0 && bytes_append(&der, view_of(raw, (size_t)len)))
        signer = cose_signer_new(bytes_view(&der));
    if (signer != NULL && file_write(path, bytes_view(&der), 0644))
        memcpy(issuer->kid, cose_signer_kid(signer).at, COSE_KID_LEN);
    else
        len = 0;
    cose_signer_free(&signer);
    OPENSSL_free(raw);
    X509_free(cert);
    bytes_free(&pem);
    bytes_free(&der);
    return len > 0;
}

static void fill(struct certificate *out, const struct person *person, const char *product)
{
    *out = (struct certificate){.kind = KIND_TRAVEL,
                                .serial = "AKSH2345WXYZ",
                                .holder = {.birth = person->birth},
                                .history = {.found = FOUND_SOME, .count = DOSES}};
    snprintf(out->holder.name, sizeof out->holder.name, "%s", person->kanji);
    snprintf(out->traveller.name, sizeof out->traveller.name, "%s", person->roman);
    for (int i = 0; i < DOSES; i++) {
        struct dose *dose = &out->history.doses[i];

        *dose = (struct dose){i + 1, {2023, 1 + i, 28}, "", "EY0001", "JPN"};
        snprintf(dose->product, sizeof dose->product, "%s", product);
    }
    out->history.doses[0].date = (struct date){2024, 2, 29};
}

static bool issue(struct ec_key *key, const struct dcc_issuer *issuer, int64_t now)
{
    struct key_port keys = sample_port(key);
    const struct vaccine *vaccine = NULL;
    struct certificate certificate;
    char text[CODE_TEXT_SIZE];

    for (size_t i = 0; (vaccine = vaccine_at(i)) != NULL; i++) {
        fill(&certificate, &people[i % (sizeof people / sizeof *people)], vaccine->key);
        for (size_t dose = 0; dose < DOSES; dose++) {
            if (dcc_issue(issuer, &keys, now, &certificate, dose, text, sizeof text) != ERR_OK)
                return false;
            puts(text);
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    struct clock_port clock = clock_system();
    int64_t now = clock.seconds(clock.self);
    struct dcc_issuer issuer = {"MHLW_Gov_of_JAPAN", "dcc", {0}, now + 365 * DAY};
    struct ec_key *key = NULL;
    bool good = false;

    if (argc != 2)
        return command_refuse(NAME, "usage: " NAME " CERTIFICATE");
    key = ec_key_new();
    good = key != NULL && write_certificate(argv[1], key, now, &issuer) && issue(key, &issuer, now);
    ec_key_free(&key);
    return good ? EXIT_YES : command_refuse(NAME, "the samples could not be issued");
}
