#include "drivers/screen/gtk/scene.h"

#include "drivers/screen/gtk/icon.h"
#include "drivers/screen/gtk/words.h"

#include <math.h>
#include <string.h>

enum { FIELD_WIDTH = 960, FIELD_HEIGHT = 540, MOVE_MS = 900, ROUND_MS = 1600, FRAME_MS = 40 };

static const char key[] = "akashi-scene";

static double field_height(const struct scene *s)
{
    if (s->welcome || s->kind == SCREEN_DONE || s->kind == SCREEN_CARD_STAYS)
        return 400;
    return FIELD_HEIGHT;
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
    const struct scene *s = data;
    const struct pen pen = {GTK_WIDGET(area), cr};
    double high = field_height(s), scale = fmin(width / (double)FIELD_WIDTH, height / high);

    if (s->welcome || s->kind == SCREEN_DONE) {
        double round = look_px(&s->look, 28);

        pen_box(&pen, 1, 1, width - 2, height - 2, round);
        pen_fill(&pen, "seiji", s->look.contrast ? "sumi" : NULL, 2);
    }
    cairo_translate(cr, (width - FIELD_WIDTH * scale) / 2, (height - high * scale) / 2);
    cairo_scale(cr, scale, scale);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    if (s->welcome)
        scene_draw_welcome(&pen);
    else if (s->kind == SCREEN_DONE)
        scene_draw_done(&pen);
    else if (s->kind == SCREEN_PUT_COINS)
        scene_draw_coins(&pen, s);
    else if (s->kind == SCREEN_PAPER_COMES || s->kind == SCREEN_TAKE_PAPER)
        scene_draw_slot(&pen, s);
    else
        scene_draw_deck(&pen, s);
}

/* 900 ms of movement that begins and ends gently, 700 ms of rest; the light breathes once. */
static void advance(struct scene *s, gint64 now)
{
    gint64 at = (now - s->began) / 1000 % ROUND_MS;
    double part = fmin((double)at / MOVE_MS, 1);

    s->moved = part * part * (3 - 2 * part);
    s->light = 0.775 + 0.225 * cos((double)at / ROUND_MS * 2 * G_PI);
}

static gboolean tick(gpointer area)
{
    struct scene *s = g_object_get_data(G_OBJECT(area), key);

    advance(s, g_get_monotonic_time());
    gtk_widget_queue_draw(area);
    return G_SOURCE_CONTINUE;
}

static void stop_clock(gpointer source)
{
    g_source_remove(GPOINTER_TO_UINT(source));
}

static void start_clock(GtkWidget *area, struct scene *s)
{
    bool moves = s->kind >= SCREEN_LAY_CARD && s->kind <= SCREEN_PUT_COINS;

    if (s->look.still || !moves)
        return;
    s->began = g_get_monotonic_time();
    advance(s, s->began);
    g_object_set_data_full(G_OBJECT(area), "akashi-clock",
                           GUINT_TO_POINTER(g_timeout_add(FRAME_MS, tick, area)), stop_clock);
}

bool scene_is_mark(enum screen_scene kind)
{
    return kind >= SCREEN_FAULT;
}

static GtkWidget *new_mark(const struct look *look, enum screen_scene kind)
{
    static const enum icon icons[] = {
        [SCREEN_FAULT] = ICON_WARNING,
        [SCREEN_NO_FIND] = ICON_SEARCH,
        [SCREEN_UNSURE] = ICON_QUESTION,
        [SCREEN_CLOSED_DOWN] = ICON_CLOSED,
    };
    GtkWidget *mark = icon_new(icons[kind], look_px(look, look->wide ? 200 : 104));

    gtk_widget_add_css_class(mark, kind == SCREEN_FAULT ? "fault" : "mark");
    gtk_widget_set_halign(mark, look->wide ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
    gtk_widget_set_vexpand(mark, look->wide);
    return mark;
}

static int least_height(const struct look *look, const struct scene *s)
{
    if (s->welcome)
        return look_px(look, look->wide ? 260 : 320);
    return look_px(look, s->kind == SCREEN_DONE || look->wide ? 240 : 300);
}

GtkWidget *scene_new(const struct look *look, const struct screen_view *view)
{
    struct scene *s = NULL;
    GtkWidget *area = NULL;
    bool welcome = strcmp(view->state, "welcome") == 0;

    if (scene_is_mark(view->scene))
        return new_mark(look, view->scene);
    if (view->scene == SCREEN_NO_SCENE && !welcome)
        return NULL;
    s = g_new0(struct scene, 1);
    *s = (struct scene){.look = *look,
                        .kind = view->scene,
                        .welcome = welcome,
                        .moved = 1,
                        .light = 1,
                        .stage = view->stage,
                        .page = view->page,
                        .pages = view->pages};
    area = g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
    gtk_widget_add_css_class(area, "scene");
    gtk_drawing_area_set_content_height(GTK_DRAWING_AREA(area), least_height(look, s));
    gtk_widget_set_vexpand(area, TRUE);
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw, s, NULL);
    gtk_accessible_update_property(GTK_ACCESSIBLE(area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   own_word(look->language, OWN_MACHINE), -1);
    g_object_set_data_full(G_OBJECT(area), key, s, g_free);
    start_clock(area, s);
    return area;
}

void scene_update(GtkWidget *scene, const struct screen_view *view)
{
    struct scene *s = g_object_get_data(G_OBJECT(scene), key);

    if (s == NULL)
        return;
    s->stage = view->stage;
    s->page = MAX(s->page, view->page);
    s->pages = view->pages;
    gtk_widget_queue_draw(scene);
}

static void draw_place(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer kind)
{
    const struct pen pen = {GTK_WIDGET(area), cr};
    double scale = fmin(width / 150.0, height / 290.0);
    int scene = GPOINTER_TO_INT(kind);

    cairo_scale(cr, scale, scale);
    draw_machine(&pen, scene == SCREEN_TAKE_PAPER || scene == SCREEN_PAPER_COMES ? 2 : 1);
}

GtkWidget *scene_place(const struct look *look, enum screen_scene kind)
{
    GtkWidget *area = g_object_new(
        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "content-width",
        look_px(look, 78), "content-height", look_px(look, 150), "valign", GTK_ALIGN_CENTER, NULL);

    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw_place, GINT_TO_POINTER(kind), NULL);
    return area;
}
