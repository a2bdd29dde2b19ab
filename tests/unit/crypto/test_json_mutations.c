#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../helper/json_like.h"

#include <stdlib.h>

enum { MUTATIONS = 100000, CHANGES_MAX = 4, TEXT_MAX = 1 << 12 };

/* AKASHI_SEED repeats a run. */
static uint64_t seed = 20261121;

static uint32_t draw(uint32_t below)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(seed >> 33) % below;
}

static const char *const whole[] = {
    "{\"type\":\"collection\",\"entry\":[{\"fullUrl\":\"resource:0\",\"n\":{\"a\":\"証　花子\"}}]}",
    "{\"data\":{\"hdr\":{\"is\":\"UTO\",\"t\":\"icao.vacc\",\"v\":1}},\"sig\":{\"alg\":\"ES256\"}}",
    "{\"a\":1,\"b\":[-2,3.5,4e1,0.1E-2,true,false,null],\"c\":\"\\u00e9\\ud83d\\ude00\\n\\\\\"}",
    "[{\"\":{},\"x\":[]},[[[\"\\\"\",\"/\",\"\\/\",9007199254740993]]],\"\xF0\x9F\x98\x80\"]",
};

static const char *const pieces[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    " ",
    "\n",
    "-",
    "0",
    "1",
    "9",
    ".",
    "e",
    "+",
    "t",
    "null",
    "true",
    "\"a\"",
    "\"a\":1,",
    "\\u",
    "\\u0000",
    "\\n",
    "\\/",
    "\\u0061",
    "\\ud83d",
    "\\ude00",
    "\x80",
    "\xC3",
    "\xED\xA0\x80",
    "\xEF\xBF\xBF",
    "\xE8\xA8\xBC",
    "[1,{\"b\":2}]",
    "1e400",
    "9223372036854775808",
    "\x1F",
    "\x7F",
    "\"\":",
};

#define COUNT(of) (uint32_t)(sizeof(of) / sizeof *(of))

/* Takes some signs out at a place, or puts a piece in, or both. */
static size_t change(char *text, size_t len)
{
    const char *piece = draw(3) == 0 ? "" : pieces[draw(COUNT(pieces))];
    size_t at = draw((uint32_t)len + 1), out = draw(2) == 0 ? 0 : draw(4), more = strlen(piece);

    if (out > len - at)
        out = len - at;
    memmove(text + at + more, text + at + out, len - at - out);
    memcpy(text + at, piece, more);
    return len - out + more;
}

static void ours_and_jansson_agree(void **state)
{
    static struct json_table values;
    size_t read = 0;

    (void)state;
    if (getenv("AKASHI_SEED") != NULL)
        seed = strtoull(getenv("AKASHI_SEED"), NULL, 10);
    print_message("AKASHI_SEED=%llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < MUTATIONS; i++) {
        char text[TEXT_MAX];
        const char *from = whole[draw(COUNT(whole))];
        size_t len = strlen(from);

        memcpy(text, from, len);
        for (uint32_t left = draw(CHANGES_MAX) + 1; left > 0; left--)
            len = change(text, len);
        if (!like_jansson(view_of(text, len)))
            print_error("%.*s\n", (int)len, text);
        assert_true(like_jansson(view_of(text, len)));
        read += json_read(view_of(text, len), &values) != NULL;
    }
    /* Enough of them are still JSON for the agreement to mean something. */
    assert_true(read > MUTATIONS / 20 && read < MUTATIONS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ours_and_jansson_agree)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
