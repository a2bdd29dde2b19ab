#include "app/admin/demo_folder.h"
#include "app/admin/demo_parts.h"
#include "app/admin/trust_make.h"

#define ROOT_KEY "pki/trust-root.key"

enum { PEM_MAX = 8192 };

static bool make_root(const char *folder)
{
    struct ec_key *root = ec_key_new();
    struct bytes pem = bytes_new_secret(PEM_MAX);
    bool made =
        root != NULL && ec_key_to_pem(root, &pem) && demo_write(folder, ROOT_KEY, bytes_view(&pem));

    ec_key_free(&root);
    bytes_free(&pem);
    return made;
}

bool demo_bundle(const struct demo_ports *ports, const char *folder)
{
    char sources[PATH_MAX], root_key[PATH_MAX], out[PATH_MAX], why[TRUST_WHY_SIZE];
    const struct trust_plan plan = {
        .sources = sources, .root_key = root_key, .out = out, .now = ports->now};

    return demo_path(sources, folder, "trust") && demo_path(root_key, folder, ROOT_KEY) &&
           demo_path(out, folder, "trust/trust.jws") &&
           (demo_has(folder, ROOT_KEY) || make_root(folder)) && trust_make(&plan, why);
}
