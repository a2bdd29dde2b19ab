#include "drivers/screen/gtk/window.h"

#include "drivers/screen/gtk/fit.h"
#include "drivers/screen/gtk/keypad.h"
#include "drivers/screen/gtk/page.h"
#include "drivers/screen/gtk/panel.h"
#include "drivers/screen/gtk/walk.h"

#include <stdlib.h>
#include <string.h>

enum { FADE_MS = 160, HINT_SECONDS = 6, LANGUAGES_MAX = 8 };

struct window {
    GtkWidget *window, *overlay, *stack;
    GtkWidget *over_widget, *hint; /* what lies over the page, or NULL */
    enum over over;
    GtkCssProvider *provider;
    struct look look;
    struct screen_gtk_options options;
    struct screen_view *view;
    struct screen_choice language[LANGUAGES_MAX]; /* as they were offered last */
    size_t languages;
    struct page page;
    struct page_place place;
    struct keypad keypad;
    struct walk walk;
    struct hand inner; /* of the parts: to this window */
    struct hand outer;
    void (*closed)(void *self);
    guint hint_due;
};

void window_drop(struct screen_view *view)
{
    if (view == NULL)
        return;
    if (view->picture.at != NULL) {
        union {
            const uint8_t *lent;
            uint8_t *own;
        } picture = {view->picture.at};

        wipe(picture.own, view->picture.len);
        free(picture.own);
    }
    wipe(view, sizeof *view);
    free(view);
}

static void hide_hint(struct window *w)
{
    if (w->hint_due != 0)
        g_source_remove(w->hint_due);
    w->hint_due = 0;
    if (w->hint != NULL)
        gtk_overlay_remove_overlay(GTK_OVERLAY(w->overlay), w->hint);
    w->hint = NULL;
}

static gboolean hint_is_over(gpointer window)
{
    struct window *w = window;

    w->hint_due = 0;
    hide_hint(w);
    return G_SOURCE_REMOVE;
}

/* What lies over a page has its letters and its theme. */
static void style_over(const struct window *w, GtkWidget *widget)
{
    gtk_widget_add_css_class(widget, w->look.language);
    if (w->look.contrast)
        gtk_widget_add_css_class(widget, "contrast");
}

static void show_hint(void *self, const char *text)
{
    struct window *w = self;

    hide_hint(w);
    w->hint = panel_hint(&w->look, text);
    style_over(w, w->hint);
    gtk_overlay_add_overlay(GTK_OVERLAY(w->overlay), w->hint);
    w->hint_due = g_timeout_add_seconds(HINT_SECONDS, hint_is_over, w);
}

static void lay_over(struct window *w, enum over over)
{
    if (w->over_widget != NULL)
        gtk_overlay_remove_overlay(GTK_OVERLAY(w->overlay), w->over_widget);
    w->over = over;
    /* The one answer to whether somebody is there is where Enter falls. */
    w->walk.at = over == OVER_IDLE ? 1 : 0;
    w->over_widget = panel_new(&w->look, over, w->view, &w->inner);
    gtk_accessible_update_state(GTK_ACCESSIBLE(w->stack), GTK_ACCESSIBLE_STATE_HIDDEN,
                                w->over_widget != NULL, -1);
    if (w->over_widget == NULL)
        return;
    style_over(w, w->over_widget);
    gtk_overlay_add_overlay(GTK_OVERLAY(w->overlay), w->over_widget);
    gtk_widget_child_focus(w->over_widget, GTK_DIR_TAB_FORWARD);
}

static void open_over(void *self, enum over over)
{
    lay_over(self, over);
}

static void drop_old_pages(struct window *w)
{
    GtkWidget *child = gtk_widget_get_first_child(w->stack);

    while (child != NULL) {
        GtkWidget *next = gtk_widget_get_next_sibling(child);

        if (child != w->page.root)
            gtk_stack_remove(GTK_STACK(w->stack), child);
        child = next;
    }
    gtk_widget_set_can_target(w->page.root, TRUE);
}

static void faded(GObject *stack, GParamSpec *spec, gpointer window)
{
    (void)spec;
    if (!gtk_stack_get_transition_running(GTK_STACK(stack)))
        drop_old_pages(window);
}

/* NULL: the page comes at once. */
static void set_page(struct window *w, const char *motion)
{
    bool moves = motion != NULL && !w->look.still;

    gtk_stack_set_transition_type(GTK_STACK(w->stack), moves ? GTK_STACK_TRANSITION_TYPE_CROSSFADE
                                                             : GTK_STACK_TRANSITION_TYPE_NONE);
    w->page = (struct page){.look = &w->look,
                            .view = w->view,
                            .hand = &w->inner,
                            .keypad = &w->keypad,
                            .place = &w->place};
    fit_page(&w->page, GTK_STACK(w->stack), &w->look, &w->provider);
    if (moves)
        gtk_widget_add_css_class(w->page.root, motion);
    gtk_stack_set_visible_child(GTK_STACK(w->stack), w->page.root);
    /* The second half of a double touch is not for what comes up under the finger. */
    gtk_widget_set_can_target(w->page.root, FALSE);
    if (!gtk_stack_get_transition_running(GTK_STACK(w->stack)))
        drop_old_pages(w);
    if (w->keypad.boxes != NULL && w->view->wants_pin)
        gtk_widget_grab_focus(w->keypad.boxes);
    if (w->view->spoken)
        walk_show(&w->walk, w->page.root);
}

/* Only what can be brought up to date in its place differs. */
static bool is_update(const struct screen_view *a, const struct screen_view *b)
{
    struct screen_view *copy = malloc(sizeof *copy);
    bool same = false;

    if (copy == NULL)
        return false;
    *copy = *b;
    copy->state = a->state;
    copy->language = a->language;
    copy->page = a->page;
    copy->seconds = a->seconds;
    copy->picture = a->picture;
    memcpy(copy->tick, a->tick, sizeof copy->tick);
    memcpy(copy->idle, a->idle, sizeof copy->idle);
    memcpy(copy->idle_here, a->idle_here, sizeof copy->idle_here);
    same = memcmp(copy, a, sizeof *copy) == 0 && view_equal(a->picture, b->picture) &&
           g_strcmp0(a->language, b->language) == 0;
    wipe(copy, sizeof *copy);
    free(copy);
    return same;
}

static void start_anew(struct window *w)
{
    w->look.contrast = w->options.contrast;
    w->look.large = w->options.large;
    /* A glass that lies is within reach as it is. */
    w->look.low = w->options.low && !w->look.wide;
    w->look.still = w->options.still;
    w->look.larger = 1;
}

static void set_language(struct window *w, const char *language)
{
    static const char *const known[] = {"ja", "en", "zh", "ko"};

    w->look.language = known[0];
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_strcmp0(language, known[i]) == 0)
            w->look.language = known[i];
}

static void show_idle(struct window *w)
{
    if (w->view->idle[0] != 0)
        lay_over(w, OVER_IDLE);
    else if (w->over == OVER_IDLE)
        lay_over(w, OVER_NOTHING);
}

/* `before` is what was shown, or NULL; a step back comes from the other side. */
static void show_state(struct window *w, const struct screen_view *before, bool same_state)
{
    if (!same_state) {
        w->place = (struct page_place){0};
        if (strcmp(w->view->state, "welcome") == 0)
            start_anew(w);
        w->keypad.boxes = NULL;
        w->keypad.view = w->view;
        keypad_clear(&w->keypad);
        lay_over(w, OVER_NOTHING);
        hide_hint(w);
    } else if (w->over == OVER_LANGUAGE) {
        lay_over(w, OVER_NOTHING);
    }
    set_page(w, same_state ? NULL : before != NULL && w->view->step < before->step ? "back" : "on");
}

/* A view that offers languages is remembered; another offers these, so that they are within reach
 * everywhere. The chosen one is the view's own. */
static void offer_languages(struct window *w, struct screen_view *view)
{
    size_t offered = 0;

    for (size_t i = 0; i < view->choices && offered < LANGUAGES_MAX; i++)
        if (view->choice[i].role == SCREEN_LANGUAGE)
            w->language[offered++] = view->choice[i];
    if (offered > 0)
        w->languages = offered;
    for (size_t i = 0; i < w->languages && offered == 0 && view->choices < SCREEN_CHOICES_MAX;
         i++) {
        struct screen_choice *choice = &view->choice[view->choices++];

        *choice = w->language[i];
        choice->chosen = g_str_has_suffix(choice->id, w->look.language);
    }
}

void window_show(struct window *window, struct screen_view *view)
{
    struct screen_view *old = window->view;
    bool same = old != NULL && strcmp(old->state, view->state) == 0;
    bool update = false;

    set_language(window, view->language);
    offer_languages(window, view);
    update = same && is_update(old, view);
    window->view = view;
    window->page.view = view;
    window->keypad.view = view;
    /* Nothing can be measured before the window is there. */
    gtk_window_present(GTK_WINDOW(window->window));
    if (update)
        page_update(&window->page, view);
    else
        show_state(window, old, same);
    show_idle(window);
    window_drop(old);
}

static void choose(void *self, const char *id)
{
    struct window *w = self;

    hide_hint(w);
    if (w->over == OVER_LANGUAGE)
        lay_over(w, OVER_NOTHING);
    w->outer.chose(w->outer.self, id);
}

static void typed(void *self, struct pin *pin)
{
    struct window *w = self;

    w->outer.typed(w->outer.self, pin);
}

static void at(void *self, const char *id)
{
    struct window *w = self;

    /* Back at the beginning, Enter is for what was typed. */
    if (id[0] == 0 && w->keypad.boxes != NULL && w->view->wants_pin)
        gtk_widget_grab_focus(w->keypad.boxes);
    w->outer.at(w->outer.self, id);
}

static void count(void *self, int digits)
{
    struct window *w = self;

    if (w->view->spoken)
        w->outer.count(w->outer.self, digits);
}

static void turn(void *self, enum aid aid)
{
    struct window *w = self;
    bool *switches[AIDS] = {&w->look.contrast, &w->look.large, &w->look.low, &w->look.still};

    *switches[aid] = !*switches[aid];
    set_page(w, NULL);
    lay_over(w, OVER_DISPLAY);
}

static gboolean press_key(GtkEventControllerKey *controller, guint key, guint code,
                          GdkModifierType modifiers, gpointer window)
{
    struct window *w = window;

    (void)controller;
    (void)code;
    (void)modifiers;
    if (w->view == NULL)
        return FALSE;
    if (w->over == OVER_NOTHING && w->view->wants_pin && keypad_key(&w->keypad, key))
        return TRUE;
    return walk_key(&w->walk, w->over_widget != NULL ? w->over_widget : w->page.root, w->view,
                    &w->inner, key);
}

static gboolean asked_to_close(GtkWindow *gtk_window, gpointer window)
{
    struct window *w = window;

    (void)gtk_window;
    w->closed(w->outer.self);
    return TRUE;
}

/* What lies over a page has the glass, whatever the page asks for at the moment. */
static gboolean place_over(GtkOverlay *overlay, GtkWidget *widget, GdkRectangle *place,
                           gpointer window)
{
    const struct window *w = window;

    (void)overlay;
    (void)widget;
    *place = (GdkRectangle){0, 0, w->look.width, w->look.height};
    return TRUE;
}

static void measure_glass(struct window *w)
{
    const struct screen_gtk_options *options = &w->options;
    GListModel *monitors = gdk_display_get_monitors(gdk_display_get_default());
    GdkMonitor *first = g_list_model_get_item(monitors, 0);
    GdkRectangle all = {0};

    w->look.width = options->width > 0 ? options->width : 1080;
    w->look.height = options->height > 0 ? options->height : 1920;
    if (options->fullscreen && first != NULL) {
        gdk_monitor_get_geometry(first, &all);
        w->look.width = all.width;
        w->look.height = all.height;
        gtk_window_fullscreen(GTK_WINDOW(w->window));
    }
    g_clear_object(&first);
    look_fit(&w->look);
}

static void build(struct window *w)
{
    GtkEventController *keys = gtk_event_controller_key_new();

    w->window = gtk_window_new();
    w->overlay = gtk_overlay_new();
    w->stack = gtk_stack_new();
    measure_glass(w);
    start_anew(w);
    look_apply(&w->look, &w->provider);
    gtk_window_set_title(GTK_WINDOW(w->window), "Akashi");
    gtk_window_set_decorated(GTK_WINDOW(w->window), FALSE);
    gtk_window_set_default_size(GTK_WINDOW(w->window), w->look.width, w->look.height);
    gtk_widget_add_css_class(w->window, "akashi");
    gtk_stack_set_transition_duration(GTK_STACK(w->stack), FADE_MS);
    gtk_overlay_set_child(GTK_OVERLAY(w->overlay), w->stack);
    gtk_window_set_child(GTK_WINDOW(w->window), w->overlay);
    /* Before the widgets: a digit is for the places, wherever the focus is. */
    gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(press_key), w);
    gtk_widget_add_controller(w->window, keys);
    g_signal_connect(w->overlay, "get-child-position", G_CALLBACK(place_over), w);
    g_signal_connect(w->stack, "notify::transition-running", G_CALLBACK(faded), w);
    g_signal_connect(w->window, "close-request", G_CALLBACK(asked_to_close), w);
}

struct window *window_new(const struct screen_gtk_options *options, const struct hand *hand,
                          void (*closed)(void *self))
{
    struct window *w = calloc(1, sizeof *w);

    if (w == NULL)
        return NULL;
    w->outer = *hand;
    w->inner = (struct hand){w, choose, typed, at, count, show_hint, open_over, turn};
    w->closed = closed;
    w->options = *options;
    w->look.language = "ja";
    if (!keypad_open(&w->keypad)) {
        free(w);
        return NULL;
    }
    build(w);
    return w;
}

void window_free(struct window **window)
{
    struct window *w = *window;

    if (w == NULL)
        return;
    hide_hint(w);
    gtk_window_destroy(GTK_WINDOW(w->window));
    g_clear_object(&w->provider);
    keypad_close(&w->keypad);
    window_drop(w->view);
    free(w);
    *window = NULL;
}
