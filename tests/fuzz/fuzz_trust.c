/* Aims at trust_open and trust_add_jwks: what comes from the office's page or on a stick. The input
 * is a bundle, the content of one whose signature holds, and a set of keys. */
#include "app/seal/trust_inside.h"
#include "fuzz.h"

#define ISSUER "https://issuer.example"

static const struct ec_key *root_key(void)
{
    static struct ec_key *root;

    if (root == NULL)
        root = ec_key_new();
    fuzz_hold(root != NULL);
    return root;
}

/* Whatever is listed is found, and a list withdraws all that it withdraws. */
static void check_lists(const struct trust_lists *lists)
{
    for (size_t i = 0; i < lists->count; i++) {
        const struct trust_list *list = &lists->list[i];

        for (size_t j = 0; j < list->count; j++)
            fuzz_hold(trust_lists_have(lists, list->method, list->issuer, list->kid,
                                       list->entries[j].id, list->entries[j].before - 1));
    }
    fuzz_hold(trust_lists_grew(lists, lists));
}

/* What is signed by the root is taken whole or not at all, and never follows itself. */
static void open_sealed(struct view content)
{
    struct bytes bundle = bytes_new(TRUST_TEXT_MAX);
    struct trust *trust = NULL;

    if (trust_seal(content, root_key(), &bundle)) {
        enum err code = trust_open(bytes_view(&bundle), root_key(), &trust);

        fuzz_hold((code == ERR_OK) == (trust != NULL));
    }
    if (trust != NULL) {
        fuzz_hold(trust_edition(trust).number > 0 && trust_edition(trust).made > 0 &&
                  trust_follows(trust, trust) != ERR_OK);
        check_lists(&trust->withdrawn);
    }
    trust_free(&trust);
    bytes_free(&bundle);
}

static void add_keys(struct view json)
{
    struct trust *trust = trust_new();

    fuzz_hold(trust != NULL && trust_edition(trust).number == 0);
    fuzz_hold((trust_add_jwks(trust, ISSUER, json) == ERR_OK) == trust_knows(trust, ISSUER));
    trust_free(&trust);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view input = view_of(data, size);
    struct trust *trust = NULL;

    fuzz_hold(trust_open(input, root_key(), &trust) != ERR_OK && trust == NULL);
    open_sealed(input);
    add_keys(input);
    return 0;
}
