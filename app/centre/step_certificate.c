#include "app/centre/judge.h"
#include "app/centre/sealed.h"
#include "app/wire/sheet.h"

#include <string.h>

static enum err begin(struct errand *errand, struct view body, struct bytes *question)
{
    struct wire_certificate m;
    enum err code = wire_certificate_decode(body, &m);

    if (code == ERR_OK) {
        memcpy(errand->transaction, m.transaction, sizeof errand->transaction);
        code = sealed_open(errand, LIVENESS_CERTIFICATE, bytes_view(&m.sealed));
    }
    if (code == ERR_OK) {
        memcpy(errand->proof.signature, m.signature, sizeof m.signature);
        code = judge_proof(errand);
    }
    if (code == ERR_OK)
        code = wire_made(wire_proof_encode(&errand->proof, question));
    wire_certificate_free(&m);
    return code;
}

static bool belongs(const struct certificate *sheet, const struct errand *errand)
{
    const struct liveness *live = &errand->proof.live;

    return strcmp(sheet->transaction, live->transaction) == 0 &&
           strcmp(sheet->area.code, live->area) == 0 && sheet->kind == live->kind &&
           holder_equal(&sheet->holder, &errand->holder);
}

/* CTR-13: checked, and then passed on byte for byte. */
static enum err end(struct errand *errand, struct view answer, struct bytes *reply)
{
    struct certificate sheet;
    enum err code = sheet_open(answer, errand->desk->sheet_key, &sheet);

    if (code == ERR_OK && !belongs(&sheet, errand))
        code = ERR_RAISE(AK_N66);
    if (code == ERR_OK)
        code = wire_made(bytes_append(reply, answer));
    wipe(&sheet, sizeof sheet);
    return code;
}

const struct step step_certificate = {WIRE_CERTIFICATE, "certificate", WIRE_PROOF,
                                      WIRE_TYPE_SHEET,  begin,         end};
