/* Aims at json_read: the input is a text, which jansson reads beside it. */
#include "../helper/json_like.h"
#include "fuzz.h"

/* Whatever is read lies inside what was given, and in its order. */
static void check_places(const struct json *whole, struct view text)
{
    for (const struct json *at = json_walk(whole, NULL); at != NULL; at = json_walk(whole, at))
        fuzz_hold(fuzz_inside(json_view(at), text) && at->values <= whole->values);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct json_table values;
    struct view text = view_of(data, size);
    const struct json *json = json_read(text, &values);

    if (json != NULL)
        check_places(json, text);
    fuzz_hold(like_jansson(text));
    return 0;
}
