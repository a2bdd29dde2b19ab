#include "app/seal/shc_shown.h"

static bool is_unseen(uint32_t sign)
{
    return sign < ' ' || (sign >= 0x7F && sign <= 0x9F) || (sign >= 0x2028 && sign <= 0x202E) ||
           (sign >= 0x2066 && sign <= 0x2069);
}

bool shc_shown(const struct json *value)
{
    struct view rest = json_view(value);
    uint32_t sign = 0;

    if (json_kind(value) != JSON_KIND_TEXT || json_is_empty(value))
        return false;
    /* Most are ASCII throughout. */
    while (rest.len > 0 && rest.at[0] >= ' ' && rest.at[0] < 0x7F && rest.at[0] != '\\')
        rest = (struct view){rest.at + 1, rest.len - 1};
    while (json_sign(&rest, &sign))
        if (is_unseen(sign))
            return false;
    return true;
}
