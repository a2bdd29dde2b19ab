#include "app/card/session.h"

#include "app/identity/liveness.h"
#include "crypto/random.h"
#include "drivers/card/text_ap.h"

/* Notes where it ended; true while nothing has. */
static bool went_well(struct reading *reading, enum err code, const char *step)
{
    reading->code = code;
    reading->step = code == ERR_OK ? "" : step;
    return code == ERR_OK;
}

static enum err ask_expiry(struct reader_port *reader, struct date today)
{
    char expiry[TEXT_AP_EXPIRY_SIZE];
    enum err code = text_ap_expiry(reader, expiry);

    return code == ERR_OK ? card_expiry_check(expiry, today) : code;
}

/* Whether this answer tells how many tries are left. */
static void note_tries(struct reading *reading, enum err code)
{
    if (code == ERR_OK || code == AK_C31 || code == AK_C32 || code == AK_C33 || code == AK_C39)
        reading->tried = ANSWER_YES;
}

static enum card_part opened_by(enum pin_kind kind)
{
    static const enum card_part parts[PIN_KINDS] = {
        [PIN_OF_HOLDER] = CARD_WHOLE,
        [PIN_NUMBER_A] = CARD_NUMBER,
        [PIN_NUMBER_B] = CARD_ATTRIBUTES,
    };

    return parts[kind];
}

bool session_begin(struct reader_port *reader, struct date today, enum pin_kind kind,
                   struct reading *out)
{
    enum err code = ERR_OK;

    out->part = opened_by(kind);
    if (!went_well(out, ask_expiry(reader, today), "expiry") ||
        !went_well(out, text_ap_select(reader), "application"))
        return false;
    code = text_ap_tries_of(reader, kind, &out->tries);
    note_tries(out, code);
    return went_well(out, code, "tries");
}

static bool read_files(struct reader_port *reader, struct card_files *files, struct reading *out)
{
    const struct {
        enum text_ap_file file;
        enum card_part part;
        struct bytes *into;
        const char *step;
    } plan[] = {
        {TEXT_AP_NUMBER, CARD_NUMBER, &files->number, "read number"},
        {TEXT_AP_PERSON, CARD_ATTRIBUTES, &files->person, "read person"},
        {TEXT_AP_DIGESTS, CARD_WHOLE, &files->digests, "read digests"},
        {TEXT_AP_CERTIFICATE, CARD_WHOLE, &files->certificate, "read certificate"},
        {TEXT_AP_KEY, CARD_WHOLE, &files->key, "read key"},
    };
    bool good = true;

    for (size_t i = 0; good && i < sizeof plan / sizeof *plan; i++)
        if ((plan[i].part & out->part) != 0)
            good = went_well(out, text_ap_read(reader, plan[i].file, plan[i].into), plan[i].step);
    return good;
}

/* A nonce of our own: what is proved, is proved to this program alone. */
static enum err challenge(struct reader_port *reader, const struct card_files *files,
                          enum liveness_step step)
{
    struct liveness live = {.step = step};
    uint8_t digest[SHA256_LEN], signature[TEXT_AP_SIGNATURE_LEN];
    enum err code = reader_failure(READER_MISUSED);

    if (random_fill(live.nonce, sizeof live.nonce) && random_id(live.transaction) &&
        liveness_digest(&live, files, digest))
        code = text_ap_sign(reader, digest, signature);
    if (code == ERR_OK)
        code = liveness_check(files, digest, view_of(signature, sizeof signature));
    return code;
}

static bool prove_presence(struct reader_port *reader, const struct card_files *files,
                           struct reading *out)
{
    bool present =
        went_well(out, challenge(reader, files, LIVENESS_RECORDS), "first challenge") &&
        went_well(out, challenge(reader, files, LIVENESS_CERTIFICATE), "second challenge");

    out->present = present ? ANSWER_YES : ANSWER_NO;
    return present;
}

static void judge(struct reader_port *reader, const struct card_files *files,
                  const struct card_roots *roots, struct reading *out)
{
    struct card_judgement judgement = out->part == CARD_WHOLE
                                          ? card_judge(files, roots, &out->person)
                                          : card_judge_part(files, out->part, roots, &out->person);
    bool fits = judgement.verdict >= CARD_ISSUER_UNKNOWN;

    out->judged = ANSWER_YES;
    out->verdict = judgement.verdict;
    if (!fits || prove_presence(reader, files, out))
        (void)went_well(out, judgement.code, judgement.step);
    if (out->code != ERR_OK)
        card_person_wipe(&out->person);
}

void session_read(struct reader_port *reader, const struct card_roots *roots, struct pin *pin,
                  struct reading *out)
{
    static const char *const steps[PIN_KINDS] = {"PIN", "number A", "number B"};
    struct card_files files = card_files_new();
    const char *step = steps[pin->kind];
    enum err code = text_ap_verify(reader, pin, &out->tries);

    /* The right PIN gives all tries back; how many that are, the card does not say. */
    out->tried = ANSWER_UNKNOWN;
    if (code != ERR_OK)
        note_tries(out, code);
    if (went_well(out, code, step) && read_files(reader, &files, out))
        judge(reader, &files, roots, out);
    card_files_free(&files);
}

void reading_wipe(struct reading *reading)
{
    wipe(reading, sizeof *reading);
}
