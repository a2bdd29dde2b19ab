#include "tests/fault/visitor.h"

#include "app/kiosk/perform.h"
#include "drivers/card/text_ap.h"
#include "hw/vcard/card_file.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { REPORTS = 3, REPORTS_OF_ONE = 64, PATIENCE_SECONDS = 60, HTTP_OK = 200 };

enum stage { STAGE_NONE, STAGE_BEGUN, STAGE_OPENED, STAGE_PRESENTED, STAGE_ASKED, STAGE_ISSUED };

struct visitor {
    const struct settings *settings;
    const struct lane *lane;
    pid_t hangs_up;
    struct vcard *card;
    struct kiosk kiosk;
    struct card_files files;
    struct card_person person;
    struct wire_offer offer;
    struct history history; /* as it was when nothing went wrong */
    struct visit *visit;
    enum stage stage;
    int reports; /* of this visit */
    bool warm;   /* something good was said since the line was cut */
    struct visitor_counts counts;
};

static const char *const names[SAYINGS] = {"first", "resumed", "offer",       "await",
                                           "open",  "present", "certificate", "outcome"};

const char *saying_name(enum saying saying)
{
    return names[saying];
}

bool saying_from_name(const char *name, enum saying *out)
{
    for (size_t i = 0; i < SAYINGS; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum saying)i;
            return true;
        }
    return false;
}

/* --- The line: the kiosk's client, which here may be impatient ----------------------------------
 */

static int patience_ms;

bool __real_client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                       int *status, struct bytes *answer);
bool __wrap_client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                       int *status, struct bytes *answer);

bool __wrap_client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                       int *status, struct bytes *answer)
{
    return __real_client_ask(client, path, body, patience_ms > 0 ? patience_ms : deadline_ms,
                             status, answer);
}

/* A relay that has begun anew lets go of its lines: until then it has the old session. */
static bool begin_anew(struct visitor *visitor)
{
    visitor->warm = false;
    if (visitor->hangs_up > 0)
        return kill(visitor->hangs_up, SIGHUP) == 0 &&
               lane_wait_closed(visitor->lane, PATIENCE_SECONDS);
    client_close(&visitor->kiosk.centre);
    visitor->kiosk.centre = resident_line(visitor->settings, visitor->lane->port);
    return visitor->kiosk.centre != NULL;
}

/* --- The card -----------------------------------------------------------------------------------
 */

static enum err connect_card(void *self)
{
    (void)self;
    return ERR_OK;
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    bytes_clear(answer);
    return vcard_answer(self, command, answer) ? ERR_OK : reader_failure(READER_MISUSED);
}

static enum err read_card(struct visitor *visitor)
{
    struct visit *visit = visitor->visit;
    char digits[] = "1234";
    enum err code =
        pin_take(&visit->pin, digits, PIN_LEN) ? text_ap_select(&visitor->kiosk.reader) : AK_X97;

    if (code == ERR_OK)
        code = perform_verify(&visitor->kiosk, visit);
    if (code == ERR_OK)
        code = perform_read(&visitor->kiosk, visit);
    if (code == ERR_OK)
        code = perform_judge_card(&visitor->kiosk, visit);
    if (code != ERR_OK)
        return code;
    visitor->person = visit->person;
    visitor->files = visit->files;
    visit->files = card_files_new();
    return perform_offer(&visitor->kiosk, visit);
}

/* --- The steps ----------------------------------------------------------------------------------
 */

static bool keep(void *self, const struct journal_entry *entry)
{
    (void)self, (void)entry;
    return true;
}

/* The files are lent: a visit that is over has its own, empty ones. */
static void end_visit(struct visitor *visitor)
{
    if (visitor->visit != NULL)
        visitor->visit->files = card_files_new();
    visit_free(&visitor->visit);
    visitor->stage = STAGE_NONE;
    visitor->reports = 0;
}

static enum err begin_visit(struct visitor *visitor)
{
    struct visit *visit = visit_new();

    if (visit == NULL)
        return perform_bug();
    card_files_free(&visit->files);
    visit->files = visitor->files;
    visit->person = visitor->person;
    visit->offer = visitor->offer;
    visit->area = visitor->offer.at[0].area;
    visit->kind = KIND_DOMESTIC;
    visit->agreed = visitor->kiosk.clock.seconds(visitor->kiosk.clock.self);
    visitor->visit = visit;
    visitor->stage = STAGE_BEGUN;
    return ERR_OK;
}

/* A code that does not say "try again" is an answer: there is nothing to be ended. */
static enum err tell_outcome(struct visitor *visitor, bool delivered)
{
    struct wire_outcome outcome = {.delivered = delivered, .sheets = delivered};

    if (!delivered)
        outcome.code = visitor->visit->code;
    memcpy(outcome.transaction, visitor->visit->transaction, sizeof outcome.transaction);
    return perform_tell(&visitor->kiosk, &outcome);
}

static bool same_history(const struct history *a, const struct history *b)
{
    bool same = a->found == b->found && a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++)
        same = dose_equal(&a->doses[i], &b->doses[i]);
    return same;
}

static enum err say_offer(struct visitor *visitor, bool *right)
{
    struct visit *visit = visit_new();
    enum err code = visit != NULL ? perform_offer(&visitor->kiosk, visit) : perform_bug();

    *right = code == ERR_OK && visit->offer.count == visitor->offer.count &&
             strcmp(visit->offer.version, visitor->offer.version) == 0 &&
             strcmp(visit->offer.at[0].area.code, visitor->offer.at[0].area.code) == 0;
    visit_free(&visit);
    return code;
}

/* As the kiosk's helper asks: with a version that is not the centre's, it is answered at once. */
static enum err say_await(struct visitor *visitor, bool *right)
{
    const struct wire_await in = {.after = "0000000000000000"};
    struct wire_awaited out = {0};
    struct bytes body = bytes_new(WIRE_MAX), answer = bytes_new(WIRE_MAX);
    int status = 0;
    bool whole =
        wire_await_encode(&in, &body) &&
        client_ask(visitor->kiosk.centre, WIRE_AWAIT, bytes_view(&body), 10000, &status, &answer);
    enum err code = whole ? wire_awaited_decode(bytes_view(&answer), &out) : AK_N28;

    if (whole && status != HTTP_OK)
        code = AK_N29;
    *right = code == ERR_OK && strcmp(out.version, visitor->offer.version) == 0;
    bytes_free(&body);
    bytes_free(&answer);
    return code;
}

static enum err say_open(struct visitor *visitor, bool *right)
{
    enum err code = perform_open(&visitor->kiosk, visitor->visit);

    visitor->stage = code == ERR_OK ? STAGE_OPENED : STAGE_NONE;
    *right = code == ERR_OK;
    return code;
}

static enum err say_present(struct visitor *visitor, bool *right)
{
    enum err code = perform_present(&visitor->kiosk, visitor->visit);

    visitor->stage = code == ERR_OK ? STAGE_PRESENTED : STAGE_NONE;
    *right = code == ERR_OK && same_history(&visitor->visit->history, &visitor->history);
    return code;
}

/* Whose sheet it is, and of which visit, the kiosk has looked at itself. */
static enum err say_certificate(struct visitor *visitor, bool *right)
{
    enum err code = perform_sign(&visitor->kiosk, visitor->visit, LIVENESS_CERTIFICATE);

    if (code == ERR_OK)
        code = perform_issue(&visitor->kiosk, visitor->visit);
    visitor->stage = code == ERR_OK ? STAGE_ISSUED : STAGE_ASKED;
    visitor->visit->code = code;
    visitor->counts.issued += code == ERR_OK;
    *right =
        code == ERR_OK && same_history(&visitor->visit->certificate.history, &visitor->history);
    return code;
}

static enum err say_outcome(struct visitor *visitor, bool *right)
{
    enum err code = tell_outcome(visitor, true);

    visitor->reports++;
    *right = code == ERR_OK;
    return code;
}

enum err visitor_say(struct visitor *visitor, enum saying saying, int ms, bool *right)
{
    static enum err (*const say[SAYINGS])(struct visitor *, bool *) = {
        say_offer, say_offer,   say_offer,       say_await,
        say_open,  say_present, say_certificate, say_outcome};
    enum err code = ERR_OK;

    patience_ms = ms;
    code = say[saying](visitor, right);
    patience_ms = 0;
    return code;
}

enum err visitor_settle(struct visitor *visitor)
{
    bool delivered = visitor->stage == STAGE_ISSUED;
    enum err code = ERR_OK;

    if (visitor->stage >= STAGE_ASKED) {
        code = tell_outcome(visitor, delivered);
        for (int i = 1; i < REPORTS && err_category(code) == ERR_RETRY; i++)
            code = tell_outcome(visitor, delivered);
        visitor->warm = true;
        visitor->counts.delivered += code == ERR_OK && delivered;
    }
    end_visit(visitor);
    return code;
}

/* --- From one message to the next ----------------------------------------------------------------
 */

/* A centre notices the cut before it answers what it can answer by itself. */
static enum err cut(struct visitor *visitor)
{
    char answer[LANE_TEXT_SIZE];
    bool right = false;

    visitor->warm = false;
    if (!lane_tell(visitor->lane, "cut", answer))
        return perform_bug();
    return visitor->hangs_up > 0 ? say_await(visitor, &right) : ERR_OK;
}

static enum err go_on(struct visitor *visitor)
{
    bool right = false;

    visitor->warm = true;
    switch (visitor->stage) {
    case STAGE_NONE:
        return begin_visit(visitor);
    case STAGE_BEGUN:
        return say_open(visitor, &right);
    case STAGE_OPENED:
        return say_present(visitor, &right);
    default:
        return say_certificate(visitor, &right);
    }
}

static enum err go_to(struct visitor *visitor, enum stage stage)
{
    enum err code = ERR_OK;

    while (code == ERR_OK && visitor->stage < stage)
        code = go_on(visitor);
    return code;
}

static enum err warm_up(struct visitor *visitor)
{
    bool right = false;
    enum err code = visitor->warm ? ERR_OK : say_offer(visitor, &right);

    visitor->warm = code == ERR_OK;
    return code;
}

enum err visitor_prepare(struct visitor *visitor, enum saying saying)
{
    static const enum stage stages[SAYINGS] = {[SAYING_OPEN] = STAGE_BEGUN,
                                               [SAYING_PRESENT] = STAGE_OPENED,
                                               [SAYING_CERTIFICATE] = STAGE_PRESENTED,
                                               [SAYING_OUTCOME] = STAGE_ISSUED};
    bool again = saying == SAYING_OUTCOME && visitor->stage == STAGE_ISSUED &&
                 visitor->reports < REPORTS_OF_ONE;
    enum err code = again ? ERR_OK : visitor_settle(visitor);

    if (code == ERR_OK)
        code = go_to(visitor, stages[saying]);
    if (code == ERR_OK)
        code = warm_up(visitor);
    if (code != ERR_OK || saying > SAYING_RESUMED)
        return code;
    if (saying == SAYING_FIRST)
        return begin_anew(visitor) ? ERR_OK : perform_bug();
    return cut(visitor);
}

enum err visitor_follow(struct visitor *visitor)
{
    enum err code = cut(visitor);

    if (code != ERR_OK)
        return code;
    if (visitor->stage == STAGE_ASKED || (visitor->stage == STAGE_ISSUED && visitor->reports == 0))
        code = visitor_settle(visitor);
    return code == ERR_OK ? warm_up(visitor) : code;
}

struct visitor_counts visitor_count(const struct visitor *visitor)
{
    return visitor->counts;
}

/* A whole visit: what it finds is what the others must find. */
static bool learn(struct visitor *visitor)
{
    bool right = false;
    enum err code = read_card(visitor);

    if (code == ERR_OK)
        visitor->offer = visitor->visit->offer;
    end_visit(visitor);
    if (code == ERR_OK && visitor->offer.count > 0)
        code = go_to(visitor, STAGE_PRESENTED);
    if (code == ERR_OK)
        visitor->history = visitor->visit->history;
    if (code == ERR_OK)
        code = say_certificate(visitor, &right);
    if (code != ERR_OK || !right)
        return false;
    return visitor_settle(visitor) == ERR_OK;
}

struct visitor *visitor_open(const struct settings *settings, const struct kiosk *prepared,
                             const struct lane *lane, pid_t hangs_up)
{
    struct visitor *visitor = calloc(1, sizeof *visitor);

    if (visitor == NULL)
        return NULL;
    *visitor = (struct visitor){.settings = settings,
                                .lane = lane,
                                .hangs_up = hangs_up,
                                .card = card_file_load(lane->card),
                                .kiosk = *prepared,
                                .files = card_files_new(),
                                .visit = visit_new()};
    visitor->kiosk.centre = resident_line(settings, lane->port);
    visitor->kiosk.keeper = (struct keeper_port){.write = keep};
    visitor->kiosk.reader =
        (struct reader_port){.self = visitor->card, .connect = connect_card, .transmit = transmit};
    if (visitor->card == NULL || visitor->visit == NULL || visitor->kiosk.centre == NULL ||
        !learn(visitor))
        visitor_close(&visitor);
    return visitor;
}

void visitor_close(struct visitor **visitor)
{
    if (*visitor == NULL)
        return;
    end_visit(*visitor);
    card_files_free(&(*visitor)->files);
    client_close(&(*visitor)->kiosk.centre);
    vcard_free(&(*visitor)->card);
    free(*visitor);
    *visitor = NULL;
}
