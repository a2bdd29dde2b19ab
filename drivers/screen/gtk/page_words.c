#include "drivers/screen/gtk/facts.h"
#include "drivers/screen/gtk/icon.h"
#include "drivers/screen/gtk/page.h"
#include "drivers/screen/gtk/preview.h"
#include "drivers/screen/gtk/scene.h"
#include "drivers/screen/gtk/title.h"

#include <string.h>

enum { DOSES_A_PAGE = 4, LEAST_SCENE = 160 };

static void add_title(struct page *page, GtkWidget *column)
{
    const struct look *look = page->look;

    if (scene_is_mark(page->view->scene) && !look->wide)
        gtk_box_append(GTK_BOX(column), scene_new(look, page->view));
    gtk_box_append(GTK_BOX(column), title_new(look, page->view->title, page_is_call(page),
                                              page_words_measure(page)));
    if (page->view->help[0] != 0)
        gtk_box_append(GTK_BOX(column), fact_label(page->view->help, "help"));
}

/* A few short facts: side by side, or in a narrow column each on its line. */
static void add_facts_beside(struct page *page, GtkWidget *column)
{
    bool narrow = page->look->wide;
    GtkWidget *row = gtk_box_new(narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL,
                                 look_px(page->look, narrow ? 0 : 24));

    gtk_box_set_homogeneous(GTK_BOX(row), !narrow);
    for (size_t i = 0; i < page->view->lines; i++) {
        GtkWidget *fact = narrow ? fact_pair(page->look, page->view->line[i])
                                 : fact_line(page->look, page->view->line[i]);

        gtk_widget_set_valign(fact, GTK_ALIGN_START);
        gtk_box_append(GTK_BOX(row), fact);
    }
    gtk_box_append(GTK_BOX(column), row);
}

/* Lines stay in sight above rows, unless that leaves no room for these. */
static GtkWidget *build_text(struct page *page, GtkWidget *column)
{
    const struct screen_view *view = page->view;
    bool fixed = view->rows > 0 && !page->tight;
    struct pages *pages = NULL;

    if (view->lines + view->rows == 0)
        return NULL;
    pages = pages_new(page->look, fixed ? DOSES_A_PAGE : 0, &page->place->words);
    for (size_t i = 0; i < view->lines; i++) {
        GtkWidget *line = fact_line(page->look, view->line[i]);

        if (fixed)
            gtk_box_append(GTK_BOX(column), line);
        else
            pages_add(pages, line);
    }
    for (size_t i = 0; i < view->rows; i++)
        pages_add(pages,
                  fact_row(page->look, &view->heading, &view->row[i], page_words_measure(page)));
    page->words_bar = pages_bar(pages);
    return pages_body(pages);
}

/* The specimen with its facts beside it. */
static bool add_picture(struct page *page, GtkWidget *column)
{
    GtkWidget *bar = NULL, *text = NULL, *row = NULL, *sheet = NULL;

    if (page->view->picture.len == 0)
        return false;
    sheet = preview_new(page->look, page->view->picture, &page->place->quarter, &bar);
    if (sheet == NULL)
        return false;
    row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(page->look, 32));
    gtk_box_append(GTK_BOX(row), sheet);
    text = build_text(page, column);
    if (text != NULL) {
        gtk_widget_set_size_request(text, look_px(page->look, page->look->wide ? 220 : 316), -1);
        gtk_box_append(GTK_BOX(row), text);
    }
    gtk_widget_set_vexpand(row, TRUE);
    gtk_box_append(GTK_BOX(column), row);
    page->picture_bar = bar;
    return true;
}

static void add_notice(struct page *page, GtkWidget *column)
{
    const struct screen_view *view = page->view;
    bool place = view->scene == SCREEN_LAY_CARD || view->scene == SCREEN_TAKE_CARD ||
                 view->scene == SCREEN_TAKE_PAPER;
    GtkWidget *sign = NULL, *notice = NULL;

    if (view->notice[0] == 0)
        return;
    sign =
        place ? scene_place(page->look, view->scene) : icon_new(ICON_INFO, look_px(page->look, 56));
    notice = fact_notice(page->look, view->notice, sign);
    if (place)
        gtk_widget_add_css_class(notice, "place");
    gtk_box_append(GTK_BOX(column), notice);
}

static void add_end(struct page *page, GtkWidget *column)
{
    const struct screen_view *view = page->view;

    if (view->ticks > 0) {
        page->ticks = fact_ticks(page->look, view);
        gtk_box_append(GTK_BOX(column), page->ticks);
    }
    if (view->scene != SCREEN_NO_SCENE)
        add_notice(page, column);
    if (view->code[0] != 0)
        gtk_box_append(GTK_BOX(column), fact_code(page->look, view->code));
}

/* The tries left stand beside the places for the digits. */
static void add_boxes(struct page *page, GtkWidget *column, GtkWidget *boxes)
{
    GtkWidget *row =
        gtk_box_new(page->look->wide ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL,
                    look_px(page->look, 32));
    GtkWidget *lines = page_column(page->look, 0);

    for (size_t i = 0; i < page->view->lines; i++)
        gtk_box_append(GTK_BOX(lines), fact_label(page->view->line[i], "tries"));
    gtk_widget_set_valign(lines, GTK_ALIGN_CENTER);
    gtk_widget_set_hexpand(lines, TRUE);
    gtk_box_append(GTK_BOX(row), boxes);
    gtk_box_append(GTK_BOX(row), lines);
    gtk_box_append(GTK_BOX(column), row);
}

void page_add_words(struct page *page, GtkWidget *column, GtkWidget *boxes)
{
    GtkWidget *text = NULL;

    add_title(page, column);
    if (page->view->scene == SCREEN_NO_SCENE)
        add_notice(page, column);
    if (page->view->step > 0)
        gtk_widget_set_margin_top(gtk_widget_get_first_child(column), look_px(page->look, 12));
    if (add_picture(page, column)) {
        add_end(page, column);
        return;
    }
    if (!page->look->wide && !scene_is_mark(page->view->scene)) {
        page->scene = scene_new(page->look, page->view);
        if (page->scene != NULL)
            gtk_box_append(GTK_BOX(column), page->scene);
        if (page->scene != NULL && page->tight)
            gtk_drawing_area_set_content_height(GTK_DRAWING_AREA(page->scene),
                                                look_px(page->look, LEAST_SCENE));
    }
    if (boxes != NULL)
        add_boxes(page, column, boxes);
    else if (page_is_welcome(page) && !page->tight && !page->look->large && page->view->lines > 0)
        add_facts_beside(page, column);
    else
        text = build_text(page, column);
    if (text != NULL) {
        gtk_widget_set_vexpand(text, page->scene == NULL);
        gtk_box_append(GTK_BOX(column), text);
    }
    add_end(page, column);
}
