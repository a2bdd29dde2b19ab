#include "drivers/screen/gtk/page.h"

#include "drivers/screen/gtk/countdown.h"
#include "drivers/screen/gtk/facts.h"
#include "drivers/screen/gtk/scene.h"
#include "drivers/screen/gtk/steps.h"

#include <math.h>
#include <string.h>

bool page_is_welcome(const struct page *page)
{
    return strcmp(page->view->state, "welcome") == 0;
}

/* The screens that call out across a room. */
bool page_is_call(const struct page *page)
{
    enum screen_scene scene = page->view->scene;

    return !page->tight && (page_is_welcome(page) || scene == SCREEN_TAKE_CARD ||
                            scene == SCREEN_TAKE_PAPER || scene == SCREEN_CLOSED_DOWN);
}

GtkWidget *page_column(const struct look *look, int gap)
{
    return gtk_box_new(GTK_ORIENTATION_VERTICAL, look_px(look, gap));
}

const struct screen_choice *page_choice(const struct page *page, enum screen_role role)
{
    for (size_t i = 0; i < page->view->choices; i++)
        if (page->view->choice[i].role == role)
            return &page->view->choice[i];
    return NULL;
}

/* Lying, rows and the specimen need more of the width than a question does. */
int page_words_measure(const struct page *page)
{
    const struct look *look = page->look;
    int share = page->view->rows > 0 || page->view->picture.len > 0 ? 60 : 46;
    int all = look_measure(look);

    return look->wide ? (all - look_px(look, 48)) * share / 100 : all;
}

int page_hands_measure(const struct page *page)
{
    const struct look *look = page->look;
    int all = look_measure(look);

    return look->wide ? all - page_words_measure(page) - look_px(look, 48) : all;
}

/* A green sheet that bears 証; its folded corner is the light. */
static void draw_mark(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
    PangoLayout *layout = gtk_widget_create_pango_layout(GTK_WIDGET(area), "証");
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans CJK JP Bold");
    double w = width, h = height, fold = w * 0.3;
    int wide = 0, high = 0;

    (void)data;
    cairo_move_to(cr, 0, 0);
    cairo_line_to(cr, w - fold, 0);
    cairo_line_to(cr, w, fold);
    cairo_line_to(cr, w, h);
    cairo_line_to(cr, 0, h);
    look_colour(GTK_WIDGET(area), cr, "tokiwa");
    cairo_fill(cr);
    cairo_move_to(cr, w - fold, 0);
    cairo_line_to(cr, w, fold);
    cairo_line_to(cr, w - fold, fold);
    look_colour(GTK_WIDGET(area), cr, "yamabuki");
    cairo_fill(cr);
    pango_font_description_set_absolute_size(font, w * 0.62 * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_get_pixel_size(layout, &wide, &high);
    cairo_move_to(cr, (w - wide) / 2, h - high * 0.96);
    look_colour(GTK_WIDGET(area), cr, "on-tokiwa");
    pango_cairo_show_layout(cr, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
}

static GtkWidget *new_wordmark(const struct look *look)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 24));
    GtkWidget *mark = g_object_new(
        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "content-width",
        look_px(look, 76), "content-height", look_px(look, 88), "valign", GTK_ALIGN_CENTER, NULL);
    GtkWidget *name = gtk_label_new("Akashi");

    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(mark), draw_mark, NULL, NULL);
    gtk_box_append(GTK_BOX(box), mark);
    gtk_widget_add_css_class(name, "wordmark");
    gtk_box_append(GTK_BOX(box), name);
    gtk_widget_set_hexpand(box, TRUE);
    return box;
}

static GtkWidget *build_head(struct page *page)
{
    const struct look *look = page->look;
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 24));
    bool steps = page->view->step > 0 && (look->wide || look->low);

    gtk_widget_add_css_class(head, "head");
    gtk_box_append(GTK_BOX(head), new_wordmark(look));
    if (steps)
        gtk_box_append(GTK_BOX(head), steps_new(look, page->view,
                                                look_px(look, look->low ? 500 : 800), look->low));
    if (!look->low)
        gtk_box_append(GTK_BOX(head), page_tools(page));
    return head;
}

/* Upright: words over hands. Where hands reach low, nothing to touch is in the upper half. */
static GtkWidget *build_upright(struct page *page, GtkWidget *words, GtkWidget *hands)
{
    const struct look *look = page->look;
    GtkWidget *content = page_column(look, look->low ? 12 : 24);

    gtk_box_append(GTK_BOX(content), words);
    if (look->low) {
        gtk_widget_set_size_request(words, -1, look->height / 2 - look_px(look, 150));
    } else {
        gtk_widget_set_vexpand(words, page_choice(page, SCREEN_OPTION) == NULL);
    }
    gtk_box_append(GTK_BOX(content), hands);
    gtk_widget_set_valign(hands, GTK_ALIGN_FILL);
    if (look->low)
        gtk_widget_set_vexpand(hands, TRUE);
    return content;
}

static GtkWidget *build_wide(struct page *page, GtkWidget *words, GtkWidget *hands)
{
    const struct look *look = page->look;
    GtkWidget *content = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 48));

    gtk_widget_set_size_request(words, page_words_measure(page), -1);
    gtk_widget_set_hexpand(words, FALSE);
    gtk_widget_set_size_request(hands, page_hands_measure(page), -1);
    gtk_widget_set_hexpand(hands, TRUE);
    gtk_box_append(GTK_BOX(content), words);
    gtk_box_append(GTK_BOX(content), hands);
    return content;
}

static GtkWidget *build_content(struct page *page)
{
    const struct look *look = page->look;
    GtkWidget *words = page_column(look, 20), *hands = page_column(look, look->low ? 16 : 20),
              *content = NULL;
    GtkWidget *boxes = NULL, *keys = NULL, *enter = NULL;

    if (page->view->wants_pin)
        keypad_build(page->keypad, look, page->view, page->hand, &boxes, &keys, &enter);
    page_add_words(page, words, boxes);
    page_add_progress(page, look->wide ? hands : words);
    if (!look->low && !look->wide && page->words_bar != NULL)
        gtk_box_append(GTK_BOX(words), page->words_bar);
    page_add_hands(page, hands, keys, enter);
    content = look->wide ? build_wide(page, words, hands) : build_upright(page, words, hands);
    gtk_widget_add_css_class(content, "content");
    gtk_widget_set_vexpand(content, TRUE);
    return content;
}

static void style_root(struct page *page)
{
    char stage[16];

    gtk_widget_add_css_class(page->root, "page");
    gtk_widget_add_css_class(page->root, page->look->language);
    gtk_widget_add_css_class(page->root, page->look->wide ? "wide" : "upright");
    if (page->look->low)
        gtk_widget_add_css_class(page->root, "low");
    if (page->look->contrast)
        gtk_widget_add_css_class(page->root, "contrast");
    if (page_is_welcome(page))
        gtk_widget_add_css_class(page->root, "welcome");
    for (int i = 1; i <= 3; i++) {
        g_snprintf(stage, sizeof stage, "stage%d", i);
        if (i == page->view->stage)
            gtk_widget_add_css_class(page->root, stage);
    }
}

void page_build(struct page *page)
{
    const struct look *look = page->look;

    page->root = page_column(look, 0);
    page->scene = page->ticks = page->progress = NULL;
    page->words_bar = page->options_bar = page->picture_bar = NULL;
    style_root(page);
    gtk_box_append(GTK_BOX(page->root), build_head(page));
    if (page->view->step > 0 && !look->wide && !look->low)
        gtk_box_append(GTK_BOX(page->root), steps_new(look, page->view, look_measure(look), false));
    gtk_box_append(GTK_BOX(page->root), build_content(page));
    if (look->low) {
        GtkWidget *tools = page_tools(page);

        gtk_widget_add_css_class(tools, "tools");
        gtk_box_append(GTK_BOX(page->root), tools);
    }
    if (page->view->seconds > 0 && page->view->idle[0] == 0)
        gtk_box_append(GTK_BOX(page->root), countdown_new(look, page->view->seconds));
    gtk_box_append(GTK_BOX(page->root), page_foot(page));
}

void page_show_bars(struct page *page)
{
    if (page->words_bar != NULL)
        gtk_widget_set_visible(page->words_bar, TRUE);
    if (page->options_bar != NULL)
        gtk_widget_set_visible(page->options_bar, TRUE);
}

/* The bar stands in the middle of the page that comes out, and never runs backwards. */
static void set_progress(GtkWidget *progress, const struct screen_view *view)
{
    double now = gtk_progress_bar_get_fraction(GTK_PROGRESS_BAR(progress));
    double part = view->page > 0 ? (view->page - 0.5) / view->pages : 0.1 / view->pages;

    gtk_progress_bar_set_fraction(GTK_PROGRESS_BAR(progress), fmin(1, fmax(now, part)));
}

void page_add_progress(struct page *page, GtkWidget *column)
{
    if (page->view->pages <= 0)
        return;
    page->progress = gtk_progress_bar_new();
    set_progress(page->progress, page->view);
    gtk_box_append(GTK_BOX(column), page->progress);
}

void page_update(struct page *page, const struct screen_view *view)
{
    if (page->progress != NULL && view->pages > 0)
        set_progress(page->progress, view);
    if (page->ticks != NULL)
        facts_tick(page->ticks, page->look, view);
    if (page->scene != NULL)
        scene_update(page->scene, view);
}
