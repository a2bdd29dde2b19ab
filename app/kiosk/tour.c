#include "app/kiosk/tour.h"

#include "app/kiosk/perform.h"
#include "app/kiosk/states/states.h"
#include "app/kiosk/tour_stops.h"

#include <stdio.h>

static void name_stop(const struct tour_stop *stop, enum language language,
                      char out[TOUR_NAME_SIZE])
{
    snprintf(out, TOUR_NAME_SIZE, "%s%s%s.%s", flow_state_name(stop->state),
             stop->name != NULL ? "-" : "", stop->name != NULL ? stop->name : "",
             language_name(language));
}

/* The specimen is drawn as for a resident; without its fonts the screen is shown without it. */
static void show(struct kiosk *kiosk, const struct tour_stop *stop, struct visit *visit)
{
    struct screen_view view = {0};

    tour_fill(stop, visit);
    if (stop->state == FLOW_preview && perform(kiosk, visit, FLOW_DO_draw_specimen) != ERR_OK)
        bytes_clear(&visit->specimen);
    state_show(kiosk, visit, stop->state, &view);
    kiosk->screen.show(kiosk->screen.self, &view);
}

bool tour_run(const struct screen_port *screen, bool (*shown)(void *self, const char *name),
              void *self)
{
    struct kiosk kiosk = {.screen = *screen, .certificate = {0x3F, 0x2A, 0x91, 0xC7}};
    char name[TOUR_NAME_SIZE];
    bool good = true;

    for (enum language language = 0; language < LANGUAGE_COUNT; language++)
        for (size_t i = 0; i < tour_count && good; i++) {
            struct visit *visit = visit_new();

            kiosk.language = kiosk.home = language;
            good = visit != NULL;
            if (good) {
                show(&kiosk, &tour_stops[i], visit);
                name_stop(&tour_stops[i], language, name);
                good = shown(self, name);
            }
            visit_free(&visit);
        }
    return good;
}
