#include "app/seal/vds.h"

#include "app/seal/vds_message.h"
#include "app/seal/vds_signer.h"
#include "app/seal/vds_text.h"

bool vds_is(struct view text)
{
    return vds_text_is(text);
}

/* The algorithm is a condition that the certificate's key has to meet, never a choice. */
static enum err check_signature(const struct vds_text *text, const struct barcode_signer *signer)
{
    struct view signature = bytes_view(&text->signature);

    if (!barcode_signer_does(signer, text->alg))
        return ERR_RAISE(AK_T36);
    if (signature.len != barcode_signer_length(signer))
        return ERR_RAISE(AK_T38);
    return barcode_signer_holds(signer, text->signed_part, signature) ? ERR_OK : ERR_RAISE(AK_T39);
}

/* The signature first: a seal that was changed is not valid whoever signed it. */
static enum err check_signer(const struct vds_text *text, const struct vds_trust *trust,
                             int64_t now, struct opened *out)
{
    struct vds_signer signer = {0};
    enum err code = ERR_OK;

    if (!vds_signer_take(trust, bytes_view(&text->certificate), &signer))
        return ERR_RAISE(AK_T37);
    barcode_signer_subject(signer.certificate, out->signer, sizeof out->signer);
    code = check_signature(text, signer.certificate);
    if (code == ERR_OK)
        code = vds_signer_check(trust, &signer, out->issuer, now);
    vds_signer_give_back(trust, &signer);
    return code;
}

static enum seal_verdict verdict_of(enum err code)
{
    switch (code) {
    case ERR_OK:
        return SEAL_VALID;
    case AK_T33:
    case AK_T41:
    case AK_T46:
        return SEAL_CANNOT_TELL;
    default:
        return SEAL_NOT_VALID;
    }
}

void vds_open(struct view text, const struct vds_trust *trust, int64_t now, struct opened *out)
{
    struct json_table values;
    struct vds_text parts = vds_text_new();

    *out = (struct opened){.format = CODE_VDS_NC};
    out->code = vds_text_read(text, &values, &parts);
    if (out->code == ERR_OK)
        out->code = vds_message_read(parts.message, out);
    if (out->code == ERR_OK)
        out->code = check_signer(&parts, trust, now, out);
    out->verdict = verdict_of(out->code);
    vds_text_free(&parts);
}

bool vds_raw(struct view text, struct bytes *out)
{
    struct json_table values;
    struct vds_text parts = vds_text_new();
    bool good =
        vds_text_read(text, &values, &parts) == ERR_OK && bytes_append(out, parts.signed_part);

    vds_text_free(&parts);
    return good;
}
