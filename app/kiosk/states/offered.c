#include "app/kiosk/states/offered.h"

#include "app/kiosk/words.h"

#include <stdio.h>

enum { HOUR = 60, CLOCK_SIZE = 16 };

static const char *notice_in(enum language language, const struct wire_notice *notice)
{
    const char *const in[LANGUAGE_COUNT] = {notice->ja, notice->en, notice->zh, notice->ko};

    return in[language];
}

static void write_clock(int minutes, char out[CLOCK_SIZE])
{
    snprintf(out, CLOCK_SIZE, "%d:%02d", minutes / HOUR % 24, minutes % HOUR);
}

void offered_notice(const struct kiosk *kiosk, const struct wire_offer *offer,
                    struct screen_view *view)
{
    snprintf(view->notice, sizeof view->notice, "%s", notice_in(kiosk->language, &offer->notice));
}

bool offered_hours(const struct kiosk *kiosk, const struct wire_offer *offer, char *to, size_t size)
{
    char opens[CLOCK_SIZE], closes[CLOCK_SIZE];

    if (offer->opens == offer->closes)
        return false;
    write_clock(offer->opens, opens);
    write_clock(offer->closes, closes);
    phrase_fill(to, size, words_in(kiosk, PHRASE_open_hours), (const char *const[]){opens, closes},
                2);
    return true;
}
