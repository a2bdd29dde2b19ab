#include "app/verify/codes.h"

bool codes_add(struct codes *codes, struct view text)
{
    struct bytes copy = bytes_new(CODE_FOUND_SIZE_MAX);

    for (size_t i = 0; i < codes->count; i++)
        if (view_equal(bytes_view(&codes->text[i]), text))
            return true;
    if (codes->count == CODES_FOUND_MAX || !bytes_append(&copy, text))
        return false;
    codes->text[codes->count++] = copy;
    return true;
}

void codes_free(struct codes *codes)
{
    while (codes->count > 0)
        bytes_free(&codes->text[--codes->count]);
}
