/* Writes the seeds that are recorded of virtual cards: fuzz.seeds WORLD CORPUS; the script `seeds`
 * calls it. Of each card of WORLD/cards its files go to CORPUS/card, the answers of a visit to
 * CORPUS/reader and its frames to CORPUS/vcard; of the first, adult, also the answers to readers
 * and under plans that go wrong. The same world gives the same bytes. */
#include "crypto/base/hex.h"
#include "drivers/card/apdu.h"
#include "drivers/host/file.h"
#include "hw/vcard/card_file.h"
#include "seeds_frames.h"
#include "visit.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum {
    SEED_MAX = 1 << 16,
    MODE = 0644,
    WHOLE_VISIT = VISIT_SESSION,
    LINE_SIZE = 64,
    FRAME_MAX = 64
};

#define FIRST "adult"

/* A card on a reader that writes everything down. */
struct tape {
    struct vcard *card;
    enum lack lack;
    struct bytes answers, frames, recording;
};

struct bench {
    const char *world, *corpus;
    struct bytes roots;
    struct card_roots parsed;
};

static bool append_part(struct bytes *out, struct view v)
{
    return bytes_append_u16(out, (uint16_t)v.len) && bytes_append(out, v);
}

static bool note(struct tape *tape, struct view command, struct view answer)
{
    struct apdu apdu;
    char line[LINE_SIZE], hex[2 * VCARD_ANSWER_MAX + 1];
    size_t data = answer.len - 2;

    if (!apdu_parse(command, &apdu))
        return false;
    snprintf(line, sizeof line, "> %02X%02X%02X%02X %zu %u\n= %02X%02X%s", apdu.cla, apdu.ins,
             apdu.p1, apdu.p2, apdu.data.len, apdu.le, answer.at[data], answer.at[data + 1],
             data > 0 ? " " : "");
    hex_encode(view_cut(answer, 0, data), hex);
    return append_part(&tape->answers, answer) && append_part(&tape->frames, command) &&
           bytes_append_text(&tape->recording, line) && bytes_append_text(&tape->recording, hex) &&
           bytes_append_text(&tape->recording, "\n");
}

/* Shortens an answer as the lack has it. */
static bool fall_short(enum lack lack, struct view command, struct bytes *answer)
{
    struct apdu apdu;
    size_t len = answer->len - 2;

    if (lack == LACK_NOTHING || !apdu_parse(command, &apdu))
        return true;
    if (apdu.le > APDU_LE_SHORT && lack != LACK_LENGTH) {
        bytes_clear(answer);
        return bytes_append_u16(answer, SW_LENGTH);
    }
    if (lack == LACK_LE && apdu.ins == 0xB0 && len > 0 && len < apdu.le) {
        bytes_clear(answer);
        return bytes_append_u16(answer, (uint16_t)(SW_LE_IS | len));
    }
    if (lack == LACK_LENGTH && len > APDU_LE_SHORT) {
        answer->len = APDU_LE_SHORT;
        return bytes_append_u16(answer, SW_OK);
    }
    return true;
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    struct tape *tape = self;

    bytes_clear(answer);
    return vcard_answer(tape->card, command, answer) && fall_short(tape->lack, command, answer) &&
                   note(tape, command, bytes_view(answer))
               ? ERR_OK
               : reader_failure(READER_CARD_GONE);
}

static bool tape_open(const struct bench *bench, const char *card, struct tape *out)
{
    char path[PATH_MAX];

    *out = (struct tape){.answers = bytes_new(SEED_MAX),
                         .frames = bytes_new(SEED_MAX),
                         .recording = bytes_new(SEED_MAX)};
    if (snprintf(path, sizeof path, "%s/cards/%s.card", bench->world, card) < (int)sizeof path)
        out->card = card_file_load(path);
    return out->card != NULL;
}

static void tape_close(struct tape *tape)
{
    vcard_free(&tape->card);
    bytes_free(&tape->answers);
    bytes_free(&tape->frames);
    bytes_free(&tape->recording);
}

static bool save(const struct bench *bench, const char *kind, const char *name,
                 const struct bytes *seed)
{
    char path[PATH_MAX];

    return snprintf(path, sizeof path, "%s/%s/%s", bench->corpus, kind, name) < (int)sizeof path &&
           file_write(path, bytes_view(seed), MODE);
}

/* --- The corpora --------------------------------------------------------------------------------
 */

static bool save_card(const struct bench *bench, const char *name, const struct visit *visit)
{
    const struct card_files *files = &visit->files;
    const struct bytes *all[] = {&files->number, &files->person, &files->digests,
                                 &files->certificate, &files->key};
    struct bytes seed = bytes_new(SEED_MAX);
    bool good = append_part(&seed, bytes_view(&bench->roots));

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        good = good && append_part(&seed, bytes_view(all[i]));
    good = good && append_part(&seed, view_of(visit->signature, sizeof visit->signature)) &&
           save(bench, "card", name, &seed);
    bytes_free(&seed);
    return good;
}

static bool save_reader(const struct bench *bench, const char *name, const char *plan,
                        struct view calls, const struct bytes *answers)
{
    struct bytes seed = bytes_new(SEED_MAX);
    bool good = append_part(&seed, view_text(plan)) &&
                append_part(&seed, bytes_view(&bench->roots)) && append_part(&seed, calls) &&
                bytes_append(&seed, bytes_view(answers)) && save(bench, "reader", name, &seed);

    bytes_free(&seed);
    return good;
}

static bool save_vcard(const struct bench *bench, const char *name, const char *plan,
                       const struct bytes *frames)
{
    struct bytes seed = bytes_new(SEED_MAX);
    bool good = append_part(&seed, view_text(plan)) && bytes_append(&seed, bytes_view(frames)) &&
                save(bench, "vcard", name, &seed);

    bytes_free(&seed);
    return good;
}

/* Makes the calls until one ends the visit before anything was read. */
static void make_calls(const struct bench *bench, struct tape *tape, struct view calls,
                       struct visit *visit)
{
    struct reader_port reader = {.self = tape, .transmit = transmit};

    *visit = visit_new(&bench->parsed);
    for (size_t i = 0; i < calls.len; i++)
        if (visit_make(visit, &reader, calls.at[i]) != ERR_OK && calls.at[i] <= VISIT_VERIFY)
            break;
}

/* The calls, one by one, whose answers are those that `call` needs. */
static struct view calls_within(enum visit_call call)
{
    static const uint8_t probe[] = {VISIT_PROBE};
    static const uint8_t whole[] = {VISIT_EXPIRY,       VISIT_SELECT,           VISIT_TRIES,
                                    VISIT_VERIFY,       VISIT_READ_NUMBER,      VISIT_READ_PERSON,
                                    VISIT_READ_DIGESTS, VISIT_READ_CERTIFICATE, VISIT_READ_KEY,
                                    VISIT_SIGN};
    static const uint8_t number[] = {VISIT_EXPIRY,           VISIT_SELECT,      VISIT_TRIES,
                                     VISIT_VERIFY,           VISIT_READ_NUMBER, VISIT_READ_DIGESTS,
                                     VISIT_READ_CERTIFICATE, VISIT_READ_KEY,    VISIT_SIGN};
    static const uint8_t attributes[] = {
        VISIT_EXPIRY,       VISIT_SELECT,           VISIT_TRIES,    VISIT_VERIFY, VISIT_READ_PERSON,
        VISIT_READ_DIGESTS, VISIT_READ_CERTIFICATE, VISIT_READ_KEY, VISIT_SIGN};

    switch (call) {
    case VISIT_PROBE:
        return view_of(probe, sizeof probe);
    case VISIT_NUMBER_A:
        return view_of(number, sizeof number);
    case VISIT_NUMBER_B:
        return view_of(attributes, sizeof attributes);
    default:
        return view_of(whole, sizeof whole);
    }
}

static bool record_card(const struct bench *bench, const char *name)
{
    struct tape tape;
    struct visit visit = {0};
    bool good = tape_open(bench, name, &tape);

    if (good) {
        make_calls(bench, &tape, calls_within(VISIT_SESSION), &visit);
        good = save_card(bench, name, &visit) &&
               save_reader(bench, name, "", calls_within(VISIT_SESSION), &tape.answers) &&
               save_vcard(bench, name, "", &tape.frames);
    }
    if (good && strcmp(name, FIRST) == 0)
        good = save(bench, "tester", "adult.recording", &tape.recording);
    visit_free(&visit);
    tape_close(&tape);
    return good;
}

static bool record_reader(const struct bench *bench, const struct reader_seed *seed)
{
    struct tape tape;
    struct visit visit = {0};
    const uint8_t call = (uint8_t)seed->call;
    struct view calls = calls_within(seed->call);
    bool good = tape_open(bench, FIRST, &tape);

    if (good) {
        tape.lack = seed->lack;
        make_calls(bench, &tape, calls, &visit);
        if (seed->call != VISIT_EXPIRY)
            calls = view_of(&call, 1);
        good = save_reader(bench, seed->name, seed->plan, calls, &tape.answers);
    }
    visit_free(&visit);
    tape_close(&tape);
    return good;
}

static bool append_frames(struct bytes *out, const char *frames)
{
    uint8_t raw[FRAME_MAX];
    bool good = true;

    while (good && *frames != 0) {
        size_t len = strcspn(frames, " ");

        good = len / 2 <= sizeof raw && hex_decode(view_of(frames, len), raw, len / 2) &&
               append_part(out, view_of(raw, len / 2));
        frames += len + 1;
    }
    return good;
}

static bool write_frames(const struct bench *bench, const struct vcard_seed *seed)
{
    struct bytes frames = bytes_new(SEED_MAX);
    bool good =
        append_frames(&frames, seed->frames) && save_vcard(bench, seed->name, seed->plan, &frames);

    bytes_free(&frames);
    return good;
}

/* --- All of it ----------------------------------------------------------------------------------
 */

static bool record_found(void *self, const char *path)
{
    const char *from = strrchr(path, '/');
    char name[NAME_MAX];

    return from != NULL &&
           snprintf(name, sizeof name, "%.*s", (int)(strlen(from + 1) - strlen(".card")),
                    from + 1) < (int)sizeof name &&
           record_card(self, name);
}

static bool record_all(struct bench *bench)
{
    char path[PATH_MAX];
    bool good =
        snprintf(path, sizeof path, "%s/trust/card-roots.txt", bench->world) < (int)sizeof path &&
        file_read(path, &bench->roots) &&
        card_roots_parse(bytes_view(&bench->roots), &bench->parsed) &&
        snprintf(path, sizeof path, "%s/cards", bench->world) < (int)sizeof path &&
        file_each(path, ".card", record_found, bench);

    for (size_t i = 0; good && i < sizeof reader_seeds / sizeof *reader_seeds; i++)
        good = record_reader(bench, &reader_seeds[i]);
    for (size_t i = 0; good && i < sizeof vcard_seeds / sizeof *vcard_seeds; i++)
        good = write_frames(bench, &vcard_seeds[i]);
    return good;
}

int main(int argc, char **argv)
{
    struct bench bench = {.roots = bytes_new(SEED_MAX)};
    bool good = false;

    if (argc == 3) {
        bench.world = argv[1];
        bench.corpus = argv[2];
        good = record_all(&bench);
    }
    bytes_free(&bench.roots);
    if (!good)
        fprintf(stderr, "usage: fuzz.seeds WORLD CORPUS; something cannot be read or written\n");
    return good ? 0 : 2;
}
