/* One message of every kind, about people who do not exist, and how to read it again. */
#ifndef TESTS_UNIT_APP_WIRE_SAMPLES_H
#define TESTS_UNIT_APP_WIRE_SAMPLES_H

#include "app/wire/wire.h"

#include <stdlib.h>
#include <string.h>

static const char SAMPLE_ID[] = "00112233445566778899aabbccddeeff";

static struct area sample_area(void)
{
    return (struct area){.code = "131105",
                         .name_ja = "目黒区",
                         .name_en = "Meguro City",
                         .head_ja = "目黒区長",
                         .head_en = "Mayor of Meguro City"};
}

static struct holder sample_holder(void)
{
    return (struct holder){.name = "証　見本子", .birth = {1990, 4, 1}};
}

static struct history sample_history(void)
{
    struct history history = {.found = FOUND_SOME, .count = 2, .as_of = 4711};

    history.doses[0] = (struct dose){1, {2021, 6, 1}, "comirnaty", "EX0001", "JPN"};
    history.doses[1] = (struct dose){2, {2021, 6, 22}, "comirnaty", "EX0002", "JPN"};
    return history;
}

static inline void sample_files(struct card_files *out)
{
    struct bytes *each[] = {&out->number, &out->person, &out->digests, &out->certificate,
                            &out->key};

    *out = card_files_new();
    for (uint8_t i = 0; i < sizeof each / sizeof *each; i++)
        if (!bytes_append_text(each[i], "file ") || !bytes_append_u8(each[i], i))
            abort();
}

static bool offer_sample(struct bytes *out)
{
    struct wire_offer m = {
        .terms = "2026-1",
        .fee = 300,
        .count = 1,
        .version = "00112233aabbccdd",
        .closed = true,
        .opens = 390,
        .closes = 1380,
        .notice = {"点検中です。", "Closed for a check.", "正在检修。", "점검 중입니다."}};

    m.at[0] = (struct wire_offered){sample_area(), true, false};
    return wire_offer_encode(&m, out);
}

static bool await_sample(struct bytes *out)
{
    struct wire_await m = {.after = "00112233aabbccdd"};

    return wire_await_encode(&m, out);
}

static bool awaited_sample(struct bytes *out)
{
    struct wire_awaited m = {.version = "ddccbbaa33221100", .closed = true};

    return wire_awaited_encode(&m, out);
}

static bool open_sample(struct bytes *out)
{
    struct wire_open m = {.area = "131105", .kind = KIND_TRAVEL};

    memcpy(m.transaction, SAMPLE_ID, sizeof m.transaction);
    return wire_open_encode(&m, out);
}

static bool opened_sample(struct bytes *out)
{
    struct wire_opened m = {.nonce = {1, 2, 3}, .sealed = bytes_new(WIRE_SEALED_MAX)};
    bool made = bytes_append_text(&m.sealed, "sealed") && wire_opened_encode(&m, out);

    wire_opened_free(&m);
    return made;
}

static bool present_sample(struct bytes *out)
{
    struct wire_present m = {
        .terms = "2026-1", .agreed = 1800000000, .sealed = bytes_new(WIRE_SEALED_MAX)};
    bool made = false;

    memcpy(m.transaction, SAMPLE_ID, sizeof m.transaction);
    memset(m.signature, 0xA5, sizeof m.signature);
    sample_files(&m.files);
    made = bytes_append_text(&m.sealed, "sealed") && wire_present_encode(&m, out);
    wire_present_free(&m);
    return made;
}

static bool presented_sample(struct bytes *out)
{
    struct wire_presented m = {
        .holder = sample_holder(),
        .history = sample_history(),
        .traveller = {.name = "KAKU HANAKO", .passport = "*****0010", .nationality = "JPN"},
        .nonce = {9},
        .sealed = bytes_new(WIRE_SEALED_MAX)};
    bool made = bytes_append_text(&m.sealed, "sealed") && wire_presented_encode(&m, out);

    wire_presented_free(&m);
    return made;
}

static bool certificate_sample(struct bytes *out)
{
    struct wire_certificate m = {.sealed = bytes_new(WIRE_SEALED_MAX)};
    bool made = false;

    memcpy(m.transaction, SAMPLE_ID, sizeof m.transaction);
    memset(m.signature, 0x5A, sizeof m.signature);
    made = bytes_append_text(&m.sealed, "sealed") && wire_certificate_encode(&m, out);
    wire_certificate_free(&m);
    return made;
}

static bool outcome_sample(struct bytes *out)
{
    struct wire_outcome m = {.delivered = false, .sheets = 1, .code = AK_S61, .dose = 2};

    memcpy(m.transaction, SAMPLE_ID, sizeof m.transaction);
    return wire_outcome_encode(&m, out);
}

static bool nonce_ask_sample(struct bytes *out)
{
    struct wire_nonce_ask m = {.area = "131105", .kind = KIND_DOMESTIC, .kiosk = {7, 7}};

    memcpy(m.transaction, SAMPLE_ID, sizeof m.transaction);
    return wire_nonce_ask_encode(&m, out);
}

static bool nonce_sample(struct bytes *out)
{
    struct wire_nonce m = {.nonce = {1, 2, 3, 4}};

    return wire_nonce_encode(&m, out);
}

static bool proof_sample(struct bytes *out)
{
    struct wire_proof m = {.terms = "2026-1", .agreed = 1800000000};
    bool made = false;

    memcpy(m.live.transaction, SAMPLE_ID, sizeof m.live.transaction);
    memcpy(m.live.area, "131105", sizeof m.live.area);
    m.live.step = LIVENESS_CERTIFICATE;
    m.live.kind = KIND_DOMESTIC;
    memset(m.live.nonce, 3, sizeof m.live.nonce);
    memset(m.live.kiosk, 4, sizeof m.live.kiosk);
    memset(m.signature, 5, sizeof m.signature);
    sample_files(&m.files);
    made = wire_proof_encode(&m, out);
    wire_proof_free(&m);
    return made;
}

static bool problem_sample(struct bytes *out)
{
    struct wire_problem m = wire_problem_of(AK_N93);

    return wire_problem_encode(&m, out);
}

/* Reads a body and writes it again; ERR_OK only when it was read. */
#define AGAIN_WITH_FREE(kind)                                                                      \
    static enum err kind##_again(struct view body, struct bytes *out)                              \
    {                                                                                              \
        struct wire_##kind m;                                                                      \
        enum err code = wire_##kind##_decode(body, &m);                                            \
        if (code == ERR_OK && !wire_##kind##_encode(&m, out))                                      \
            abort();                                                                               \
        wire_##kind##_free(&m);                                                                    \
        wire_##kind##_free(&m);                                                                    \
        return code;                                                                               \
    }

#define AGAIN(kind)                                                                                \
    static enum err kind##_again(struct view body, struct bytes *out)                              \
    {                                                                                              \
        struct wire_##kind m;                                                                      \
        enum err code = wire_##kind##_decode(body, &m);                                            \
        if (code == ERR_OK && !wire_##kind##_encode(&m, out))                                      \
            abort();                                                                               \
        return code;                                                                               \
    }

AGAIN(offer)
AGAIN(await)
AGAIN(awaited)
AGAIN(open)
AGAIN_WITH_FREE(opened)
AGAIN_WITH_FREE(present)
AGAIN_WITH_FREE(presented)
AGAIN_WITH_FREE(certificate)
AGAIN(outcome)
AGAIN(nonce_ask)
AGAIN(nonce)
AGAIN_WITH_FREE(proof)
AGAIN(problem)

static const struct sample {
    const char *name;
    bool (*make)(struct bytes *out);
    enum err (*again)(struct view body, struct bytes *out);
} samples[] = {
    {"offer", offer_sample, offer_again},
    {"await", await_sample, await_again},
    {"awaited", awaited_sample, awaited_again},
    {"open", open_sample, open_again},
    {"opened", opened_sample, opened_again},
    {"present", present_sample, present_again},
    {"presented", presented_sample, presented_again},
    {"certificate", certificate_sample, certificate_again},
    {"outcome", outcome_sample, outcome_again},
    {"nonce_ask", nonce_ask_sample, nonce_ask_again},
    {"nonce", nonce_sample, nonce_again},
    {"proof", proof_sample, proof_again},
    {"problem", problem_sample, problem_again},
};

enum { SAMPLES = sizeof samples / sizeof *samples };

#endif
