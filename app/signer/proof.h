/* The proof of a card transaction, judged by the signer itself: card, liveness, consent. */
#ifndef APP_SIGNER_PROOF_H
#define APP_SIGNER_PROOF_H

#include "app/area/issues.h"
#include "app/area/nonces.h"
#include "app/signer/signer_inside.h"

struct proof {
    struct wire_proof wire;
    struct signer_area *area;
    struct card_person person; /* only to be used when verdict is ERR_OK */
    enum err verdict;          /* of card, liveness and consent */
    char who[LEDGER_WHO_SIZE]; /* the kiosk, in ledgers */
};

/* Reads a proof, finds its area and judges it. A bad verdict is not a failure yet: the nonce has to
 * be used up first. */
MUST_USE enum err proof_take(struct signer *signer, struct question *question, struct proof *out);
void proof_free(struct proof *proof);

/* Within a ledger transaction: uses the nonce up, then gives the verdict. A second arrival ends the
 * transaction it belongs to. */
MUST_USE enum err proof_redeem(struct proof *proof, int64_t now, struct nonce_memory *memory);

/* Ends the ledger transaction: what `code` refuses stays written, so that a nonce is never good
 * twice; only a failed write is undone. Returns the code to answer. */
MUST_USE enum err proof_settle(struct proof *proof, enum err code);

/* Looks the person up, logs the access, and asks whether a certificate may be made. */
MUST_USE enum err proof_look_up(struct proof *proof, int64_t now, struct area_person *out);

/* The steps of a proof. */
MUST_USE enum err step_records(struct signer *signer, struct proof *proof, struct bytes *out);
MUST_USE enum err step_certificate(struct signer *signer, struct proof *proof, struct bytes *out);

#endif
