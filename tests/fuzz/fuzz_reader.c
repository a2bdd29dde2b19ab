/* Aims at text_ap_*, apdu_*, faulty_* and the whole sessions of akashi-card: what a card answers
 * never makes a program send a PIN that nobody entered. The input's parts: a fault plan, the roots,
 * the calls to make, one byte each, and then the answers in their order. */
#include "crypto/tlv.h"
#include "drivers/card/apdu.h"
#include "drivers/card/faulty.h"
#include "drivers/host/command.h"
#include "fuzz.h"
#include "visit.h"

#include <string.h>

enum { INS_VERIFY = 0x20, INS_SIGN = 0x2A };

/* A card that answers what the input says, and is gone when nothing is left. */
struct stream {
    struct view answers;
    struct faulty faulty;
    size_t entered, sent; /* PINs */
    uint16_t status;      /* of the last answer, 0: none */
    bool gone;
};

static bool holds(struct view command, const char *value)
{
    return memmem(command.at, command.len, value, strlen(value)) != NULL;
}

/* A PIN goes out once for each time that it was entered, in a VERIFY, to a card that is there. */
static void check_command(struct stream *stream, struct view command)
{
    struct apdu apdu;
    bool verify = false;

    fuzz_hold(apdu_parse(command, &apdu));
    verify = apdu.ins == INS_VERIFY && apdu.data.len > 0;
    stream->sent += verify;
    fuzz_hold(!verify || (stream->sent <= stream->entered && !stream->gone));
    if (!verify && apdu.ins != INS_SIGN)
        fuzz_hold(!holds(command, VISIT_PIN) && !holds(command, VISIT_A) &&
                  !holds(command, VISIT_B));
}

static bool answer_spoilt(struct stream *stream, struct view command, struct bytes *answer)
{
    struct bytes changed = bytes_new(APDU_SHORT_MAX);
    struct view sent = {0};
    bool good = false;

    faulty_begin(&stream->faulty, command);
    sent = faulty_command(&stream->faulty, command, &changed);
    fuzz_hold(sent.len == command.len);
    good = bytes_append(answer, fuzz_part(&stream->answers)) &&
           faulty_answer(&stream->faulty, command, answer);
    bytes_free(&changed);
    return good;
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    struct stream *stream = self;

    bytes_clear(answer);
    check_command(stream, command);
    stream->status = 0;
    stream->gone =
        stream->gone || stream->answers.len == 0 || !answer_spoilt(stream, command, answer);
    if (stream->gone) {
        bytes_clear(answer);
        return reader_failure(READER_CARD_GONE);
    }
    if (answer->len >= 2)
        stream->status = (uint16_t)(answer->at[answer->len - 2] << 8 | answer->at[answer->len - 1]);
    return ERR_OK;
}

/* What a session proves is drawn anew each time: no answer written before can be the right one. */
static void check_call(const struct visit *visit, unsigned call, enum err code, uint16_t status)
{
    if (call == VISIT_EXPIRY)
        fuzz_hold(visit->expiry[0] == 0 || strlen(visit->expiry) == TEXT_AP_EXPIRY_SIZE - 1);
    if (call == VISIT_SELECT || call == VISIT_VERIFY)
        fuzz_hold((code == ERR_OK) == (status == SW_OK));
    if (call == VISIT_TRIES)
        fuzz_hold(code != ERR_OK || visit->tries > 0);
    if (visit_is_session(call))
        fuzz_hold(probe_exit(code) != EXIT_YES && code != ERR_OK &&
                  visit->reading.person.number[0] == 0);
    fuzz_hold(!pin_is_set(&visit->pin) && visit->tries <= TEXT_AP_TRIES_MAX &&
              visit->reading.tries <= TEXT_AP_TRIES_MAX && visit->probe.tries <= TEXT_AP_TRIES_MAX);
}

/* A file is whole, or not there. */
static void check_file(const struct bytes *file, enum err code)
{
    struct view rest = bytes_view(file);
    struct tlv tlv;

    fuzz_hold(file->len <= file->max);
    fuzz_hold(file->len == 0 || (code == ERR_OK && tlv_next(&rest, &tlv)));
}

static void run(struct stream *stream, struct view calls, const struct card_roots *roots)
{
    struct reader_port reader = {.self = stream, .transmit = transmit};
    struct visit visit = visit_new(roots);

    /* Nobody goes on with a card that is gone. */
    for (size_t i = 0; i < calls.len && !stream->gone; i++) {
        unsigned call = calls.at[i] % VISIT_CALLS;
        const struct bytes *file = visit_file(&visit, call);
        enum err code = ERR_OK;

        stream->entered += call == VISIT_VERIFY || visit_is_session(call);
        code = visit_make(&visit, &reader, call);
        check_call(&visit, call, code, stream->status);
        if (file != NULL)
            check_file(file, code);
        /* A PIN that was not used is not used later. */
        stream->entered = stream->sent;
    }
    visit_free(&visit);
}

/* A reader's name is what whoever plugged it in had burnt into it. */
static void show_place(const char *name, struct view atr)
{
    struct probe place = {0};

    probe_place(&place, name, atr);
    for (const char *at = place.reader; *at != 0; at++)
        fuzz_hold(*at >= ' ' && *at <= '~');
    fuzz_hold(strlen(place.atr) == 0 || strlen(place.atr) % 3 == 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view rest = view_of(data, size), plan = fuzz_part(&rest), text = fuzz_part(&rest);
    struct view calls = fuzz_part(&rest);
    struct stream stream = {.answers = rest};
    struct bytes words = bytes_new(PLAN_TEXT_SIZE);
    struct card_roots roots;
    char why[PLAN_WHY_SIZE];

    (void)!card_roots_parse(text, &roots);
    if (bytes_append(&words, plan) && bytes_text(&words) != NULL) {
        (void)!plan_parse(bytes_text(&words), &stream.faulty.plan, why);
        show_place(bytes_text(&words), calls);
    }
    run(&stream, calls, &roots);
    bytes_free(&words);
    return 0;
}
