/* The signer as its socket sees it: one question in, one answer out. Everything it signs it has
 * derived itself from the proof of a card transaction and from the records (VRS-55, R17). */
#ifndef APP_SIGNER_SIGNER_H
#define APP_SIGNER_SIGNER_H

#include "app/area/records.h"
#include "app/identity/card.h"
#include "drivers/host/clock.h"
#include "drivers/keys/settings.h"

enum { SIGNER_WHY_SIZE = 512 };

struct signer;

/* What it stands on. Everything named outlives the signer. */
struct signer_plan {
    struct area_ports ports;
    struct clock_port clock;
    const struct card_roots *roots;
    const char *areas;               /* the folder of areas */
    const struct key_settings *keys; /* whose register says which keys sign, and in whose name */
    const char *verifier;            /* address of the verifier's page that papers name, or "" */
};

/* Opens the areas and puts them into service. NULL with one line in `why`. */
MUST_USE struct signer *signer_open(const struct signer_plan *plan, char why[SIGNER_WHY_SIZE]);
void signer_close(struct signer **signer);

/* Answers one frame (app/wire/wire.h, enum wire_signer). `self` is the signer; the form is that of
 * drivers/net/local.h. */
void signer_answer(void *self, uint8_t kind, struct view body, uint8_t *answer_kind,
                   struct bytes *answer_body);

/* To be called every minute or so. */
void signer_tick(struct signer *signer);

#endif
