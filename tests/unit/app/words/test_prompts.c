/* What the voice says: app/words/prompts.tsv, read as the build of the voice reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FILE_OF_PROMPTS VECTORS "/../../app/words/prompts.tsv"

enum { LINE_SIZE = 4096, COLUMNS = 5, ROWS_MAX = 200 };

struct prompts {
    size_t rows;
    char line[ROWS_MAX][LINE_SIZE];
    char *cell[ROWS_MAX][COLUMNS];
};

static void split(char *line, char *cell[COLUMNS])
{
    char *rest = line;

    line[strcspn(line, "\n")] = 0;
    for (int i = 0; i < COLUMNS; i++) {
        cell[i] = strsep(&rest, "\t");
        if (cell[i] == NULL || cell[i][0] == 0)
            fail_msg("%s has not an id and four languages", line);
    }
    assert_null(rest);
}

static int load(void **state)
{
    struct prompts *prompts = calloc(1, sizeof *prompts);
    FILE *file = fopen(FILE_OF_PROMPTS, "r");

    assert_non_null(prompts);
    assert_non_null(file);
    while (prompts->rows < ROWS_MAX &&
           fgets(prompts->line[prompts->rows], LINE_SIZE, file) != NULL) {
        split(prompts->line[prompts->rows], prompts->cell[prompts->rows]);
        prompts->rows++;
    }
    fclose(file);
    *state = prompts;
    return 0;
}

static int unload(void **state)
{
    free(*state);
    return 0;
}

static void ids_name_files(void **state)
{
    const struct prompts *prompts = *state;

    for (size_t i = 0; i < prompts->rows; i++) {
        const char *id = prompts->cell[i][0];

        assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz_0123456789"), strlen(id));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(id, prompts->cell[k][0]);
    }
}

/* A synthesizer reads kana as they stand: no kanji, no digit, no sign it would spell out. */
static void the_japanese_is_kana_alone(void **state)
{
    const struct prompts *prompts = *state;

    for (size_t i = 0; i < prompts->rows; i++)
        for (const unsigned char *at = (unsigned char *)prompts->cell[i][1]; *at != 0;) {
            unsigned sign =
                *at == ' ' ? 0x3001 : (at[0] & 0xFU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU);

            if ((sign < 0x3041 || sign > 0x30FC) && sign != 0x3001 && sign != 0x3002)
                fail_msg("%s: U+%04X is no kana", prompts->cell[i][0], sign);
            at += *at == ' ' ? 1 : 3;
        }
}

/* Nothing is filled in: no name, no date, no amount can come into a voice. */
static void nothing_is_left_open_and_nobody_is_blamed(void **state)
{
    static const char *const never[] = {"%",      "{",      "!",      "！",     "0",     "1",
                                        "ふせい", "むこう", "えらー", "エラー", "いはん"};
    const struct prompts *prompts = *state;

    for (size_t i = 0; i < prompts->rows; i++)
        for (int k = 1; k < COLUMNS; k++)
            for (size_t n = 0; n < sizeof never / sizeof *never; n++)
                if (strstr(prompts->cell[i][k], never[n]) != NULL)
                    fail_msg("%s says %s", prompts->cell[i][0], never[n]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_name_files),
        cmocka_unit_test(the_japanese_is_kana_alone),
        cmocka_unit_test(nothing_is_left_open_and_nobody_is_blamed),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
