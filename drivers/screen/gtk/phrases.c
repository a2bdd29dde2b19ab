#include "drivers/screen/gtk/phrases.h"

#include <stdbool.h>
#include <string.h>

enum { WIDEST = 18 }; /* a Latin letter is one, all others are two */

static const gunichar object_mark = 0x3092; /* を ends a phrase whatever follows */

static bool is_hiragana(gunichar letter)
{
    return letter >= 0x3041 && letter <= 0x309F;
}

static bool needs_phrases(gunichar letter)
{
    return (letter >= 0x3041 && letter <= 0x30FF) || (letter >= 0xAC00 && letter <= 0xD7A3);
}

/* Between these and what follows a verb goes on (読み取り), or a polite prefix stands (お取り). */
static bool goes_on(gunichar letter)
{
    return g_utf8_strchr("いきぎしちびみりえけげせぜねべめれおご", -1, letter) != NULL;
}

/* A polite prefix: お or ご before a word in kanji. */
static bool is_prefix(const char *at)
{
    gunichar letter = g_utf8_get_char(at);

    return (letter == 0x304A || letter == 0x3054) &&
           g_unichar_get_script(g_utf8_get_char(at + 3)) == G_UNICODE_SCRIPT_HAN;
}

static bool opens(gunichar letter)
{
    GUnicodeType type = g_unichar_type(letter);

    return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION;
}

static bool closes(gunichar letter)
{
    return !opens(letter) && g_unichar_ispunct(letter) && letter != '-' && letter != '.';
}

/* A new phrase may begin at `b`, which follows `a`. */
static bool parts(gunichar a, gunichar b)
{
    if (g_unichar_isspace(a) || g_unichar_isspace(b))
        return true;
    if (closes(b))
        return false;
    return closes(a) || opens(b) || a == object_mark ||
           (is_hiragana(a) && !is_hiragana(b) && !goes_on(a));
}

static int width_of(const char *from, const char *to)
{
    int width = 0;

    for (const char *at = from; at < to; at += g_utf8_skip[(guchar)*at])
        width += g_unichar_iswide(g_utf8_get_char(at)) ? 2 : 1;
    return width;
}

static void keep(PangoAttrList *list, const char *text, const char *from, const char *to)
{
    PangoAttribute *attribute = NULL;

    if (width_of(from, to) > WIDEST)
        return;
    attribute = pango_attr_allow_breaks_new(FALSE);
    attribute->start_index = (guint)(from - text);
    attribute->end_index = (guint)(to - text);
    pango_attr_list_insert(list, attribute);
}

PangoAttrList *phrases_of(const char *text)
{
    PangoAttrList *list = pango_attr_list_new();
    const char *from = text;
    gunichar before = ' ';
    bool found = false;

    for (const char *at = text; *at != 0; at += g_utf8_skip[(guchar)*at]) {
        gunichar letter = g_utf8_get_char(at);

        found = found || needs_phrases(letter);
        if (at > from && (parts(before, letter) || is_prefix(at))) {
            keep(list, text, from, at);
            from = at;
        }
        before = letter;
    }
    keep(list, text, from, from + strlen(from));
    if (!found)
        g_clear_pointer(&list, pango_attr_list_unref);
    return list;
}

static gboolean keeps_together(PangoAttribute *attribute, gpointer data)
{
    (void)data;
    return attribute->klass->type == PANGO_ATTR_ALLOW_BREAKS;
}

PangoAttrList *phrases_loosened(PangoAttrList *list)
{
    PangoAttrList *rest = list != NULL ? pango_attr_list_copy(list) : NULL, *gone = NULL;

    if (rest != NULL)
        gone = pango_attr_list_filter(rest, keeps_together, NULL);
    g_clear_pointer(&gone, pango_attr_list_unref);
    return phrases_unhyphened(rest);
}

PangoAttrList *phrases_unhyphened(PangoAttrList *phrases)
{
    PangoAttrList *list = phrases != NULL ? phrases : pango_attr_list_new();

    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    return list;
}
