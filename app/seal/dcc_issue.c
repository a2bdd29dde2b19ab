#include "app/seal/dcc.h"

#include "app/seal/dcc_claims.h"
#include "app/seal/dcc_payload.h"
#include "app/seal/dcc_text.h"

#include <stdio.h>

#define COUNTRY "JP"

enum { HEADER_MAX = 64 };

/* The parts of a message that is not yet signed. */
struct draft {
    struct bytes header, payload, signed_part;
};

static bool write_draft(const struct dcc_issuer *issuer, const struct dcc_claims *claims,
                        struct draft *out)
{
    return cose_header(issuer->kid, &out->header) && dcc_claims_write(claims, &out->payload) &&
           cose_signed_part(bytes_view(&out->header), bytes_view(&out->payload), &out->signed_part);
}

static bool write_text(const struct draft *draft, const uint8_t signature[EC_SIGNATURE_LEN],
                       char *out, size_t size)
{
    struct cose cose = {.protected_header = bytes_view(&draft->header),
                        .payload = bytes_view(&draft->payload),
                        .signature = view_of(signature, EC_SIGNATURE_LEN)};
    struct bytes message = bytes_new(DCC_MESSAGE_MAX);
    bool good = cose_write(&cose, &message) && dcc_text_write(bytes_view(&message), out, size);

    bytes_free(&message);
    return good;
}

enum err dcc_issue(const struct dcc_issuer *issuer, const struct key_port *keys, int64_t now,
                   const struct certificate *certificate, size_t dose, char *out, size_t size)
{
    struct dcc_claims claims = {COUNTRY, now, issuer->expires,
                                dcc_payload_make(certificate, dose, issuer->authority)};
    struct draft draft = {bytes_new(HEADER_MAX), bytes_new(DCC_MESSAGE_MAX),
                          bytes_new(DCC_MESSAGE_MAX)};
    uint8_t signature[EC_SIGNATURE_LEN];
    bool drafted =
        claims.certificate != NULL && issuer->expires > now && write_draft(issuer, &claims, &draft);
    bool sealed = drafted && keys->sign(keys->self, issuer->key_name,
                                        bytes_view(&draft.signed_part), signature);
    enum err code = ERR_OK;

    if (drafted && !sealed)
        code = ERR_RAISE(AK_D61);
    else if (!sealed || !write_text(&draft, signature, out, size))
        code = ERR_RAISE(AK_D60);
    json_decref(claims.certificate);
    bytes_free(&draft.header);
    bytes_free(&draft.payload);
    bytes_free(&draft.signed_part);
    return code;
}
