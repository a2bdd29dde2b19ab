#include "app/centre/sealed.h"

#include "app/wire/form.h"
#include "app/wire/person.h"

#include <string.h>

/* Clocks of two nodes may differ by as much. */
enum { SKEW = 5 };

/* Between the steps nothing but this exists of a transaction. */
struct state {
    int64_t made;
    struct wire_proof proof; /* `signature` and, before consent, `files` and `terms` empty */
};

static const struct field state_fields[] = {
    {"made", FIELD_LONG_OF(struct state, made)},
    {"area", FIELD_TEXT_OF(struct state, proof.live.area, 1, form_area)},
    {"kind", FIELD_WORD_OF(struct state, proof.live.kind, &form_kinds)},
    {"nonce", FIELD_FIXED_OF(struct state, proof.live.nonce)},
    {"terms", FIELD_TEXT_OF(struct state, proof.terms, 0, form_ascii)},
    {"agreed", FIELD_LONG_OF(struct state, proof.agreed)},
    {"files", FIELD_OBJECT_OF(struct state, proof.files, &message_files)},
};

static const struct message state_message = MESSAGE_OF(struct state, state_fields, NULL);

static bool bind_to(const struct errand *errand, enum liveness_step step, uint8_t out[SHA256_LEN])
{
    const uint8_t which = (uint8_t)step;
    const struct view fields[] = {
        view_of(errand->kiosk, sizeof errand->kiosk),
        view_text(errand->transaction),
        view_of(&which, 1),
    };

    return digest_fields("akashi-centre-state-1", fields, sizeof fields / sizeof *fields, out);
}

/* `state` borrows the files of the errand's proof and must not free them. */
static void fill_state(struct state *state, const struct errand *errand,
                       const struct liveness *live)
{
    *state = (struct state){.made = errand->desk->clock.seconds(errand->desk->clock.self)};
    if (live->step == LIVENESS_CERTIFICATE)
        state->proof = errand->proof;
    state->proof.live = *live;
}

bool sealed_make(const struct errand *errand, const struct liveness *live, struct bytes *out)
{
    struct bytes plain = bytes_new_secret(WIRE_MAX);
    struct state state;
    uint8_t bound[SHA256_LEN];
    bool made = false;

    fill_state(&state, errand, live);
    made =
        bind_to(errand, live->step, bound) && message_encode(&state_message, &state, &plain) &&
        aead_seal(errand->desk->state_key, view_of(bound, sizeof bound), bytes_view(&plain), out);
    bytes_free(&plain);
    wipe(&state, sizeof state);
    return made;
}

static bool open_state(const struct errand *errand, enum liveness_step step, struct view sealed,
                       struct state *out)
{
    struct bytes plain = bytes_new_secret(WIRE_MAX);
    uint8_t bound[SHA256_LEN];
    bool good = bind_to(errand, step, bound) &&
                aead_open(errand->desk->state_key, view_of(bound, sizeof bound), sealed, &plain) &&
                message_decode(&state_message, bytes_view(&plain), out) == ERR_OK;

    bytes_free(&plain);
    return good;
}

static bool is_fresh(const struct errand *errand, const struct state *state)
{
    int64_t age = errand->desk->clock.seconds(errand->desk->clock.self) - state->made;

    return age >= -SKEW && age <= SEALED_LIFE;
}

static void take_state(struct errand *errand, enum liveness_step step, struct state *state)
{
    struct liveness *live = &errand->proof.live;

    wire_proof_free(&errand->proof);
    errand->proof = state->proof;
    wipe(state, sizeof *state);
    live->step = step;
    memcpy(live->transaction, errand->transaction, sizeof live->transaction);
    memcpy(live->kiosk, errand->kiosk, sizeof live->kiosk);
    memcpy(errand->area, live->area, sizeof errand->area);
}

enum err sealed_open(struct errand *errand, enum liveness_step step, struct view sealed)
{
    struct state state = {.proof.files = card_files_new()};
    enum err code = ERR_OK;

    if (!open_state(errand, step, sealed, &state))
        code = ERR_RAISE(AK_N63);
    else if (!is_fresh(errand, &state))
        code = ERR_RAISE(AK_N07);
    else
        take_state(errand, step, &state);
    wire_proof_free(&state.proof);
    return code;
}
