#include "app/wire/sheet.h"

#include "app/wire/catalogue.h"
#include "app/wire/form.h"
#include "app/wire/person.h"
#include "app/wire/wire.h"
#include "crypto/base/hex.h"
#include "crypto/base64.h"
#include "crypto/digest.h"
#include "crypto/jws.h"

#include <ctype.h>
#include <string.h>

static const char header[] = "{\"alg\":\"ES256\",\"typ\":\"akashi-sheet\"}";

enum { DOSE_NUMBER_MAX = 999 };

static const struct field code_fields[] = {
    {"format", FIELD_WORD_OF(struct code, format, &form_formats)},
    {"first", FIELD_INT_OF(struct code, first, 1, DOSE_NUMBER_MAX)},
    {"last", FIELD_INT_OF(struct code, last, 1, DOSE_NUMBER_MAX)},
    {"text", FIELD_TEXT_OF(struct code, text, 1, form_printable)},
};

static const struct message code_message = MESSAGE_OF(struct code, code_fields, NULL);

static const struct field sheet_fields[] = {
    {"serial", FIELD_TEXT_OF(struct certificate, serial, 1, serial_is)},
    {"transaction", FIELD_TEXT_OF(struct certificate, transaction, 1, random_id_is)},
    {"kind", FIELD_WORD_OF(struct certificate, kind, &form_kinds)},
    {"area", FIELD_OBJECT_OF(struct certificate, area, &message_area)},
    {"holder", FIELD_OBJECT_OF(struct certificate, holder, &message_holder)},
    {"traveller", FIELD_OBJECT_OF(struct certificate, traveller, &message_traveller)},
    {"history", FIELD_OBJECT_OF(struct certificate, history, &message_history)},
    {"verifier", FIELD_TEXT_OF(struct certificate, verifier, 0, form_printable)},
    {"others_asked", FIELD_YES_OF(struct certificate, others_asked)},
    {"issued", FIELD_DATE_OF(struct certificate, issued)},
    {"codes", FIELD_LIST_OF(struct certificate, code, codes, CODES_MAX, &code_message)},
};

/* Abroad a certificate speaks of a passport, at home it must not (VRS-50). */
static bool traveller_fits(const struct certificate *certificate)
{
    const struct traveller *traveller = &certificate->traveller;

    if (certificate->kind == KIND_TRAVEL)
        return traveller->name[0] != 0 && traveller->passport[0] != 0;
    return traveller->name[0] == 0 && traveller->passport[0] == 0 &&
           traveller->nationality[0] == 0 && traveller->reference[0] == 0;
}

/* A paper certifies doses; nothing found, or nothing known, never becomes one (R13). */
static bool certifies(const void *got)
{
    const struct certificate *certificate = got;

    return certificate->history.found == FOUND_SOME && certificate->codes > 0 &&
           traveller_fits(certificate);
}

const struct message message_sheet = MESSAGE_OF(struct certificate, sheet_fields, certifies);

bool sheet_sign(const struct certificate *in, const struct key_port *keys, const char *key_name,
                struct bytes *out)
{
    struct bytes payload = bytes_new(WIRE_MAX), text = bytes_new(SHEET_MAX);
    uint8_t signature[EC_SIGNATURE_LEN];
    bool made = message_encode(&message_sheet, in, &payload) &&
                jws_begin(view_text(header), bytes_view(&payload), &text) &&
                keys->sign(keys->self, key_name, bytes_view(&text), signature) &&
                jws_end(signature, &text) && bytes_append(out, bytes_view(&text));

    bytes_free(&payload);
    bytes_free(&text);
    return made;
}

/* Exactly our header: an algorithm that the text may choose is one that a forger chooses. */
static bool header_is_ours(struct view encoded)
{
    struct bytes raw = bytes_new(sizeof header);
    bool ours = base64url_decode(encoded, &raw) && view_equal(bytes_view(&raw), view_text(header));

    bytes_free(&raw);
    return ours;
}

static bool cut_sheet(struct view text, struct jws *jws)
{
    return text.len <= SHEET_MAX && jws_split(text, jws) && header_is_ours(jws->header);
}

static bool read_payload(const struct jws *jws, struct certificate *out)
{
    struct bytes payload = bytes_new(WIRE_MAX);
    bool good = base64url_decode(jws->payload, &payload) &&
                message_decode_plain(&message_sheet, bytes_view(&payload), out) == ERR_OK;

    bytes_free(&payload);
    return good;
}

enum err sheet_open(struct view text, const struct ec_key *key, struct certificate *out)
{
    struct jws jws = {0};
    bool formed = cut_sheet(text, &jws);

    wipe(out, sizeof *out);
    if (formed && !jws_verify(&jws, key))
        return ERR_RAISE(AK_N62);
    if (!formed || !read_payload(&jws, out))
        return ERR_RAISE(AK_N60);
    return ERR_OK;
}

bool sheet_is(struct view text)
{
    struct certificate content = {0};
    struct jws jws = {0};
    bool is = cut_sheet(text, &jws) && read_payload(&jws, &content);

    wipe(&content, sizeof content);
    return is;
}

bool sheet_digest(struct view text, char out[SHEET_DIGEST_LEN + 1])
{
    uint8_t digest[SHA256_LEN];

    if (!digest_sha256(text, digest))
        return false;
    hex_encode(view_of(digest, SHEET_DIGEST_LEN / 2), out);
    for (size_t i = 0; i < SHEET_DIGEST_LEN; i++)
        out[i] = (char)toupper((unsigned char)out[i]);
    return true;
}
