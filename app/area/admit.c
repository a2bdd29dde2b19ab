#include "app/area/records.h"

enum err area_admit(const struct area_person *person, const struct holder *holder)
{
    if (date_compare(person->birth, holder->birth) != 0)
        return ERR_RAISE(AK_R61);
    if (person->dead)
        return ERR_RAISE(AK_R62);
    if (person->pending)
        return ERR_RAISE(AK_R63);
    return ERR_OK;
}

enum err area_admit_travel(const struct area_person *person, struct date today)
{
    const struct area_passport *passport = &person->passport;

    if (passport->traveller.passport[0] == 0)
        return ERR_RAISE(AK_R32);
    if (date_compare(passport->until, today) < 0)
        return ERR_RAISE(AK_R33);
    return ERR_OK;
}
