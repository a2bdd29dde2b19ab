#include "drivers/screen/gtk/keypad.h"

#include "crypto/base/secret.h"
#include "drivers/screen/gtk/button.h"
#include "drivers/screen/gtk/words.h"

#include <string.h>
#include <sys/random.h>

static const char key_digit[] = "akashi-key";

static void shuffle(struct keypad *k)
{
    for (int i = 0; i < 10; i++)
        k->order[i] = (i + 1) % 10;
    for (size_t i = 9; i > 0 && k->view != NULL && k->view->shuffled; i--) {
        uint32_t random = 0;
        size_t other = 0;
        int held = k->order[i];

        if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
            return;
        other = random % (i + 1);
        k->order[i] = k->order[other];
        k->order[other] = held;
    }
}

bool keypad_open(struct keypad *keypad)
{
    *keypad = (struct keypad){.typed = secret_new(PIN_LEN)};
    return keypad->typed != NULL;
}

void keypad_close(struct keypad *keypad)
{
    secret_free(keypad->typed, PIN_LEN);
    *keypad = (struct keypad){0};
}

/* The words of the main button and of the accessibility tree: how many, never which. */
static void tell(struct keypad *k)
{
    char *text = NULL;
    bool all = k->len == PIN_LEN;

    if (k->boxes == NULL)
        return;
    text = own_fill(k->view->pin_typed, (int)k->len, 0, "");
    gtk_accessible_update_property(GTK_ACCESSIBLE(k->boxes), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                   -1);
    g_free(text);
    text = own_fill(k->view->pin_missing, (int)(PIN_LEN - k->len), 0, "");
    button_say(k->enter, all ? k->view->pin_enter : text);
    g_free(text);
    if (all)
        gtk_widget_remove_css_class(k->enter, "waiting");
    else
        gtk_widget_add_css_class(k->enter, "waiting");
    gtk_widget_queue_draw(k->boxes);
}

void keypad_clear(struct keypad *keypad)
{
    wipe(keypad->typed, PIN_LEN);
    keypad->len = 0;
    shuffle(keypad);
    tell(keypad);
}

static void tell_hand(struct keypad *k)
{
    tell(k);
    k->hand->count(k->hand->self, (int)k->len);
}

static void type(struct keypad *k, int digit)
{
    if (k->len < PIN_LEN)
        k->typed[k->len++] = (char)('0' + digit);
    tell_hand(k);
}

static void take_back(struct keypad *k)
{
    if (k->len > 0)
        k->typed[--k->len] = 0;
    tell_hand(k);
}

static void send(struct keypad *k)
{
    struct pin pin = {0};
    bool good = k->len == PIN_LEN && pin_take(&pin, k->typed, PIN_LEN);

    if (!good) {
        tell_hand(k);
        return;
    }
    k->len = 0;
    tell(k);
    k->hand->typed(k->hand->self, &pin);
}

static void touch_digit(GtkButton *button, gpointer keypad)
{
    struct keypad *k = keypad;
    int place = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(button), key_digit));

    type(k, k->order[place]);
}

static void touch_back(GtkButton *button, gpointer keypad)
{
    (void)button;
    take_back(keypad);
}

static void touch_clear(GtkButton *button, gpointer keypad)
{
    struct keypad *k = keypad;

    (void)button;
    wipe(k->typed, PIN_LEN);
    k->len = 0;
    tell_hand(k);
}

static void touch_enter(GtkButton *button, gpointer keypad)
{
    (void)button;
    send(keypad);
}

bool keypad_key(struct keypad *keypad, guint key)
{
    guint digit = key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9 ? key - GDK_KEY_KP_0 : key - GDK_KEY_0;

    if (keypad->boxes == NULL)
        return false;
    if (digit <= 9)
        type(keypad, (int)digit);
    else if (key == GDK_KEY_BackSpace || key == GDK_KEY_KP_Decimal || key == GDK_KEY_KP_Delete)
        take_back(keypad);
    else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) &&
             gtk_widget_has_focus(keypad->boxes))
        send(keypad);
    else
        return false;
    return true;
}

static void draw_box(GtkWidget *widget, cairo_t *cr, double x, double size, int state)
{
    double line = state == 0 ? size / 20 : size / 34, round = size / 6, in = line / 2;

    cairo_new_sub_path(cr);
    cairo_arc(cr, x + size - round - in, round + in, round, -G_PI / 2, 0);
    cairo_arc(cr, x + size - round - in, size - round - in, round, 0, G_PI / 2);
    cairo_arc(cr, x + round + in, size - round - in, round, G_PI / 2, G_PI);
    cairo_arc(cr, x + round + in, round + in, round, G_PI, 1.5 * G_PI);
    cairo_close_path(cr);
    look_colour(widget, cr, "shiro");
    cairo_fill_preserve(cr);
    look_colour(widget, cr, state == 0 ? "tokiwa" : "keisen");
    cairo_set_line_width(cr, line);
    cairo_stroke(cr);
    look_colour(widget, cr, state == 0 ? "tokiwa" : "sumi");
    if (state < 0)
        cairo_arc(cr, x + size / 2, size / 2, size / 6, 0, 2 * G_PI);
    if (state == 0)
        cairo_rectangle(cr, x + size * 0.28, size * 0.7, size * 0.44, line);
    cairo_fill(cr);
}

static void draw_boxes(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer keypad)
{
    const struct keypad *k = keypad;
    double size = height, gap = (width - PIN_LEN * size) / (PIN_LEN - 1);

    for (int i = 0; i < PIN_LEN; i++)
        draw_box(GTK_WIDGET(area), cr, i * (size + gap), size, i - (int)k->len);
}

/* Keys take no focus: the tree would tell which one has it. Keyboards type without. */
static void add_key(struct keypad *k, const struct look *look, GtkWidget *grid, int place, int x,
                    int y)
{
    char name[2] = {(char)('0' + k->order[place]), 0};
    GtkWidget *key = button_new(look, name, ICON_NONE, "key");

    gtk_widget_set_focusable(key, FALSE);
    gtk_widget_set_focus_on_click(key, FALSE);
    g_object_set_data(G_OBJECT(key), key_digit, GINT_TO_POINTER(place));
    g_signal_connect(key, "clicked", G_CALLBACK(touch_digit), k);
    gtk_grid_attach(GTK_GRID(grid), key, x, y, 1, 1);
}

static void add_function(struct keypad *k, const struct look *look, GtkWidget *grid,
                         const char *label, enum icon icon, int x, GCallback touched)
{
    GtkWidget *key = button_new(look, label, icon, "function");

    g_signal_connect(key, "clicked", touched, k);
    gtk_grid_attach(GTK_GRID(grid), key, x, 3, 1, 1);
}

static GtkWidget *build_keys(struct keypad *k, const struct look *look)
{
    GtkWidget *grid =
        g_object_new(GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                     "column-homogeneous", TRUE, "row-homogeneous", TRUE, "vexpand", look->wide,
                     "column-spacing", look_px(look, look->low || look->wide ? 16 : 24),
                     "row-spacing", look_px(look, look->low || look->wide ? 12 : 20), NULL);

    for (int i = 0; i < 9; i++)
        add_key(k, look, grid, i, i % 3, i / 3);
    add_function(k, look, grid, k->view->pin_clear, ICON_NONE, 0, G_CALLBACK(touch_clear));
    add_key(k, look, grid, 9, 1, 3);
    add_function(k, look, grid, k->view->pin_back, look->low ? ICON_NONE : ICON_DELETE, 2,
                 G_CALLBACK(touch_back));
    gtk_widget_add_css_class(grid, "keypad");
    return grid;
}

static void forget_boxes(gpointer keypad, GObject *gone)
{
    struct keypad *k = keypad;

    if ((GObject *)k->boxes == gone)
        k->boxes = NULL;
}

void keypad_build(struct keypad *keypad, const struct look *look, const struct screen_view *view,
                  struct hand *hand, GtkWidget **boxes, GtkWidget **keys, GtkWidget **enter)
{
    keypad->view = view;
    keypad->hand = hand;
    if (keypad->len == 0)
        shuffle(keypad);
    *boxes = g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                          "content-width", look_px(look, 4 * 104 + 3 * 16), "content-height",
                          look_px(look, 104), "focusable", TRUE, "valign", GTK_ALIGN_CENTER,
                          "halign", GTK_ALIGN_START, NULL);
    gtk_widget_add_css_class(*boxes, "pinbox");
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(*boxes), draw_boxes, keypad, NULL);
    *keys = build_keys(keypad, look);
    *enter = button_new(look, view->pin_enter, ICON_NONE, "main");
    g_signal_connect(*enter, "clicked", G_CALLBACK(touch_enter), keypad);
    keypad->boxes = *boxes;
    keypad->enter = *enter;
    g_object_weak_ref(G_OBJECT(*boxes), forget_boxes, keypad);
    tell(keypad);
}
