#include "drivers/screen/gtk/pages.h"

#include "drivers/screen/gtk/button.h"
#include "drivers/screen/gtk/words.h"

struct pages {
    GtkWidget *body, *bar, *before, *after, *label;
    int most, *page, count, gap;
    bool settled;
    const char *language;
    guint due; /* an idle source that brings the bar up to date */
};

static const char key[] = "akashi-pages";

static struct pages *pages_of(GtkWidget *body)
{
    return g_object_get_data(G_OBJECT(body), key);
}

static int height_of(GtkWidget *thing, int width)
{
    int natural = 0;

    gtk_widget_measure(thing, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
    return natural;
}

static GtkSizeRequestMode request_mode(GtkWidget *body)
{
    (void)body;
    return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The least is the tallest thing alone: the others have pages of their own. */
static void measure(GtkWidget *body, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
    const struct pages *p = pages_of(body);
    bool vertical = orientation == GTK_ORIENTATION_VERTICAL;
    int things = 0;

    *minimum = *natural = 0;
    *minimum_baseline = *natural_baseline = -1;
    for (GtkWidget *at = gtk_widget_get_first_child(body); at != NULL;
         at = gtk_widget_get_next_sibling(at)) {
        int least = 0, good = 0;

        gtk_widget_measure(at, orientation, for_size, &least, &good, NULL, NULL);
        *minimum = MAX(*minimum, vertical ? good : least);
        if (!vertical)
            *natural = MAX(*natural, good);
        else if (p->most == 0 || things < p->most)
            *natural += good + (things > 0 ? p->gap : 0);
        things++;
    }
}

static gboolean update_bar(gpointer data)
{
    struct pages *p = data;
    char *text = own_fill(own_word(p->language, OWN_PAGE), *p->page + 1, p->count, "");

    p->due = 0;
    gtk_label_set_text(GTK_LABEL(p->label), text);
    /* Once needed it stays: taking it away could make room for what brings it back. */
    if (p->count > 1 || !p->settled)
        gtk_widget_set_visible(p->bar, p->count > 1);
    p->settled = true;
    gtk_widget_set_sensitive(p->before, *p->page > 0);
    gtk_widget_set_sensitive(p->after, *p->page + 1 < p->count);
    g_free(text);
    return G_SOURCE_REMOVE;
}

/* Which page each thing is on; returns how many pages there are. */
static int number_pages(GtkWidget *body, const struct pages *p, int width, int height)
{
    int page = 0, used = 0, things = 0;

    for (GtkWidget *at = gtk_widget_get_first_child(body); at != NULL;
         at = gtk_widget_get_next_sibling(at)) {
        int need = height_of(at, width);

        if (things > 0 && (used + p->gap + need > height || things == p->most)) {
            page++;
            used = things = 0;
        }
        used += need + (things > 0 ? p->gap : 0);
        things++;
        g_object_set_data(G_OBJECT(at), key, GINT_TO_POINTER(page));
    }
    return page + 1;
}

static void allocate(GtkWidget *body, int width, int height, int baseline)
{
    struct pages *p = pages_of(body);
    int count = number_pages(body, p, width, height), y = 0;
    bool changed = count != p->count || *p->page >= count;

    p->count = count;
    *p->page = MIN(*p->page, count - 1);
    for (GtkWidget *at = gtk_widget_get_first_child(body); at != NULL;
         at = gtk_widget_get_next_sibling(at)) {
        bool here = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(at), key)) == *p->page;
        int need = here ? height_of(at, width) : 0;

        gtk_widget_set_child_visible(at, here);
        gtk_accessible_update_state(GTK_ACCESSIBLE(at), GTK_ACCESSIBLE_STATE_HIDDEN, !here, -1);
        if (!here)
            continue;
        gtk_widget_size_allocate(at, &(GtkAllocation){0, y, width, need}, baseline);
        y += need + p->gap;
    }
    if (changed && p->due == 0)
        p->due = g_idle_add_full(G_PRIORITY_DEFAULT, update_bar, p, NULL);
}

static void turn(struct pages *p, int by)
{
    *p->page = CLAMP(*p->page + by, 0, p->count - 1);
    gtk_widget_queue_allocate(p->body);
    update_bar(p);
}

static void turn_back(GtkButton *button, gpointer pages)
{
    (void)button;
    turn(pages, -1);
}

static void turn_on(GtkButton *button, gpointer pages)
{
    (void)button;
    turn(pages, 1);
}

static void free_pages(gpointer data)
{
    struct pages *p = data;

    if (p->due != 0)
        g_source_remove(p->due);
    g_object_unref(p->bar);
    g_free(p);
}

/* The words between them take what they need. */
static void share_width(GtkWidget *before, GtkWidget *after)
{
    GtkSizeGroup *group = gtk_size_group_new(GTK_SIZE_GROUP_HORIZONTAL);

    gtk_size_group_add_widget(group, before);
    gtk_size_group_add_widget(group, after);
    g_object_unref(group);
    gtk_widget_set_hexpand(before, TRUE);
    gtk_widget_set_hexpand(after, TRUE);
}

static void make_bar(struct pages *p, const struct look *look)
{
    p->bar = g_object_ref_sink(gtk_box_new(GTK_ORIENTATION_HORIZONTAL, look_px(look, 12)));
    p->before = button_new(look, own_word(look->language, OWN_PREVIOUS), ICON_PREVIOUS, "plain");
    p->after = button_new(look, own_word(look->language, OWN_NEXT), ICON_FORWARD, "plain");
    p->label = gtk_label_new(NULL);
    gtk_box_append(GTK_BOX(p->bar), p->before);
    gtk_box_append(GTK_BOX(p->bar), p->label);
    gtk_box_append(GTK_BOX(p->bar), p->after);
    share_width(p->before, p->after);
    gtk_widget_add_css_class(p->bar, "bar");
    gtk_widget_set_visible(p->bar, FALSE);
    g_signal_connect(p->before, "clicked", G_CALLBACK(turn_back), p);
    g_signal_connect(p->after, "clicked", G_CALLBACK(turn_on), p);
}

struct pages *pages_new(const struct look *look, int most, int *page)
{
    struct pages *p = g_new0(struct pages, 1);

    p->most = most;
    p->page = page;
    p->language = look->language;
    p->gap = look_px(look, 16);
    make_bar(p, look);
    p->body = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_layout_manager(p->body, gtk_custom_layout_new(request_mode, measure, allocate));
    g_object_set_data_full(G_OBJECT(p->body), key, p, free_pages);
    return p;
}

void pages_add(struct pages *pages, GtkWidget *thing)
{
    gtk_widget_set_parent(thing, pages->body);
}

void pages_reveal(GtkWidget *widget)
{
    GtkWidget *thing = widget, *body = gtk_widget_get_parent(widget);

    while (body != NULL && !GTK_IS_CUSTOM_LAYOUT(gtk_widget_get_layout_manager(body))) {
        thing = body;
        body = gtk_widget_get_parent(body);
    }
    if (body == NULL || pages_of(body) == NULL)
        return;
    *pages_of(body)->page = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(thing), key));
    gtk_widget_set_child_visible(thing, TRUE);
    turn(pages_of(body), 0);
}

GtkWidget *pages_body(struct pages *pages)
{
    return pages->body;
}

GtkWidget *pages_bar(struct pages *pages)
{
    return pages->bar;
}
