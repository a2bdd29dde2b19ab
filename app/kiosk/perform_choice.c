#include "app/kiosk/perform.h"

#include <stdio.h>

enum err perform_check_ready(struct kiosk *kiosk, struct visit *visit)
{
    struct printer_state printer = {0};
    enum err code = perform_offer(kiosk, visit);

    if (code != ERR_OK)
        return code;
    /* Coins are counted by a port of their own; without one a fee cannot be taken, so nothing is
     * sold. */
    if (visit->offer.fee != 0)
        return ERR_RAISE(AK_S60);
    if (visit->offer.count == 0)
        return ERR_RAISE(AK_N58);
    kiosk->printer.state(kiosk->printer.self, &printer);
    visit->dpi = printer.dpi;
    return printer.ready ? ERR_OK : printer.code;
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

/* A choice that was not on the screen cannot be forced (KSK-02, KSK-07). */
enum err perform_keep_choice(struct kiosk *kiosk, struct visit *visit)
{
    (void)kiosk;
    for (size_t i = 0; i < visit->offer.count; i++)
        if (takes(visit, &visit->offer.at[i], KIND_DOMESTIC) ||
            takes(visit, &visit->offer.at[i], KIND_TRAVEL))
            return ERR_OK;
    return ERR_RAISE(AK_S32);
}

enum err perform_keep_consent(struct kiosk *kiosk, struct visit *visit)
{
    visit->agreed = kiosk->clock.seconds(kiosk->clock.self);
    return ERR_OK;
}
