/* Money, serials and sheets: what the journal must know before it happens (R27, KSK-20). */
#include "app/kiosk/perform.h"

#include <string.h>

enum { COINS_MS = 120000 };

static enum err write_entry(struct kiosk *kiosk, const struct journal_entry *entry)
{
    return kiosk->keeper.write(kiosk->keeper.self, entry) ? ERR_OK : ERR_RAISE(AK_S64);
}

/* The end of a visit that never touched money or serial is nothing that must be settled. */
enum err perform_record(struct kiosk *kiosk, struct visit *visit, enum journal_step step)
{
    struct journal_entry entry = {.step = step, .sheets = visit->sheets};

    if (!visit->begun && (step == JOURNAL_void || step == JOURNAL_closed))
        return ERR_OK;
    visit->begun = true;
    entry.amount = visit->fee != FEE_NONE ? visit->offer.fee : 0;
    memcpy(entry.transaction, visit->transaction, sizeof entry.transaction);
    return write_entry(kiosk, &entry);
}

enum err perform_reserve_fee(struct kiosk *kiosk, struct visit *visit)
{
    enum err code = ERR_OK;

    visit->fee = FEE_RESERVED; /* of coins that are in before it is said so, too */
    code = perform_record(kiosk, visit, JOURNAL_reserve);
    if (code != ERR_OK)
        return code;
    return kiosk->pay.reserve(kiosk->pay.self, visit->transaction, visit->offer.fee, COINS_MS,
                              &visit->halt);
}

enum err perform_capture_fee(struct kiosk *kiosk, struct visit *visit)
{
    enum err code = ERR_OK;

    if (visit->fee != FEE_RESERVED)
        return ERR_OK;
    code = perform_record(kiosk, visit, JOURNAL_capture);
    if (code == ERR_OK)
        code = kiosk->pay.capture(kiosk->pay.self, visit->transaction);
    if (code == ERR_OK)
        visit->fee = FEE_CAPTURED;
    return code;
}

/* A box that does not give back is found by the next visit's gate, and nobody is served until it
 * does. */
enum err perform_give_back_fee(struct kiosk *kiosk, struct visit *visit)
{
    if (visit->fee == FEE_NONE || visit->fee == FEE_GIVEN_BACK)
        return ERR_OK;
    if (perform_record(kiosk, visit, JOURNAL_give_back) == ERR_OK &&
        kiosk->pay.give_back(kiosk->pay.self, visit->transaction) == ERR_OK)
        visit->fee = FEE_GIVEN_BACK;
    return ERR_OK;
}

/* Money goes with the paper: it is kept for a delivery, and for nothing else. */
static bool is_settled(const struct visit *visit)
{
    return visit->told && (visit->fee == FEE_NONE ||
                           visit->fee == (visit->delivered ? FEE_CAPTURED : FEE_GIVEN_BACK));
}

void perform_close_account(struct kiosk *kiosk, struct visit *visit)
{
    if (is_settled(visit))
        (void)perform_record(kiosk, visit, JOURNAL_closed);
}

/* An answer of the centre settles it, whatever it says: it has heard of the end. */
static enum err tell_end(struct kiosk *kiosk, const struct journal_entry *open)
{
    struct wire_outcome outcome = {.delivered = open->step == JOURNAL_delivered,
                                   .sheets = open->sheets};
    enum err code = ERR_OK;

    if (!outcome.delivered)
        outcome.code = ERR_RAISE(AK_X99);
    memcpy(outcome.transaction, open->transaction, sizeof outcome.transaction);
    code = perform_tell(kiosk, &outcome);
    return err_category(code) == ERR_RETRY ? code : ERR_OK;
}

enum err perform_settle(struct kiosk *kiosk)
{
    struct journal_entry *open = &kiosk->open;
    enum err code = ERR_OK;

    if (!journal_is_open(open))
        return ERR_OK;
    if (open->amount > 0 && open->step != JOURNAL_delivered)
        code = kiosk->pay.give_back(kiosk->pay.self, open->transaction);
    if (code == ERR_OK)
        code = tell_end(kiosk, open);
    if (code != ERR_OK)
        return code;
    open->step = JOURNAL_closed;
    return write_entry(kiosk, open);
}
