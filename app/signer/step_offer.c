#include "app/signer/signer_inside.h"

/* Certificates for travel are offered where there is a key for their seals. */
enum err step_offer(struct signer *signer, struct question *question)
{
    struct wire_offer offer = {0};
    bool travel = signer_choose(signer, KIND_TRAVEL) == ERR_OK;

    question->step = "offer";
    for (size_t i = 0; i < signer->areas.count; i++) {
        const struct signer_area *area = &signer->areas.at[i];

        if (area->stopped == ERR_OK)
            offer.at[offer.count++] = (struct wire_offered){
                .area = *area_of(area->records), .domestic = true, .travel = travel};
    }
    return wire_made(wire_offer_encode(&offer, question->out));
}
