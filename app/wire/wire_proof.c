#include "app/wire/catalogue.h"
#include "app/wire/form.h"
#include "app/wire/person.h"
#include "app/wire/wire.h"

static const struct field file_fields[] = {
    {"number", FIELD_BLOB_OF(struct card_files, number, CARD_FILE_MAX)},
    {"person", FIELD_BLOB_OF(struct card_files, person, CARD_FILE_MAX)},
    {"digests", FIELD_BLOB_OF(struct card_files, digests, CARD_FILE_MAX)},
    {"certificate", FIELD_BLOB_OF(struct card_files, certificate, CARD_FILE_MAX)},
    {"key", FIELD_BLOB_OF(struct card_files, key, CARD_FILE_MAX)},
};

const struct message message_files = MESSAGE_OF(struct card_files, file_fields, NULL);

/* --- nonce ---------------------------------------------------------------------- */

static const struct field nonce_ask_fields[] = {
    {"transaction", FIELD_TEXT_OF(struct wire_nonce_ask, transaction, 1, random_id_is)},
    {"area", FIELD_TEXT_OF(struct wire_nonce_ask, area, 1, form_area)},
    {"kind", FIELD_WORD_OF(struct wire_nonce_ask, kind, &form_kinds)},
    {"kiosk", FIELD_FIXED_OF(struct wire_nonce_ask, kiosk)},
};

const struct message message_nonce_ask = MESSAGE_OF(struct wire_nonce_ask, nonce_ask_fields, NULL);

bool wire_nonce_ask_encode(const struct wire_nonce_ask *in, struct bytes *out)
{
    return message_encode(&message_nonce_ask, in, out);
}

enum err wire_nonce_ask_decode(struct view body, struct wire_nonce_ask *out)
{
    return message_decode_plain(&message_nonce_ask, body, out);
}

static const struct field nonce_fields[] = {
    {"nonce", FIELD_FIXED_OF(struct wire_nonce, nonce)},
};

const struct message message_nonce = MESSAGE_OF(struct wire_nonce, nonce_fields, NULL);

bool wire_nonce_encode(const struct wire_nonce *in, struct bytes *out)
{
    return message_encode(&message_nonce, in, out);
}

enum err wire_nonce_decode(struct view body, struct wire_nonce *out)
{
    return message_decode_plain(&message_nonce, body, out);
}

/* --- proof ---------------------------------------------------------------------- */

static const struct field proof_fields[] = {
    {"transaction", FIELD_TEXT_OF(struct wire_proof, live.transaction, 1, random_id_is)},
    {"step", FIELD_WORD_OF(struct wire_proof, live.step, &form_steps)},
    {"area", FIELD_TEXT_OF(struct wire_proof, live.area, 1, form_area)},
    {"kind", FIELD_WORD_OF(struct wire_proof, live.kind, &form_kinds)},
    {"kiosk", FIELD_FIXED_OF(struct wire_proof, live.kiosk)},
    {"nonce", FIELD_FIXED_OF(struct wire_proof, live.nonce)},
    {"terms", FIELD_TEXT_OF(struct wire_proof, terms, 1, form_ascii)},
    {"agreed", FIELD_LONG_OF(struct wire_proof, agreed)},
    {"files", FIELD_OBJECT_OF(struct wire_proof, files, &message_files)},
    {"signature", FIELD_FIXED_OF(struct wire_proof, signature)},
};

const struct message message_proof = MESSAGE_OF(struct wire_proof, proof_fields, NULL);

bool wire_proof_encode(const struct wire_proof *in, struct bytes *out)
{
    return message_encode(&message_proof, in, out);
}

enum err wire_proof_decode(struct view body, struct wire_proof *out)
{
    enum err code = ERR_OK;

    *out = (struct wire_proof){.files = card_files_new()};
    code = message_decode(&message_proof, body, out);
    if (code != ERR_OK)
        wire_proof_free(out);
    return code;
}

void wire_proof_free(struct wire_proof *m)
{
    card_files_free(&m->files);
    wipe(m, sizeof *m);
}
