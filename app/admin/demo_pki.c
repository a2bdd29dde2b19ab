#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "crypto/random.h"
#include "crypto/x509.h"

enum { PEM_MAX = 8192, DAY = 24 * 60 * 60, YEARS_10 = 3653 * DAY };

#define LOOPBACK "127.0.0.1"

/* A certificate of a line: its files are <line>/<file>.pem and <line>/<file>.key. */
struct leaf {
    const char *line, *file, *uri;
    enum x509_use use;
};

static const char *const lines[] = {"line1", "line2", "stranger"};

static const struct leaf leaves[] = {
    {"line1", "kiosk", "akashi:kiosk:k-0001", X509_USE_CLIENT},
    {"line1", "centre", "akashi:centre:c-1", X509_USE_SERVER},
    {"line2", "centre", "akashi:centre:c-1", X509_USE_CLIENT},
    {"line2", "vrs", "akashi:vrs:v-1", X509_USE_SERVER},
    {"stranger", "kiosk", "akashi:kiosk:k-0001", X509_USE_CLIENT},
    {"stranger", "centre", "akashi:centre:c-1", X509_USE_SERVER},
};

struct authority {
    struct ec_key *key;
    struct bytes pem;
};

static bool write_pair(const char *folder, const char *line, const char *file,
                       const struct ec_key *key, const struct bytes *pem)
{
    char name[PATH_MAX];
    struct bytes secret = bytes_new_secret(PEM_MAX);
    bool written = ec_key_to_pem(key, &secret) && demo_path(name, "pki", "%s/%s.pem", line, file) &&
                   demo_write(folder, name, bytes_view(pem)) &&
                   demo_path(name, "pki", "%s/%s.key", line, file) &&
                   demo_write(folder, name, bytes_view(&secret));

    bytes_free(&secret);
    return written;
}

static bool make_authority(const char *folder, const char *line, int64_t now, struct authority *out)
{
    const struct x509_plan plan = {.organisation = X509_DEMO_ORGANISATION,
                                   .name = line,
                                   .use = X509_USE_CA,
                                   .from = now - DAY,
                                   .until = now + YEARS_10};

    out->key = ec_key_new();
    out->pem = bytes_new(PEM_MAX);
    return out->key != NULL && x509_make(&plan, out->key, NULL, (struct view){0}, &out->pem) &&
           write_pair(folder, line, "ca", out->key, &out->pem);
}

static bool make_leaf(const char *folder, const struct leaf *leaf, int64_t now,
                      const struct authority *by)
{
    const struct x509_plan plan = {.organisation = X509_DEMO_ORGANISATION,
                                   .name = leaf->file,
                                   .uri = leaf->uri,
                                   .address = leaf->use == X509_USE_SERVER ? LOOPBACK : NULL,
                                   .use = leaf->use,
                                   .from = now - DAY,
                                   .until = now + YEARS_10};
    struct ec_key *key = ec_key_new();
    struct bytes pem = bytes_new(PEM_MAX);
    bool made = key != NULL && x509_make(&plan, key, by->key, bytes_view(&by->pem), &pem) &&
                write_pair(folder, leaf->line, leaf->file, key, &pem);

    ec_key_free(&key);
    bytes_free(&pem);
    return made;
}

static bool make_line(const char *folder, const char *line, int64_t now)
{
    struct authority authority = {0};
    char name[PATH_MAX];
    bool made = demo_path(name, "pki", "%s", line) && demo_sub(folder, name) &&
                make_authority(folder, line, now, &authority);

    for (size_t i = 0; made && i < sizeof leaves / sizeof *leaves; i++) {
        if (view_equal(view_text(leaves[i].line), view_text(line)))
            made = make_leaf(folder, &leaves[i], now, &authority);
    }
    ec_key_free(&authority.key);
    bytes_free(&authority.pem);
    return made;
}

/* The key that the state of a step travels under between centre and kiosk. */
static bool make_state_key(const char *folder)
{
    uint8_t key[AEAD_KEY_LEN];
    bool made = random_fill(key, sizeof key) &&
                demo_write(folder, "pki/centre-state.key", view_of(key, sizeof key));

    wipe(key, sizeof key);
    return made;
}

bool demo_pki(const struct demo_ports *ports, const char *folder)
{
    bool made = make_state_key(folder);

    for (size_t i = 0; made && i < sizeof lines / sizeof *lines; i++)
        made = make_line(folder, lines[i], ports->now);
    return made;
}
