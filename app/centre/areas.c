#include "app/centre/areas.h"

#include "app/record/municipalities.h"

#include <string.h>

enum { DATE_LEN = DATE_SIZE - 1 };

static const struct desk_area *find(const struct desk *desk, const char *code)
{
    for (size_t i = 0; i < desk->areas; i++)
        if (strcmp(desk->area[i].code, code) == 0)
            return &desk->area[i];
    return NULL;
}

/* Takes a day off the front, where there is one. False where something else stands there. */
static bool take_day(struct view *text, struct date *out)
{
    char day[DATE_SIZE] = "";

    if (text->len < DATE_LEN || text->at[0] == '.')
        return true;
    memcpy(day, text->at, DATE_LEN);
    *text = view_from(*text, DATE_LEN);
    return date_parse(day, out);
}

/* "@2026-04-01..2027-03-31", "@2026-04-01..", "@..2027-03-31", or nothing. */
static bool take_days(struct view text, struct desk_area *out)
{
    bool good = true;

    if (text.len == 0)
        return true;
    good = text.at[0] == '@';
    text = view_from(text, 1);
    good = good && take_day(&text, &out->from) && view_equal(view_cut(text, 0, 2), view_text(".."));
    text = view_from(text, 2);
    return good && take_day(&text, &out->until) && text.len == 0 &&
           (date_is_day(out->from) || date_is_day(out->until)) &&
           (!date_is_day(out->from) || !date_is_day(out->until) ||
            date_compare(out->from, out->until) <= 0);
}

static bool take_area(struct view text, struct desk *desk)
{
    struct desk_area area = {0};

    if (text.len < AREA_CODE_LEN || desk->areas == WIRE_AREAS_MAX)
        return false;
    memcpy(area.code, text.at, AREA_CODE_LEN);
    if (municipality_by_code(area.code) == NULL || find(desk, area.code) != NULL ||
        !take_days(view_from(text, AREA_CODE_LEN), &area))
        return false;
    desk->area[desk->areas++] = area;
    return true;
}

bool areas_read(const char *text, struct desk *desk)
{
    bool good = true;

    while (good && *text != 0) {
        size_t len = 0;

        text += strspn(text, " ");
        len = strcspn(text, ", ");
        good = take_area(view_of(text, len), desk);
        text += len;
        text += strspn(text, " ");
        if (*text == ',')
            text++;
    }
    return good && desk->areas > 0;
}

bool desk_offers(const struct desk *desk, const char *area)
{
    const struct desk_area *found = find(desk, area);
    struct date today = {0};

    if (found == NULL)
        return false;
    today = date_of_unix(desk->clock.seconds(desk->clock.self));
    return (!date_is_day(found->from) || date_compare(today, found->from) >= 0) &&
           (!date_is_day(found->until) || date_compare(today, found->until) <= 0);
}
