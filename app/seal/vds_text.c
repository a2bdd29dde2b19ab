#include "app/seal/vds_text.h"

#include "app/seal/vds.h"
#include "crypto/base64.h"
#include "crypto/jcs.h"

#include <stdio.h>
#include <string.h>

enum { PADDING_MAX = 2 };

#define SPACES " \t\r\n"
#define MARK   "\"sigvl\""

struct vds_text vds_text_new(void)
{
    return (struct vds_text){
        .signed_part = bytes_new(VDS_READ_MAX),
        .certificate = bytes_new(VDS_READ_MAX),
        .signature = bytes_new(VDS_READ_MAX),
    };
}

void vds_text_free(struct vds_text *text)
{
    json_decref(text->seal);
    text->seal = NULL;
    text->message = NULL;
    bytes_free(&text->signed_part);
    bytes_free(&text->certificate);
    bytes_free(&text->signature);
}

bool vds_text_is(struct view text)
{
    while (text.len > 0 && text.at[0] != 0 && strchr(SPACES, text.at[0]) != NULL)
        text = view_from(text, 1);
    return text.len > 0 && text.at[0] == '{' &&
           memmem(text.at, text.len, MARK, strlen(MARK)) != NULL;
}

/* With the padding of RFC 4648 or without: Australia writes it, Japan only for the certificate. */
static bool read_base64(const json_t *sig, const char *name, struct bytes *out)
{
    struct view text = {0};
    size_t padding = 0;

    if (!json_is_string(json_object_get(sig, name)))
        return false;
    text = view_text(json_string_value(json_object_get(sig, name)));
    while (padding < PADDING_MAX && padding < text.len && text.at[text.len - 1 - padding] == '=')
        padding++;
    return text.len > padding && (padding == 0 || text.len % 4 == 0) &&
           base64url_decode(view_cut(text, 0, text.len - padding), out);
}

/* All of it is read, so that nothing that is not signed stands in a seal. */
static enum err read_signature(const json_t *sig, struct vds_text *out)
{
    const char *alg = json_string_value(json_object_get(sig, "alg"));

    if (json_object_size(sig) != 3 || alg == NULL || strlen(alg) >= sizeof out->alg ||
        !read_base64(sig, "cer", &out->certificate) || !read_base64(sig, "sigvl", &out->signature))
        return ERR_RAISE(AK_T35);
    snprintf(out->alg, sizeof out->alg, "%s", alg);
    return ERR_OK;
}

enum err vds_text_read(struct view text, struct vds_text *out)
{
    if (text.len > VDS_READ_MAX)
        return ERR_RAISE(AK_T46);
    if (!vds_text_is(text))
        return ERR_RAISE(AK_T30);
    out->seal = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    out->message = json_object_get(out->seal, "data");
    if (json_object_size(out->seal) != 2 || !json_is_object(out->message) ||
        !jcs_append(out->message, &out->signed_part))
        return ERR_RAISE(AK_T31);
    return read_signature(json_object_get(out->seal, "sig"), out);
}

/* The padding is Japan's own, which readers everywhere know since 2021: the certificate has it, the
 * signature does not. */
static bool append_certificate(struct view certificate, struct bytes *out)
{
    static const char *padding[] = {"", "==", "="};

    return base64url_encode(certificate, out) &&
           bytes_append_text(out, padding[certificate.len % 3]);
}

bool vds_text_begin(struct view message, struct view certificate, struct bytes *out)
{
    return bytes_append_text(out, "{\"data\":") && bytes_append(out, message) &&
           bytes_append_text(out, ",\"sig\":{\"alg\":\"ES256\",\"cer\":\"") &&
           append_certificate(certificate, out) && bytes_append_text(out, "\",\"sigvl\":\"");
}

bool vds_text_end(struct view signature, struct bytes *out)
{
    return base64url_encode(signature, out) && bytes_append_text(out, "\"}}");
}
