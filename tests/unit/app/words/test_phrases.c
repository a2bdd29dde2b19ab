#include "app/words/phrases.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROOT VECTORS "/../.."

enum { SOURCES_MAX = 512 * 1024, TITLE_WIDTH = 26, HELP_WIDTH = 48, NAME_SIZE = 64 };

static const char *const names[] = {
#define NAME(name) #name,
    PHRASES(NAME)
#undef NAME
};

static bool ends_in(int phrase, const char *tail)
{
    size_t len = strlen(names[phrase]), tail_len = strlen(tail);

    return len >= tail_len && strcmp(names[phrase] + len - tail_len, tail) == 0;
}

static bool is_title(int phrase)
{
    return ends_in(phrase, "_title");
}

/* What is wrong is told before the test ends. */
#define CHECK(good, phrase, why)                                                                   \
    do {                                                                                           \
        if (!(good))                                                                               \
            fail_msg("%s: %s", names[phrase], why);                                                \
    } while (0)

static unsigned marks(const char *words)
{
    unsigned seen = strchr(words, '\t') != NULL ? 64 : 0;

    for (; (words = strchr(words, '%')) != NULL; words++)
        seen |= words[1] == 'd'                      ? 1U
                : words[1] >= '1' && words[1] <= '3' ? 1U << words[1] % 8
                                                     : 128;
    return seen;
}

static void every_phrase_is_said_in_every_language_with_the_same_places(void **state)
{
    (void)state;
    for (int i = 0; i < PHRASE_COUNT; i++) {
        const char *ja = phrase_in(LANGUAGE_JA, (enum phrase)i);

        for (enum language in = 0; in < LANGUAGE_COUNT; in++) {
            const char *words = phrase_in(in, (enum phrase)i);

            CHECK(words != NULL && words[0] != 0, i, "has no words");
            CHECK(marks(words) == marks(ja) && (marks(ja) & 128) == 0, i, "has other places");
        }
        CHECK(strcmp(ja, phrase_in(LANGUAGE_EN, (enum phrase)i)) != 0, i, "is not translated");
        CHECK(strcmp(ja, phrase_in(LANGUAGE_KO, (enum phrase)i)) != 0, i, "is not translated");
    }
}

static void no_word_blames_or_shouts(void **state)
{
    static const char *const never[] = {"不正", "無効", "エラー",  "違反",  "！",
                                        "!",    "无效", "错误",    "违规",  "오류",
                                        "무효", "위반", "invalid", "error", "illegal"};

    (void)state;
    for (int i = 0; i < PHRASE_COUNT; i++)
        for (enum language in = 0; in < LANGUAGE_COUNT; in++)
            for (size_t k = 0; k < sizeof never / sizeof *never; k++)
                CHECK(strcasestr(phrase_in(in, (enum phrase)i), never[k]) == NULL, i, never[k]);
}

/* Moves past a sign and says how many half widths it takes; a reading and its braces take none. */
static int width_of_next(const char **at)
{
    int width = (unsigned char)**at < 0x80 ? 1 : 2;

    if (**at == '|')
        *at += strcspn(*at, "}");
    if (**at == '{' || **at == '}')
        width = 0;
    do
        (*at)++;
    while (((unsigned char)**at & 0xC0) == 0x80);
    return width;
}

static void a_japanese_title_has_thirteen_signs_a_line(void **state)
{
    (void)state;
    for (int i = 0; i < PHRASE_COUNT; i++) {
        const char *at = phrase_in(LANGUAGE_JA, (enum phrase)i);
        int width = 0;

        while (is_title(i) && *at != 0) {
            width = *at == '\n' ? 0 : width;
            at += *at == '\n';
            width += width_of_next(&at);
            CHECK(width <= TITLE_WIDTH, i, "has a line of more than 13 signs");
        }
    }
}

static void japanese_help_is_one_line(void **state)
{
    (void)state;
    for (int i = 0; i < PHRASE_COUNT; i++) {
        const char *at = phrase_in(LANGUAGE_JA, (enum phrase)i);
        int width = 0;

        while (ends_in(i, "_help") && *at != 0)
            width += width_of_next(&at);
        CHECK(width <= HELP_WIDTH, i, "has more than 24 signs");
    }
}

static void readings_stand_above_four_words_in_japanese_titles_only(void **state)
{
    static const char *const words[] = {"{接種|せっしゅ}", "{証明書|しょうめいしょ}",
                                        "{暗証番号|あんしょうばんごう}", "{利用規約|りようきやく}"};

    (void)state;
    for (int i = 0; i < PHRASE_COUNT; i++)
        for (enum language in = 0; in < LANGUAGE_COUNT; in++) {
            const char *at = phrase_in(in, (enum phrase)i);
            bool known = false;

            for (; (at = strchr(at, '{')) != NULL; at++) {
                for (size_t k = 0; k < sizeof words / sizeof *words; k++)
                    known = known || strncmp(at, words[k], strlen(words[k])) == 0;
                CHECK(known && in == LANGUAGE_JA && is_title(i), i, "has another reading");
            }
        }
}

static char *sources(void)
{
    glob_t files = {0};
    char *all = calloc(1, SOURCES_MAX);
    size_t len = 0;

    assert_non_null(all);
    assert_int_equal(glob(ROOT "/app/kiosk/*.c", 0, NULL, &files), 0);
    assert_int_equal(glob(ROOT "/app/kiosk/states/*.c", GLOB_APPEND, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        FILE *file = fopen(files.gl_pathv[i], "r");

        assert_non_null(file);
        len += fread(all + len, 1, SOURCES_MAX - 1 - len, file);
        fclose(file);
    }
    globfree(&files);
    assert_true(len < SOURCES_MAX - 1);
    return all;
}

static bool says(const char *all, const char *name)
{
    char wanted[NAME_SIZE];
    const char *at = all;
    int len = snprintf(wanted, sizeof wanted, "PHRASE_%s", name);

    while ((at = strstr(at, wanted)) != NULL) {
        at += len;
        if (strchr("abcdefghijklmnopqrstuvwxyz_0123456789", *at) == NULL)
            return true;
    }
    return false;
}

static void every_phrase_is_said_somewhere(void **state)
{
    char *all = sources();

    (void)state;
    for (int i = 0; i < PHRASE_COUNT; i++)
        /* The six steps are counted through from the first. */
        CHECK(says(all, strncmp(names[i], "step_", 5) == 0 ? "step_1" : names[i]), i,
              "is said nowhere");
    free(all);
}

static void a_place_takes_text_as_it_is_and_cuts_between_signs(void **state)
{
    const char *const with[] = {"月", "%1"};
    char text[16];

    (void)state;
    phrase_fill(text, sizeof text, "%2/%1 %3%", with, 2);
    assert_string_equal(text, "%1/月 %3%");
    phrase_fill(text, 6, "ab%1月", with, 1);
    assert_string_equal(text, "ab月");
    phrase_fill(text, 5, "ab%1月", with, 1);
    assert_string_equal(text, "ab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_phrase_is_said_in_every_language_with_the_same_places),
        cmocka_unit_test(no_word_blames_or_shouts),
        cmocka_unit_test(a_japanese_title_has_thirteen_signs_a_line),
        cmocka_unit_test(japanese_help_is_one_line),
        cmocka_unit_test(readings_stand_above_four_words_in_japanese_titles_only),
        cmocka_unit_test(every_phrase_is_said_somewhere),
        cmocka_unit_test(a_place_takes_text_as_it_is_and_cuts_between_signs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
