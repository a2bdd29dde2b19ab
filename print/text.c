#include "print/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

static const double mm_per_point = 25.4 / 72;
static const double caption_pt = 9, caption_gap = 1.6;
static const double least_pt = 9, still_one_line = 0.65;

static double mm(int pango_units)
{
    return (double)pango_units / PANGO_SCALE;
}

/* No ligatures: a PDF's reader would stumble over "fi". */
static void attribute(PangoLayout *layout, struct type type)
{
    PangoAttrList *list = pango_attr_list_new();

    pango_attr_list_insert(list, pango_attr_font_features_new("liga 0"));
    if (type.tracking > 0)
        pango_attr_list_insert(list,
                               pango_attr_letter_spacing_new(
                                   (int)(type.tracking * type.pt * mm_per_point * PANGO_SCALE)));
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

static void set(struct canvas *c, struct type type, const char *text)
{
    PangoFontDescription *font = pango_font_description_new();
    enum err code = glyphs_check(type.face, text);

    if (code != ERR_OK)
        canvas_refuse(c, code);
    pango_font_description_set_family_static(font, face_family(type.face));
    pango_font_description_set_weight(font, face_is_bold(type.face) ? PANGO_WEIGHT_BOLD
                                                                    : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, type.pt * mm_per_point * PANGO_SCALE);
    pango_layout_set_font_description(c->layout, font);
    pango_font_description_free(font);
    attribute(c->layout, type);
    pango_layout_set_width(c->layout, -1);
    pango_layout_set_text(c->layout, code == ERR_OK ? text : "", -1);
}

static double set_width(struct canvas *c, struct type type)
{
    int width = 0;

    pango_layout_get_size(c->layout, &width, NULL);
    /* Letter spacing also follows the last sign; an edge is where the sign ends. */
    return width == 0 ? 0 : mm(width) - type.tracking * type.pt * mm_per_point;
}

double text_width(struct canvas *c, struct type type, const char *text)
{
    set(c, type, text);
    return set_width(c, type);
}

double text_put(struct canvas *c, struct type type, double x, double y, enum place place,
                const char *text)
{
    double width = text_width(c, type, text);

    if (place == PLACE_CENTRE)
        x -= width / 2;
    if (place == PLACE_RIGHT)
        x -= width;
    /* Pango puts half of the letter spacing before the first sign. */
    cairo_move_to(c->cr, x - type.tracking * type.pt * mm_per_point / 2, y);
    pango_cairo_show_layout_line(c->cr, pango_layout_get_line_readonly(c->layout, 0));
    cairo_new_path(c->cr);
    return width;
}

void text_shape(struct canvas *c, struct type type, double x, double y, const char *text)
{
    set(c, type, text);
    cairo_new_path(c->cr);
    cairo_move_to(c->cr, x, y);
    pango_cairo_layout_line_path(c->cr, pango_layout_get_line_readonly(c->layout, 0));
}

double text_put_within(struct canvas *c, struct type type, double x, double y, double width,
                       const char *text)
{
    double took = text_put(c, type, x, y, PLACE_LEFT, text);

    if (took > width)
        canvas_refuse_fit(c);
    return took;
}

double text_put_shrunk(struct canvas *c, struct type type, double least, double x, double y,
                       double width, enum place place, const char *text)
{
    while (type.pt > least && text_width(c, type, text) > width)
        type.pt -= 0.5;
    if (text_width(c, type, text) > width)
        canvas_refuse_fit(c);
    return text_put(c, type, x, y, place, text);
}

double text_put_caption_of(struct canvas *c, double pt, double x, double y, struct words words)
{
    struct type strong = {FACE_SANS_BOLD, pt, 0}, plain = {FACE_SANS, pt, 0};
    double width = text_put(c, strong, x, y, PLACE_LEFT, words.ja);

    if (words.en == NULL)
        return width;
    width += caption_gap * pt / caption_pt;
    return width + text_put(c, plain, x + width, y, PLACE_LEFT, words.en);
}

double text_put_caption(struct canvas *c, double x, double y, struct words words)
{
    return text_put_caption_of(c, caption_pt, x, y, words);
}

static bool is_space(const char *text, size_t len)
{
    static const char wide[] = "\u3000";

    return (len >= 1 && text[len - 1] == ' ') ||
           (len >= sizeof wide - 1 &&
            memcmp(text + len - (sizeof wide - 1), wide, sizeof wide - 1) == 0);
}

/* Copies a line without the space it was broken at. */
static bool copy(const char *text, PangoLayoutLine *line, char out[TEXT_LINE_SIZE])
{
    size_t from = (size_t)pango_layout_line_get_start_index(line);
    size_t len = (size_t)pango_layout_line_get_length(line);

    while (len > 0 && is_space(text + from, len))
        len -= text[from + len - 1] == ' ' ? 1 : 3;
    if (len >= TEXT_LINE_SIZE)
        return false;
    memcpy(out, text + from, len);
    out[len] = '\0';
    return true;
}

/* Fills the lines that the layout was broken into. */
static bool take_lines(struct canvas *c, const char *text, struct text_block *out)
{
    for (size_t i = 0; i < out->lines; i++)
        if (!copy(text, pango_layout_get_line(c->layout, (int)i), out->line[i]))
            return false;
    return true;
}

/* The start of a second English sentence; "no. 7" ends none. 0: there is none. */
static size_t second_sentence(const char *text)
{
    for (const char *at = strstr(text, ". "); at != NULL; at = strstr(at + 1, ". "))
        if (at[2] >= 'A' && at[2] <= 'Z')
            return (size_t)(at - text) + 2;
    return 0;
}

/* Where a reader would break: after a sentence, at the space between family and given name, after a
 * slash, before a bracket or the word for a vaccine. 0: nowhere. */
static size_t break_point(const char *text)
{
    static const struct {
        const char *sign;
        bool after;
    } signs[] = {{"。", true}, {"\u3000", true}, {"／", true}, {"（", false}, {"ワクチン", false}};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const char *at = strstr(text, signs[i].sign);

        if (at != NULL)
            return (size_t)(at - text) + (signs[i].after ? strlen(signs[i].sign) : 0);
    }
    return second_sentence(text);
}

static bool fit_broken(struct canvas *c, struct type type, const char *text, double width,
                       struct text_block *out)
{
    size_t at = break_point(text), first = at;

    while (first > 0 && is_space(text, first))
        first -= text[first - 1] == ' ' ? 1 : 3;
    if (first == 0 || text[at] == '\0' || strlen(text) >= TEXT_LINE_SIZE)
        return false;
    *out = (struct text_block){.type = type, .lines = 2};
    memcpy(out->line[0], text, first);
    memcpy(out->line[1], text + at, strlen(text + at));
    return text_width(c, type, out->line[0]) <= width && text_width(c, type, out->line[1]) <= width;
}

bool text_fit(struct canvas *c, struct type type, const char *text, double width, size_t lines,
              struct text_block *out)
{
    size_t count = 0;
    bool ok = false;

    if (lines == 2 && fit_broken(c, type, text, width, out))
        return true;
    out->type = type;
    set(c, type, text);
    if (lines > 1)
        pango_layout_set_width(c->layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(c->layout, PANGO_WRAP_WORD);
    count = (size_t)pango_layout_get_line_count(c->layout);
    out->lines = count <= lines ? count : 0;
    ok = out->lines > 0 && take_lines(c, text, out);
    for (size_t i = 0; ok && i < out->lines; i++)
        ok = text_width(c, type, out->line[i]) <= width;
    if (!ok)
        out->lines = 0;
    return ok;
}

bool text_fit_largest(struct canvas *c, enum face face, const char *text, double pt, double width,
                      struct text_block *out)
{
    double smaller = fmax(pt * still_one_line, least_pt);

    for (double at = pt; at >= smaller; at -= 0.5)
        if (text_fit(c, (struct type){face, at, 0}, text, width, 1, out))
            return true;
    for (size_t lines = 2; lines < TEXT_LINES_MAX; lines++)
        for (double at = smaller; at >= least_pt; at -= 0.5)
            if (text_fit(c, (struct type){face, at, 0}, text, width, lines, out))
                return true;
    canvas_refuse_fit(c);
    return false;
}

void text_put_block(struct canvas *c, const struct text_block *block, double x, double y,
                    double leading)
{
    for (size_t i = 0; i < block->lines; i++)
        text_put(c, block->type, x, y + leading * (double)i, PLACE_LEFT, block->line[i]);
}
