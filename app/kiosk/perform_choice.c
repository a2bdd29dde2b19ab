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

enum err perform_keep_choice(struct kiosk *kiosk, struct visit *visit)
{
    char id[SCREEN_ID_SIZE];

    (void)kiosk;
    for (size_t i = 0; i < visit->offer.count; i++) {
        const struct area *area = &visit->offer.at[i].area;

        for (enum kind kind = KIND_DOMESTIC; kind <= KIND_TRAVEL; kind++) {
            snprintf(id, sizeof id, "%s.%s", area->code, kind_name(kind));
            if (view_equal(view_text(id), view_text(visit->choice))) {
                visit->area = *area;
                visit->kind = kind;
                return ERR_OK;
            }
        }
    }
    return perform_bug();
}

enum err perform_keep_consent(struct kiosk *kiosk, struct visit *visit)
{
    visit->agreed = kiosk->clock.seconds(kiosk->clock.self);
    return ERR_OK;
}
