#include "app/seal/vds_text.h"

#include "app/seal/vds.h"
#include "crypto/base64.h"
#include "crypto/jcs.h"

#include <string.h>

enum { PADDING_MAX = 2 };

#define SPACES " \t\r\n"
#define MARK   "\"sigvl\""

struct vds_text vds_text_new(void)
{
    return (struct vds_text){
        .canonical = bytes_new(VDS_READ_MAX),
        .certificate = bytes_new(VDS_READ_MAX),
        .signature = bytes_new(VDS_READ_MAX),
    };
}

void vds_text_free(struct vds_text *text)
{
    text->message = NULL;
    text->signed_part = (struct view){0};
    bytes_free(&text->canonical);
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
static bool read_base64(const struct json *value, struct bytes *out)
{
    char signs[VDS_READ_MAX];
    struct view text = {0};
    size_t padding = 0;

    if (!json_text(value, signs, sizeof signs))
        return false;
    text = view_text(signs);
    while (padding < PADDING_MAX && padding < text.len && text.at[text.len - 1 - padding] == '=')
        padding++;
    return text.len > padding && (padding == 0 || text.len % 4 == 0) &&
           base64url_decode(view_cut(text, 0, text.len - padding), out);
}

/* All of it is read, so that nothing that is not signed stands in a seal. */
static enum err read_signature(const struct json *sig, struct vds_text *out)
{
    if (json_count(sig) != 3 || !json_text(json_member(sig, "alg"), out->alg, sizeof out->alg) ||
        !read_base64(json_member(sig, "cer"), &out->certificate) ||
        !read_base64(json_member(sig, "sigvl"), &out->signature))
        return ERR_RAISE(AK_T35);
    return ERR_OK;
}

/* Most seals are in canonical form, and it is at hand. Of the others it is made. */
static bool find_signed(struct vds_text *out)
{
    struct view text = json_view(out->message);
    json_t *json = NULL;
    bool good = false;

    out->signed_part = text;
    if (json_is_canonical(out->message))
        return true;
    json = json_loadb((const char *)text.at, text.len, 0, NULL);
    good = jcs_append(json, &out->canonical);
    json_decref(json);
    out->signed_part = bytes_view(&out->canonical);
    return good;
}

enum err vds_text_read(struct view text, struct json_table *values, struct vds_text *out)
{
    const struct json *seal = NULL;

    if (text.len > VDS_READ_MAX)
        return ERR_RAISE(AK_T46);
    if (!vds_text_is(text))
        return ERR_RAISE(AK_T30);
    seal = json_read(text, values);
    out->message = json_member(seal, "data");
    if (json_count(seal) != 2 || json_kind(out->message) != JSON_KIND_OBJECT || !find_signed(out))
        return ERR_RAISE(AK_T31);
    return read_signature(json_member(seal, "sig"), out);
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
