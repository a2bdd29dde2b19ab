#include "app/wire/wire.h"

#include "app/wire/catalogue.h"
#include "app/wire/form.h"
#include "app/wire/person.h"

enum { SHEETS_MAX = 999, DOSE_NUMBER_MAX = 999 };

/* --- open ----------------------------------------------------------------------- */

static const struct field open_fields[] = {
    {"transaction", FIELD_TEXT_OF(struct wire_open, transaction, 1, random_id_is)},
    {"area", FIELD_TEXT_OF(struct wire_open, area, 1, form_area)},
    {"kind", FIELD_WORD_OF(struct wire_open, kind, &form_kinds)},
};

const struct message message_open = MESSAGE_OF(struct wire_open, open_fields, NULL);

bool wire_open_encode(const struct wire_open *in, struct bytes *out)
{
    return message_encode(&message_open, in, out);
}

enum err wire_open_decode(struct view body, struct wire_open *out)
{
    return message_decode_plain(&message_open, body, out);
}

static const struct field opened_fields[] = {
    {"nonce", FIELD_FIXED_OF(struct wire_opened, nonce)},
    {"sealed", FIELD_BLOB_OF(struct wire_opened, sealed, WIRE_SEALED_MAX)},
};

const struct message message_opened = MESSAGE_OF(struct wire_opened, opened_fields, NULL);

bool wire_opened_encode(const struct wire_opened *in, struct bytes *out)
{
    return message_encode(&message_opened, in, out);
}

enum err wire_opened_decode(struct view body, struct wire_opened *out)
{
    enum err code = ERR_OK;

    *out = (struct wire_opened){.sealed = bytes_new(WIRE_SEALED_MAX)};
    code = message_decode(&message_opened, body, out);
    if (code != ERR_OK)
        wire_opened_free(out);
    return code;
}

void wire_opened_free(struct wire_opened *m)
{
    bytes_free(&m->sealed);
    wipe(m, sizeof *m);
}

/* --- present -------------------------------------------------------------------- */

static const struct field present_fields[] = {
    {"transaction", FIELD_TEXT_OF(struct wire_present, transaction, 1, random_id_is)},
    {"terms", FIELD_TEXT_OF(struct wire_present, terms, 1, form_ascii)},
    {"agreed", FIELD_LONG_OF(struct wire_present, agreed)},
    {"files", FIELD_OBJECT_OF(struct wire_present, files, &message_files)},
    {"signature", FIELD_FIXED_OF(struct wire_present, signature)},
    {"sealed", FIELD_BLOB_OF(struct wire_present, sealed, WIRE_SEALED_MAX)},
};

const struct message message_present = MESSAGE_OF(struct wire_present, present_fields, NULL);

bool wire_present_encode(const struct wire_present *in, struct bytes *out)
{
    return message_encode(&message_present, in, out);
}

enum err wire_present_decode(struct view body, struct wire_present *out)
{
    enum err code = ERR_OK;

    *out = (struct wire_present){.files = card_files_new(), .sealed = bytes_new(WIRE_SEALED_MAX)};
    code = message_decode(&message_present, body, out);
    if (code != ERR_OK)
        wire_present_free(out);
    return code;
}

void wire_present_free(struct wire_present *m)
{
    card_files_free(&m->files);
    bytes_free(&m->sealed);
    wipe(m, sizeof *m);
}

static const struct field presented_fields[] = {
    {"holder", FIELD_OBJECT_OF(struct wire_presented, holder, &message_holder)},
    {"history", FIELD_OBJECT_OF(struct wire_presented, history, &message_history)},
    {"traveller", FIELD_OBJECT_OF(struct wire_presented, traveller, &message_on_file)},
    {"nonce", FIELD_FIXED_OF(struct wire_presented, nonce)},
    {"sealed", FIELD_BLOB_OF(struct wire_presented, sealed, WIRE_SEALED_MAX)},
};

/* There is a second challenge exactly where there is something to certify, and a traveller only
 * there. */
static bool presented_agrees(const void *got)
{
    static const uint8_t none[NONCE_LEN];
    const struct wire_presented *m = got;

    bool some = m->history.found == FOUND_SOME;

    return some == !view_equal(view_of(m->nonce, sizeof m->nonce), view_of(none, sizeof none)) &&
           (some || m->traveller.name[0] == 0);
}

const struct message message_presented =
    MESSAGE_OF(struct wire_presented, presented_fields, presented_agrees);

bool wire_presented_encode(const struct wire_presented *in, struct bytes *out)
{
    return message_encode(&message_presented, in, out);
}

enum err wire_presented_decode(struct view body, struct wire_presented *out)
{
    enum err code = ERR_OK;

    *out = (struct wire_presented){.sealed = bytes_new(WIRE_SEALED_MAX)};
    code = message_decode(&message_presented, body, out);
    if (code != ERR_OK)
        wire_presented_free(out);
    return code;
}

void wire_presented_free(struct wire_presented *m)
{
    bytes_free(&m->sealed);
    wipe(m, sizeof *m);
}

/* --- certificate ---------------------------------------------------------------- */

static const struct field certificate_fields[] = {
    {"transaction", FIELD_TEXT_OF(struct wire_certificate, transaction, 1, random_id_is)},
    {"signature", FIELD_FIXED_OF(struct wire_certificate, signature)},
    {"sealed", FIELD_BLOB_OF(struct wire_certificate, sealed, WIRE_SEALED_MAX)},
};

const struct message message_certificate =
    MESSAGE_OF(struct wire_certificate, certificate_fields, NULL);

bool wire_certificate_encode(const struct wire_certificate *in, struct bytes *out)
{
    return message_encode(&message_certificate, in, out);
}

enum err wire_certificate_decode(struct view body, struct wire_certificate *out)
{
    enum err code = ERR_OK;

    *out = (struct wire_certificate){.sealed = bytes_new(WIRE_SEALED_MAX)};
    code = message_decode(&message_certificate, body, out);
    if (code != ERR_OK)
        wire_certificate_free(out);
    return code;
}

void wire_certificate_free(struct wire_certificate *m)
{
    bytes_free(&m->sealed);
    wipe(m, sizeof *m);
}

/* --- outcome -------------------------------------------------------------------- */

static const struct field outcome_fields[] = {
    {"transaction", FIELD_TEXT_OF(struct wire_outcome, transaction, 1, random_id_is)},
    {"delivered", FIELD_YES_OF(struct wire_outcome, delivered)},
    {"sheets", FIELD_INT_OF(struct wire_outcome, sheets, 0, SHEETS_MAX)},
    {"code", FIELD_WORD_OF(struct wire_outcome, code, &form_codes)},
    {"dose", FIELD_INT_OF(struct wire_outcome, dose, 0, DOSE_NUMBER_MAX)},
};

/* Delivered without a sheet, or for a reason against it, is no report at all (R28); nor is a dose
 * that differs where the resident did not say so. */
static bool outcome_agrees(const void *got)
{
    const struct wire_outcome *m = got;

    if (m->dose != 0 && m->code != AK_S61)
        return false;
    return m->delivered ? m->code == ERR_OK && m->sheets > 0 : m->code != ERR_OK;
}

const struct message message_outcome =
    MESSAGE_OF(struct wire_outcome, outcome_fields, outcome_agrees);

bool wire_outcome_encode(const struct wire_outcome *in, struct bytes *out)
{
    return message_encode(&message_outcome, in, out);
}

enum err wire_outcome_decode(struct view body, struct wire_outcome *out)
{
    return message_decode_plain(&message_outcome, body, out);
}
