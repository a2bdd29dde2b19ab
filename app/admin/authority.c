#include "app/admin/authority.h"

#include "app/admin/demo_folder.h"
#include "app/admin/key_work.h"
#include "crypto/x509.h"
#include "crypto/x509_icao.h"
#include "drivers/host/file.h"
#include "drivers/keys/folder.h"

#include <stdio.h>
#include <string.h>

enum { CERTIFICATE_MAX = 4096, DAY = 24 * 60 * 60 };

static const int64_t years_10 = INT64_C(3653) * DAY, years_20 = INT64_C(7305) * DAY;

static bool refuse(char *why, const char *folder, const char *what)
{
    (void)snprintf(why, KEYS_WHY_SIZE, "%.400s: %s", folder, what);
    return false;
}

static const char *organisation(const struct key_settings *settings)
{
    return settings->demo ? X509_DEMO_ORGANISATION : settings->organisation;
}

static bool write_key(const char *folder, const char *name, const struct ec_key *key)
{
    struct bytes pem = bytes_new_secret(FOLDER_FILE_MAX);
    bool written =
        key != NULL && ec_key_to_pem(key, &pem) && demo_write(folder, name, bytes_view(&pem));

    bytes_free(&pem);
    return written;
}

static bool make_issuing(const char *folder, const char *organisation_, int64_t now)
{
    struct x509_plan plan = {.organisation = organisation_,
                             .name = "Akashi issuing root",
                             .use = X509_USE_ROOT,
                             .from = now - DAY,
                             .until = now + years_20};
    struct ec_key *root = ec_key_new(), *ca = ec_key_new();
    struct bytes root_pem = bytes_new(CERTIFICATE_MAX), ca_pem = bytes_new(CERTIFICATE_MAX);
    bool made =
        root != NULL && ca != NULL && x509_make(&plan, root, NULL, (struct view){0}, &root_pem);

    plan.name = "Akashi issuing CA";
    plan.use = X509_USE_CA;
    made = made && x509_make(&plan, ca, root, bytes_view(&root_pem), &ca_pem) &&
           write_key(folder, "root.key", root) && write_key(folder, "ca.key", ca) &&
           demo_write(folder, "root.pem", bytes_view(&root_pem)) &&
           demo_write(folder, "ca.pem", bytes_view(&ca_pem));
    ec_key_free(&root);
    ec_key_free(&ca);
    bytes_free(&root_pem);
    bytes_free(&ca_pem);
    return made;
}

static bool make_csca(const char *folder, const struct key_settings *settings, int64_t now)
{
    const struct x509_icao_plan plan = {.country = settings->country,
                                        .organisation = organisation(settings),
                                        .name = "Akashi health CSCA",
                                        .from = now - DAY,
                                        .until = now + years_20,
                                        .last_signature = now + years_10};
    struct ec_key *key = ec_key_new();
    struct bytes der = bytes_new(CERTIFICATE_MAX);
    bool made = key != NULL && x509_icao_make_csca(&plan, key, &der) &&
                write_key(folder, "csca.key", key) &&
                demo_write(folder, AUTHORITY_CSCA, bytes_view(&der)) &&
                key_publish(settings->record, AUTHORITY_CSCA, bytes_view(&der));

    ec_key_free(&key);
    bytes_free(&der);
    return made;
}

bool authority_make(const char *folder, const struct key_settings *settings, int64_t now,
                    char why[KEYS_WHY_SIZE])
{
    if (demo_has(folder, "ca.key") || demo_has(folder, "csca.key"))
        return refuse(why, folder, "holds authorities already");
    return (file_folder(folder, 0700) && make_issuing(folder, organisation(settings), now) &&
            make_csca(folder, settings, now)) ||
           refuse(why, folder, "the authorities could not be made");
}

static bool take(void *self, const char *name, struct view content)
{
    struct authority *it = self;

    if (strcmp(name, "ca.key") == 0)
        return (it->ca = ec_key_from_pem(content)) != NULL;
    if (strcmp(name, "csca.key") == 0)
        return (it->csca = ec_key_from_pem(content)) != NULL;
    if (strcmp(name, "ca.pem") == 0)
        return bytes_set(&it->ca_pem, content);
    if (strcmp(name, "root.pem") == 0)
        return bytes_set(&it->root_pem, content);
    return true;
}

bool authority_open(const char *folder, struct authority *out, char why[KEYS_WHY_SIZE])
{
    bool good = false;

    *out = (struct authority){.ca_pem = bytes_new(CERTIFICATE_MAX),
                              .root_pem = bytes_new(CERTIFICATE_MAX),
                              .csca_der = bytes_new(CERTIFICATE_MAX)};
    if (folder_walk(folder, take, out, why, KEYS_WHY_SIZE))
        good = (out->ca != NULL && out->csca != NULL && out->ca_pem.len > 0 &&
                out->root_pem.len > 0 && demo_read(folder, AUTHORITY_CSCA, &out->csca_der)) ||
               refuse(why, folder, "an authority is missing");
    if (!good)
        authority_close(out);
    return good;
}

void authority_close(struct authority *it)
{
    ec_key_free(&it->ca);
    ec_key_free(&it->csca);
    bytes_free(&it->ca_pem);
    bytes_free(&it->root_pem);
    bytes_free(&it->csca_der);
}

static bool certify_barcodes(const struct authority *by, const struct key_settings *settings,
                             const struct key_entry *entry, const struct ec_key *public_key,
                             struct bytes *out)
{
    const struct x509_icao_plan plan = {.country = settings->country,
                                        .name = settings->signer,
                                        .from = entry->from,
                                        .until = entry->until + years_10,
                                        .last_signature = entry->until};

    return x509_icao_make_signer(&plan, public_key, by->csca, bytes_view(&by->csca_der), out);
}

bool authority_certify(const struct authority *by, const struct key_settings *settings,
                       const struct key_entry *entry, const struct ec_key *public_key,
                       struct bytes *out)
{
    const struct x509_plan plan = {.organisation = organisation(settings),
                                   .name = entry->name,
                                   .uri =
                                       strcmp(entry->purpose, "shc") == 0 ? settings->issuer : NULL,
                                   .use = X509_USE_SIGNER,
                                   .from = entry->from,
                                   .until = entry->until + years_10};

    if (strcmp(entry->purpose, "vds") == 0)
        return certify_barcodes(by, settings, entry, public_key, out);
    return x509_make(&plan, public_key, by->ca, bytes_view(&by->ca_pem), out) &&
           bytes_append(out, bytes_view(&by->ca_pem)) &&
           bytes_append(out, bytes_view(&by->root_pem));
}
