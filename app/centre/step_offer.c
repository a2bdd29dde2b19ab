#include "app/centre/steps.h"

#include <string.h>

/* The kiosk asks without a body; whatever came in its place ends here. */
static enum err begin(struct errand *errand, struct view body, struct bytes *question)
{
    (void)errand, (void)body, (void)question;
    return ERR_OK;
}

/* Only what both hold: an area of the vrs that is switched on here (CTR-02). The rest is ours to
 * say. */
static void narrow(const struct desk *desk, struct wire_offer *offer)
{
    const struct control *control = &desk->control;
    size_t kept = 0;

    for (size_t i = 0; i < offer->count; i++)
        if (desk_offers(desk, offer->at[i].area.code))
            offer->at[kept++] = offer->at[i];
    offer->count = kept;
    offer->fee = desk->fee;
    memcpy(offer->terms, desk->terms, sizeof offer->terms);
    memcpy(offer->version, control->version, sizeof offer->version);
    offer->closed = control->closed;
    offer->opens = control->opens;
    offer->closes = control->closes;
    offer->notice = control->notice;
}

static enum err end(struct errand *errand, struct view answer, struct bytes *reply)
{
    struct wire_offer offer;
    enum err code = wire_offer_decode(answer, &offer);

    if (code != ERR_OK)
        return code;
    narrow(errand->desk, &offer);
    return wire_made(wire_offer_encode(&offer, reply));
}

const struct step step_offer = {WIRE_OFFER, "offer", WIRE_OFFER, WIRE_TYPE_MESSAGE, begin, end};
