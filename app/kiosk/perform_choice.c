#include "app/kiosk/perform.h"

#include "app/paper/paper.h"

#include <ctype.h>
#include <stdio.h>

/* A clock that is behind would believe what has run out, and date papers wrongly. */
static enum err check_clock(const struct kiosk *kiosk)
{
    bool plausible = kiosk->clock.seconds(kiosk->clock.self) >= trust_edition(kiosk->trust).made;

    return plausible ? ERR_OK : ERR_RAISE(AK_S65);
}

/* Nobody is asked for anything before all that a visit needs can serve (KSK-26), and before what an
 * earlier one left is settled. */
enum err perform_check_ready(struct kiosk *kiosk, struct visit *visit)
{
    enum err code = paper_ready();

    if (code == ERR_OK)
        code = perform_settle(kiosk);
    if (code == ERR_OK)
        code = check_clock(kiosk);
    if (code == ERR_OK)
        code = perform_offer(kiosk, visit);
    if (code == ERR_OK)
        news_since(kiosk->news, visit->offer.version);
    if (code == ERR_OK && (visit->offer.count == 0 || visit->offer.closed))
        code = ERR_RAISE(AK_N58);
    if (code == ERR_OK && visit->offer.fee > 0)
        code = kiosk->pay.ready(kiosk->pay.self);
    return code == ERR_OK ? perform_ask_printer(kiosk, visit) : code;
}

/* A choice that was not on the screen cannot be forced (KSK-02, KSK-07). */
static enum err not_offered(void)
{
    return ERR_RAISE(AK_S32);
}

static bool takes(struct visit *visit, const struct wire_offered *offered, enum kind kind)
{
    bool given = kind == KIND_TRAVEL ? offered->travel : offered->domestic;
    char id[SCREEN_ID_SIZE];

    snprintf(id, sizeof id, "%s.%s", offered->area.code, kind_name(kind));
    if (!given || !view_equal(view_text(id), view_text(visit->choice)))
        return false;
    visit->area = offered->area;
    visit->kind = kind;
    return true;
}

enum err perform_keep_choice(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    for (size_t i = 0; i < visit->offer.count; i++)
        if (takes(visit, &visit->offer.at[i], KIND_DOMESTIC) ||
            takes(visit, &visit->offer.at[i], KIND_TRAVEL))
            return ERR_OK;
    return not_offered();
}

/* Staff find the visit by the first signs of its random id, which the outcome report carries too.
 */
static void give_reference(struct visit *visit)
{
    snprintf(visit->reference, sizeof visit->reference, "%.4s-%.4s", visit->transaction,
             visit->transaction + 4);
    for (char *at = visit->reference; *at != 0; at++)
        *at = (char)toupper((unsigned char)*at);
}

/* "dose.0": something that is not in the list. */
enum err perform_keep_line(struct kiosk *kiosk, struct visit *visit)
{
    bool offered = view_equal(view_text("dose.0"), view_text(visit->choice));
    char id[SCREEN_ID_SIZE];

    (void)kiosk;
    for (size_t i = 0; i < visit->history.count; i++) {
        snprintf(id, sizeof id, "dose.%d", visit->history.doses[i].number);
        if (view_equal(view_text(id), view_text(visit->choice))) {
            visit->differs = visit->history.doses[i].number;
            offered = true;
        }
    }
    give_reference(visit);
    return offered ? ERR_OK : not_offered();
}

enum err perform_keep_paper(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    if (view_equal(view_text("paper.large"), view_text(visit->choice)))
        visit->paper = PAPER_LARGE;
    else if (view_equal(view_text("paper.usual"), view_text(visit->choice)))
        visit->paper = PAPER_USUAL;
    else
        return not_offered();
    return ERR_OK;
}

enum err perform_keep_consent(struct kiosk *kiosk, struct visit *visit)
{
    visit->agreed = kiosk->clock.seconds(kiosk->clock.self);
    return ERR_OK;
}
