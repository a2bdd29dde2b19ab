/* Trust bundles of a root of the test's own, put together from pieces of JSON. */
#ifndef TESTS_UNIT_APP_SEAL_BUNDLE_H
#define TESTS_UNIT_APP_SEAL_BUNDLE_H

#include "app/seal/trust.h"

#include <stdio.h>
#include <string.h>

struct bundle {
    const char *number, *made, *shc, *withdrawn, *withdrawn_keys, *csca, *crl, *dcc;
};

/* A bundle that trusts nobody and withdraws nothing, but for what is given. */
#define BUNDLE(...) ((struct bundle){__VA_ARGS__})

static inline const char *bundle_or(const char *given, const char *fallback)
{
    return given != NULL ? given : fallback;
}

static inline const char *bundle_payload(struct bundle b)
{
    static char text[1 << 16];
    int len =
        snprintf(text, sizeof text,
                 "{\"akashi\":\"trust-1\",\"number\":%s,\"made\":%s,\"shc\":%s,"
                 "\"withdrawn\":%s,\"withdrawn_keys\":%s,\"csca\":%s,\"crl\":%s,\"dcc\":%s}",
                 bundle_or(b.number, "12"), bundle_or(b.made, "1795132800"), bundle_or(b.shc, "[]"),
                 bundle_or(b.withdrawn, "[]"), bundle_or(b.withdrawn_keys, "[]"),
                 bundle_or(b.csca, "[]"), bundle_or(b.crl, "[]"), bundle_or(b.dcc, "[]"));

    return len > 0 && (size_t)len < sizeof text ? text : "";
}

/* What opening this payload, signed with `root`, says; *out is NULL unless it is ERR_OK. */
static inline enum err bundle_open_text(const struct ec_key *root, const char *payload,
                                        struct trust **out)
{
    struct bytes jws = bytes_new(TRUST_TEXT_MAX);
    enum err code = trust_seal(view_text(payload), root, &jws)
                        ? trust_open(bytes_view(&jws), root, out)
                        : AK_X94;

    bytes_free(&jws);
    return code;
}

static inline enum err bundle_open(const struct ec_key *root, struct bundle b, struct trust **out)
{
    return bundle_open_text(root, bundle_payload(b), out);
}

#endif
