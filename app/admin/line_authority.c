#include "app/admin/line_authority.h"

#include "app/admin/demo_folder.h"
#include "app/admin/line_role.h"
#include "app/record/date.h"
#include "drivers/host/file.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEM_MAX = 8192, DAY = 24 * 60 * 60, ORGANISATION_MAX = 64 };

static const char empty_list[] =
    "# Certificates of this line that are withdrawn: SHA-256 of each in its DER form.\n";

bool line_refuse(const struct line_work *work, const char *name, const char *what)
{
    (void)snprintf(work->why, LINE_WHY_SIZE, "%.300s: %s", name, what);
    return false;
}

bool line_key_write(const char *path, const struct ec_key *key)
{
    struct bytes pem = bytes_new_secret(PEM_MAX);
    bool written = ec_key_to_pem(key, &pem) && file_write(path, bytes_view(&pem), 0600);

    bytes_free(&pem);
    return written;
}

static bool digest_key(const struct ec_key *key, uint8_t out[SHA256_LEN])
{
    uint8_t point[EC_POINT_LEN];

    return ec_key_point(key, point) && digest_sha256(view_of(point, sizeof point), out);
}

bool line_entry_fill(struct view certificate, const struct ec_key *key,
                     const struct x509_plan *plan, struct line_entry *out)
{
    X509 *cert = x509_from_pem(certificate);
    bool filled = cert != NULL && x509_serial(cert, out->serial) &&
                  x509_digest(cert, out->digest) && digest_key(key, out->key);

    out->from = plan->from;
    out->until = plan->until;
    X509_free(cert);
    return filled;
}

static bool open_folder(const struct line_work *work, struct line_authority *it)
{
    it->lock = open(work->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (it->lock < 0)
        return line_refuse(work, work->folder, "is not a folder that can be read");
    return flock(it->lock, LOCK_EX | LOCK_NB) == 0 ||
           line_refuse(work, work->folder, "somebody else is at it");
}

bool line_authority_open(const struct line_work *work, struct line_authority *out)
{
    bool good = false;

    *out = (struct line_authority){.lock = -1, .pem = bytes_new(PEM_MAX)};
    good = open_folder(work, out) && (line_register_read(work->folder, &out->entries) ||
                                      line_refuse(work, work->folder, LINE_REGISTER " is damaged"));
    if (!good)
        line_authority_close(out);
    return good;
}

void line_authority_close(struct line_authority *it)
{
    line_register_free(&it->entries);
    ec_key_free(&it->key);
    bytes_free(&it->pem);
    if (it->lock >= 0)
        (void)close(it->lock);
    it->lock = -1;
}

static struct ec_key *read_key(const char *folder)
{
    struct bytes pem = bytes_new_secret(PEM_MAX);
    struct ec_key *key = NULL;
    struct stat is;
    char path[PATH_MAX];

    if (demo_path(path, folder, LINE_CA_KEY) && stat(path, &is) == 0 &&
        (is.st_mode & (S_IRWXG | S_IRWXO)) == 0 && file_read(path, &pem))
        key = ec_key_from_pem(bytes_view(&pem));
    bytes_free(&pem);
    return key;
}

/* Number 0 of the register names this certificate, and this key is the one in it. */
static bool belong_together(struct line_authority *it)
{
    const struct line_entry *own = &it->entries.at[0];
    struct line_entry seen = {0};
    const struct x509_plan none = {0};
    X509 *cert = x509_from_pem(bytes_view(&it->pem));
    bool good = cert != NULL && x509_organisation(cert, it->organisation) &&
                line_entry_fill(bytes_view(&it->pem), it->key, &none, &seen) &&
                memcmp(seen.digest, own->digest, SHA256_LEN) == 0 &&
                memcmp(seen.key, own->key, SHA256_LEN) == 0;

    X509_free(cert);
    return good;
}

bool line_authority_open_key(const struct line_work *work, struct line_authority *it)
{
    it->key = read_key(work->folder);
    if (it->key == NULL)
        return line_refuse(work, work->folder,
                           LINE_CA_KEY " cannot be read, or by others than its owner too");
    return (demo_read(work->folder, LINE_CA, &it->pem) && belong_together(it)) ||
           line_refuse(work, work->folder, "key, certificate and register do not go together");
}

static bool organisation_good(const char *text)
{
    size_t len = strlen(text);

    for (size_t i = 0; i < len; i++)
        if (iscntrl((unsigned char)text[i]) != 0)
            return false;
    return len > 0 && len <= ORGANISATION_MAX;
}

/* The register comes last: without it there is no authority yet. */
static bool save(const struct line_work *work, const struct line_authority *it)
{
    char key[PATH_MAX], certificate[PATH_MAX], list[PATH_MAX];

    return demo_path(key, work->folder, LINE_CA_KEY) &&
           demo_path(certificate, work->folder, LINE_CA) &&
           demo_path(list, work->folder, LINE_WITHDRAWN) && line_key_write(key, it->key) &&
           file_write(certificate, bytes_view(&it->pem), 0644) &&
           file_write(list, view_text(empty_list), 0644) &&
           line_register_write(work->folder, &it->entries);
}

static bool make(const struct line_work *work, const char *line, const struct x509_plan *plan)
{
    struct line_authority it = {.lock = -1, .key = ec_key_new(), .pem = bytes_new(PEM_MAX)};
    struct line_entry own = {.role = "ca", .address = "-"};
    bool made = false;

    (void)snprintf(own.name, sizeof own.name, "%s", line);
    made = it.key != NULL && x509_make(plan, it.key, NULL, (struct view){0}, &it.pem) &&
           line_entry_fill(bytes_view(&it.pem), it.key, plan, &own) &&
           line_register_add(&it.entries, &own) && file_folder(work->folder, 0700) &&
           save(work, &it);
    line_authority_close(&it);
    return made || line_refuse(work, work->folder, "the authority could not be made");
}

static bool is_taken(const char *folder)
{
    return demo_has(folder, LINE_CA_KEY) || demo_has(folder, LINE_CA) ||
           demo_has(folder, LINE_REGISTER) || demo_has(folder, LINE_WITHDRAWN);
}

bool line_found(const struct line_work *work, const char *line, const char *organisation, int years)
{
    char name[X509_NAME_TEXT_MAX];
    const struct x509_plan plan = {.organisation = organisation,
                                   .name = name,
                                   .use = X509_USE_CA,
                                   .from = work->now - DAY,
                                   .until = work->now + (int64_t)years * 365 * DAY};

    if (!line_is_known(line))
        return line_refuse(work, line, "not a line");
    if (!organisation_good(organisation))
        return line_refuse(work, "--name", "1 to 64 bytes of UTF-8");
    if (years < 1 || years > LINE_YEARS_MAX)
        return line_refuse(work, "--years", "1 to 20");
    if (is_taken(work->folder))
        return line_refuse(work, work->folder, "holds an authority already");
    (void)snprintf(name, sizeof name, "Akashi line %s %d", line, date_of_unix(work->now).year);
    return make(work, line, &plan);
}
