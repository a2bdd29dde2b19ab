#include "app/kiosk/perform.h"

#include "app/wire/sheet.h"

#include <string.h>

enum { ASK_MS = 10000, HTTP_OK = 200, REPORTS_MAX = 3 };

/* What the centre refused with. A problem that cannot be read is a failed line, not a reason. */
static enum err reason_of(struct view body)
{
    struct wire_problem problem = {0};

    if (wire_problem_decode(body, &problem) != ERR_OK || problem.code == ERR_OK)
        return ERR_RAISE(AK_N29);
    return problem.code;
}

/* One request, one answer. A line that is cut ends the visit: there is no second try (R1). */
static enum err ask(struct kiosk *kiosk, const char *path, struct bytes *body, struct bytes *answer)
{
    int status = 0;
    enum err code = ERR_OK;

    if (!client_ask(kiosk->centre, path, bytes_view(body), ASK_MS, &status, answer))
        code = ERR_RAISE(AK_N28);
    else if (status != HTTP_OK)
        code = reason_of(bytes_view(answer));
    bytes_free(body);
    return code;
}

enum err perform_offer(struct kiosk *kiosk, struct visit *visit)
{
    struct bytes nothing = bytes_new(1), answer = bytes_new(WIRE_MAX);
    enum err code = ask(kiosk, WIRE_OFFER, &nothing, &answer);

    if (code == ERR_OK)
        code = wire_offer_decode(bytes_view(&answer), &visit->offer);
    bytes_free(&answer);
    return code;
}

enum err perform_open(struct kiosk *kiosk, struct visit *visit)
{
    struct wire_open in = {.kind = visit->kind};
    struct wire_opened out = {0};
    struct bytes body = bytes_new(WIRE_MAX), answer = bytes_new_secret(WIRE_MAX);
    enum err code = ERR_OK;

    memcpy(in.transaction, visit->transaction, sizeof in.transaction);
    memcpy(in.area, visit->area.code, sizeof in.area);
    code = wire_open_encode(&in, &body) ? ask(kiosk, WIRE_OPEN, &body, &answer) : perform_bug();
    if (code == ERR_OK)
        code = wire_opened_decode(bytes_view(&answer), &out);
    if (code == ERR_OK) {
        memcpy(visit->nonce, out.nonce, sizeof visit->nonce);
        code = bytes_set(&visit->sealed, bytes_view(&out.sealed)) ? ERR_OK : perform_bug();
    }
    wire_opened_free(&out);
    bytes_free(&answer);
    return code;
}

/* The answer must speak of the person whose card lies here (R1). */
static enum err keep_presented(struct visit *visit, const struct wire_presented *out)
{
    bool travel = visit->kind == KIND_TRAVEL && out->history.found == FOUND_SOME;

    if (!holder_equal(&out->holder, &visit->person.holder) ||
        (out->traveller.name[0] != 0) != travel)
        return ERR_RAISE(AK_N89);
    visit->history = out->history;
    visit->traveller = out->traveller;
    memcpy(visit->nonce, out->nonce, sizeof visit->nonce);
    if (!bytes_set(&visit->sealed, bytes_view(&out->sealed)))
        return perform_bug();
    switch (out->history.found) {
    case FOUND_SOME:
        return ERR_OK;
    case FOUND_NONE:
        return ERR_RAISE(AK_R58);
    default:
        return ERR_RAISE(AK_R28);
    }
}

enum err perform_present(struct kiosk *kiosk, struct visit *visit)
{
    struct wire_present in = {.agreed = visit->agreed};
    struct wire_presented out = {0};
    struct bytes body = bytes_new_secret(WIRE_MAX), answer = bytes_new_secret(WIRE_MAX);
    enum err code = perform_sign(kiosk, visit, LIVENESS_RECORDS);

    memcpy(in.transaction, visit->transaction, sizeof in.transaction);
    memcpy(in.terms, visit->offer.terms, sizeof in.terms);
    memcpy(in.signature, visit->signature, sizeof in.signature);
    /* Lent for the encoding, not given away: nothing of `in` is freed. */
    in.files = visit->files;
    in.sealed = visit->sealed;
    if (code == ERR_OK)
        code = wire_present_encode(&in, &body) ? ask(kiosk, WIRE_PRESENT, &body, &answer)
                                               : perform_bug();
    if (code == ERR_OK)
        code = wire_presented_decode(bytes_view(&answer), &out);
    if (code == ERR_OK)
        code = keep_presented(visit, &out);
    wipe(&in, sizeof in);
    wire_presented_free(&out);
    bytes_free(&body);
    bytes_free(&answer);
    return code;
}

/* A good sheet of another visit goes no further than this (R1). The last look asks again, of the
 * very pages. */
static enum err keep_sheet(const struct kiosk *kiosk, struct visit *visit)
{
    const struct certificate *sheet = &visit->certificate;
    enum err code = sheet_open(bytes_view(&visit->sheet), kiosk->sheet_key, &visit->certificate);

    if (code == ERR_OK &&
        (strcmp(sheet->transaction, visit->transaction) != 0 ||
         strcmp(sheet->area.code, visit->area.code) != 0 || sheet->kind != visit->kind ||
         !holder_equal(&sheet->holder, &visit->person.holder)))
        code = ERR_RAISE(AK_N88);
    if (code != ERR_OK) {
        wipe(&visit->certificate, sizeof visit->certificate);
        bytes_clear(&visit->sheet);
    }
    return code;
}

enum err perform_issue(struct kiosk *kiosk, struct visit *visit)
{
    struct wire_certificate in = {0};
    struct bytes body = bytes_new(WIRE_MAX);
    enum err code = ERR_OK;

    if (visit->asked)
        return ERR_RAISE(AK_X97);
    code = perform_record(kiosk, visit, JOURNAL_issue);
    if (code != ERR_OK)
        return code;
    visit->asked = true;
    memcpy(in.transaction, visit->transaction, sizeof in.transaction);
    memcpy(in.signature, visit->signature, sizeof in.signature);
    in.sealed = visit->sealed;
    code = wire_certificate_encode(&in, &body) ? ask(kiosk, WIRE_CERTIFICATE, &body, &visit->sheet)
                                               : perform_bug();
    return code == ERR_OK ? keep_sheet(kiosk, visit) : code;
}

enum err perform_tell(struct kiosk *kiosk, const struct wire_outcome *outcome)
{
    struct bytes body = bytes_new(WIRE_MAX), answer = bytes_new(WIRE_MAX);
    enum err code = wire_outcome_encode(outcome, &body) ? ask(kiosk, WIRE_OUTCOME, &body, &answer)
                                                        : perform_bug();

    bytes_free(&answer);
    return code;
}

static enum err tell(struct kiosk *kiosk, struct visit *visit, enum err why)
{
    struct wire_outcome outcome = {.delivered = why == ERR_OK,
                                   .sheets = visit->sheets,
                                   .code = why,
                                   .dose = why == AK_S61 ? visit->differs : 0};
    enum err code = ERR_OK;

    memcpy(outcome.transaction, visit->transaction, sizeof outcome.transaction);
    code = perform_tell(kiosk, &outcome);
    visit->told = err_category(code) != ERR_RETRY;
    visit->delivered = code == ERR_OK && outcome.delivered;
    return code;
}

/* The only message that may be said again: it is told apart by its id, not counted. It may have
 * been lost on any line, and a paper in the hand must not be withdrawn for that: what is not heard
 * now is said once more from the journal. */
enum err perform_report(struct kiosk *kiosk, struct visit *visit)
{
    enum err code = perform_record(kiosk, visit, JOURNAL_delivered);

    if (code != ERR_OK)
        return code;
    for (int i = 0; i < REPORTS_MAX && !visit->told; i++)
        code = tell(kiosk, visit, ERR_OK);
    return code;
}

/* A report that does not arrive loses nothing: it is said again from the journal, and without one
 * the record system withdraws the serial by itself (VRS-58). The reason the resident sees stays the
 * first one. */
enum err perform_void_serial(struct kiosk *kiosk, struct visit *visit)
{
    (void)perform_record(kiosk, visit, JOURNAL_void);
    (void)tell(kiosk, visit, visit->code);
    return ERR_OK;
}
