#include "drivers/screen/gtk/walk.h"

#include "drivers/screen/gtk/button.h"
#include "drivers/screen/gtk/pages.h"

enum step { STEP_NONE, STEP_BACK, STEP_ON, STEP_TAKE, STEP_AGAIN };

static enum step step_of(guint key)
{
    switch (key) {
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_Tab:
    case GDK_KEY_6:
    case GDK_KEY_KP_6:
        return STEP_ON;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_4:
    case GDK_KEY_KP_4:
        return STEP_BACK;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_5:
    case GDK_KEY_KP_5:
        return STEP_TAKE;
    case GDK_KEY_asterisk:
    case GDK_KEY_KP_Multiply:
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
        return STEP_AGAIN;
    default:
        return STEP_NONE;
    }
}

/* The buttons of choices as one reads the screen; the tools in its head come last. */
static void collect(GtkWidget *widget, bool tools, GPtrArray *out)
{
    for (GtkWidget *at = gtk_widget_get_first_child(widget); at != NULL;
         at = gtk_widget_get_next_sibling(at)) {
        if (GTK_IS_BUTTON(at) && button_id(at) != NULL &&
            gtk_widget_has_css_class(at, "tool") == tools)
            g_ptr_array_add(out, at);
        collect(at, tools, out);
    }
}

static GPtrArray *choices_in(GtkWidget *within)
{
    GPtrArray *all = g_ptr_array_new();

    collect(within, false, all);
    collect(within, true, all);
    return all;
}

/* NULL: at the beginning. */
static GtkWidget *place(const struct walk *walk, const GPtrArray *all)
{
    return walk->at > 0 && walk->at <= all->len ? g_ptr_array_index(all, walk->at - 1) : NULL;
}

static void light(GtkWidget *button)
{
    GtkRoot *root = gtk_widget_get_root(button);

    pages_reveal(button);
    gtk_widget_grab_focus(button);
    if (root != NULL)
        gtk_window_set_focus_visible(GTK_WINDOW(root), TRUE);
}

static void choose_tool(const struct screen_view *view, struct hand *hand)
{
    for (size_t i = 0; i < view->choices; i++)
        if (view->choice[i].role == SCREEN_TOOL) {
            hand->chose(hand->self, view->choice[i].id);
            return;
        }
}

/* Round and round, by way of the beginning. */
static void go(struct walk *walk, const GPtrArray *all, struct hand *hand, enum step step)
{
    guint places = all->len + 1, here = MIN(walk->at, all->len);
    GtkWidget *button = NULL;

    walk->at = step == STEP_ON     ? (here + 1) % places
               : step == STEP_BACK ? (here + places - 1) % places
                                   : 0;
    button = place(walk, all);
    if (button != NULL)
        light(button);
    hand->at(hand->self, button != NULL ? button_id(button) : "");
}

static void obey(struct walk *walk, const GPtrArray *all, struct hand *hand, enum step step)
{
    GtkWidget *button = place(walk, all);

    if (step == STEP_TAKE && button != NULL)
        g_signal_emit_by_name(button, "clicked");
    else
        go(walk, all, hand, step);
}

bool walk_key(struct walk *walk, GtkWidget *within, const struct screen_view *view,
              struct hand *hand, guint key)
{
    enum step step = step_of(key);
    GPtrArray *all = NULL;

    if (!view->spoken && (key == GDK_KEY_asterisk || key == GDK_KEY_KP_Multiply)) {
        choose_tool(view, hand);
        return true;
    }
    if (!view->spoken || step == STEP_NONE)
        return false;
    all = choices_in(within);
    obey(walk, all, hand, step);
    g_ptr_array_unref(all);
    return true;
}

void walk_show(const struct walk *walk, GtkWidget *within)
{
    GPtrArray *all = choices_in(within);
    GtkWidget *button = place(walk, all);

    if (button != NULL)
        light(button);
    g_ptr_array_unref(all);
}
