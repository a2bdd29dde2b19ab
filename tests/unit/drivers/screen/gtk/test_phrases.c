#include "drivers/screen/gtk/phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The text with a bar where a phrase ends. */
static const char *phrased(const char *text)
{
    static char out[256];
    PangoAttrList *list = phrases_of(text);
    GSList *all = list != NULL ? pango_attr_list_get_attributes(list) : NULL;
    size_t len = 0;

    out[0] = 0;
    for (GSList *at = all; at != NULL; at = at->next) {
        const PangoAttribute *phrase = at->data;

        len += (size_t)snprintf(out + len, sizeof out - len, "%.*s|",
                                (int)(phrase->end_index - phrase->start_index),
                                text + phrase->start_index);
    }
    g_slist_free_full(all, (GDestroyNotify)pango_attribute_destroy);
    g_clear_pointer(&list, pango_attr_list_unref);
    return out;
}

static void japanese_parts_between_phrases(void **state)
{
    (void)state;
    assert_string_equal(phrased("記録を探すためだけに使います。"),
                        "記録を|探すためだけに|使います。|");
    assert_string_equal(phrased("台は、画面の右下です。"), "台は、|画面の|右下です。|");
}

static void a_verb_and_a_polite_prefix_stay_whole(void **state)
{
    (void)state;
    assert_string_equal(phrased("カードをお取りください"), "カードを|お取りください|");
    assert_string_equal(phrased("しばらくお待ちください。"), "しばらく|お待ちください。|");
    assert_string_equal(phrased("読み取りが終わるまで"), "読み取りが|終わるまで|");
}

static void marks_stand_with_what_they_close(void **state)
{
    (void)state;
    assert_string_equal(phrased("ミナモ（ハルノ製薬）です"), "ミナモ|（ハルノ製薬）|です|");
}

/* Latin letters take half the room, so that a longer word stays whole. */
static void a_word_with_latin_letters_stays_whole(void **state)
{
    (void)state;
    assert_string_equal(phrased("武田、mRNAワクチン）"), "武田、|mRNAワクチン）|");
    assert_string_equal(phrased("武田、組換えタンパクワクチン）"), "武田、|");
}

static void korean_parts_at_spaces(void **state)
{
    (void)state;
    assert_string_equal(phrased("카드를 놓아 주세요"), "카드를| |놓아| |주세요|");
}

static void other_text_is_left_alone(void **state)
{
    (void)state;
    assert_null(phrases_of("Please take your card"));
    assert_null(phrases_of("请取走卡片"));
    assert_null(phrases_of(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(japanese_parts_between_phrases),
        cmocka_unit_test(a_word_with_latin_letters_stays_whole),
        cmocka_unit_test(a_verb_and_a_polite_prefix_stay_whole),
        cmocka_unit_test(marks_stand_with_what_they_close),
        cmocka_unit_test(korean_parts_at_spaces),
        cmocka_unit_test(other_text_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
