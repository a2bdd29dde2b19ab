#include "app/centre/sealed.h"

#include <string.h>

static enum err ask_nonce(const struct errand *errand, struct bytes *question)
{
    struct wire_nonce_ask ask = {.kind = errand->proof.live.kind};

    memcpy(ask.transaction, errand->transaction, sizeof ask.transaction);
    memcpy(ask.area, errand->area, sizeof ask.area);
    memcpy(ask.kiosk, errand->kiosk, sizeof ask.kiosk);
    return wire_made(wire_nonce_ask_encode(&ask, question));
}

static enum err begin(struct errand *errand, struct view body, struct bytes *question)
{
    struct wire_open m;
    enum err code = wire_open_decode(body, &m);

    if (code != ERR_OK)
        return code;
    memcpy(errand->transaction, m.transaction, sizeof errand->transaction);
    if (errand->desk->control.closed)
        return ERR_RAISE(AK_N10);
    if (!desk_offers(errand->desk, m.area))
        return ERR_RAISE(AK_N30);
    memcpy(errand->area, m.area, sizeof errand->area);
    errand->proof.live.kind = m.kind;
    return ask_nonce(errand, question);
}

static enum err end(struct errand *errand, struct view answer, struct bytes *reply)
{
    struct liveness *live = &errand->proof.live;
    struct wire_nonce nonce;
    struct wire_opened opened = {.sealed = bytes_new(WIRE_SEALED_MAX)};
    enum err code = wire_nonce_decode(answer, &nonce);

    if (code == ERR_OK) {
        live->step = LIVENESS_RECORDS;
        memcpy(live->area, errand->area, sizeof live->area);
        memcpy(live->nonce, nonce.nonce, sizeof live->nonce);
        memcpy(opened.nonce, nonce.nonce, sizeof opened.nonce);
        code = wire_made(sealed_make(errand, live, &opened.sealed) &&
                         wire_opened_encode(&opened, reply));
    }
    wire_opened_free(&opened);
    return code;
}

const struct step step_open = {WIRE_OPEN, "open", WIRE_NONCE, WIRE_TYPE_MESSAGE, begin, end};
