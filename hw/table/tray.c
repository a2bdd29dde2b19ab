#include "hw/table/table.h"

enum { PAGE_WIDTH = 300 };

struct tray {
    const struct table *table;
    GtkBox *pages;
    GtkWidget *empty;
    GFileMonitor *monitor;
};

/* Each PNG of pdftoppm begins with its signature: that is where one page ends and the next begins.
 */
static const guint8 png_begin[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

static void show_page(GtkBox *pages, GBytes *all, gsize from, gsize to)
{
    GBytes *one = g_bytes_new_from_bytes(all, from, to - from);
    GdkTexture *texture = gdk_texture_new_from_bytes(one, NULL);

    if (texture != NULL) {
        GtkWidget *picture = gtk_picture_new_for_paintable(GDK_PAINTABLE(texture));

        gtk_widget_set_size_request(picture, PAGE_WIDTH, PAGE_WIDTH * 297 / 210);
        gtk_widget_add_css_class(picture, "page");
        gtk_box_append(pages, picture);
        g_object_unref(texture);
    }
    g_bytes_unref(one);
}

static void drawn(GObject *process, GAsyncResult *result, gpointer data)
{
    GtkBox *pages = data;
    GBytes *out = NULL;
    gsize len = 0, from = 0;
    const guint8 *at = NULL;

    if (g_subprocess_communicate_finish(G_SUBPROCESS(process), result, &out, NULL, NULL) &&
        out != NULL) {
        at = g_bytes_get_data(out, &len);
        for (gsize i = 1; i + sizeof png_begin <= len; i++)
            if (memcmp(at + i, png_begin, sizeof png_begin) == 0) {
                show_page(pages, out, from, i);
                from = i;
            }
        if (len > 0)
            show_page(pages, out, from, len);
        g_bytes_unref(out);
    }
    g_object_unref(pages);
}

static void draw(struct tray *tray, const char *path)
{
    GSubprocess *process =
        g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                         "pdftoppm", "-r", "72", "-png", path, NULL);

    if (process == NULL)
        return;
    gtk_widget_set_visible(tray->empty, FALSE);
    g_subprocess_communicate_async(process, NULL, NULL, drawn, g_object_ref(tray->pages));
    g_object_unref(process);
}

static void changed(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
                    gpointer data)
{
    char *path = g_file_get_path(other != NULL ? other : file);

    (void)monitor;
    if (path != NULL && g_str_has_suffix(path, ".pdf") &&
        (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_RENAMED ||
         event == G_FILE_MONITOR_EVENT_MOVED_IN))
        draw(data, path);
    g_free(path);
}

static void taken(gboolean ok, gpointer data)
{
    struct tray *tray = data;
    GtkWidget *page = NULL;

    if (!ok)
        return;
    while ((page = gtk_widget_get_first_child(GTK_WIDGET(tray->pages))) != NULL)
        gtk_box_remove(tray->pages, page);
    gtk_widget_set_visible(tray->empty, TRUE);
}

static void take(GtkButton *button, gpointer data)
{
    struct tray *tray = data;
    const char *words[] = {"take", NULL};

    (void)button;
    tell(tray->table, "akashi-vprinter", tray->table->printer, words, taken, tray);
}

static void suffer(GtkButton *button, gpointer data)
{
    struct tray *tray = data;
    const char *what = g_object_get_data(G_OBJECT(button), "what");
    const char *plan[] = {"plan", what, NULL}, *mend[] = {"mend", NULL};

    tell(tray->table, "akashi-vprinter", tray->table->printer, what != NULL ? plan : mend, NULL,
         NULL);
}

static GtkWidget *button(struct tray *tray, const char *ja, const char *en, const char *plan)
{
    GtkWidget *made = gtk_button_new();

    table_label(GTK_BUTTON(made), ja, en);
    gtk_widget_set_hexpand(made, TRUE);
    g_object_set_data_full(G_OBJECT(made), "what", g_strdup(plan), g_free);
    g_signal_connect(made, "clicked", G_CALLBACK(suffer), tray);
    return made;
}

static GtkWidget *troubles(struct tray *tray)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_box_append(GTK_BOX(row), button(tray, "紙切れ", "out of paper", "how=media-empty,page=1"));
    gtk_box_append(GTK_BOX(row), button(tray, "紙づまり", "jam", "how=jam,page=1"));
    gtk_box_append(GTK_BOX(row), button(tray, "直す", "mend", NULL));
    return row;
}

static void tray_free(gpointer data)
{
    struct tray *tray = data;

    g_clear_object(&tray->monitor);
    g_free(tray);
}

GtkWidget *tray_box(const struct table *table)
{
    struct tray *tray = g_new0(struct tray, 1);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12), *hand = gtk_button_new();
    GtkWidget *scroll = gtk_scrolled_window_new();
    GFile *folder = g_file_new_for_path(table->paper);

    tray->table = table;
    tray->pages = GTK_BOX(gtk_box_new(GTK_ORIENTATION_VERTICAL, 12));
    tray->empty = gtk_label_new("まだ何も出ていません\nnothing has come out yet");
    gtk_label_set_justify(GTK_LABEL(tray->empty), GTK_JUSTIFY_CENTER);
    tray->monitor = g_file_monitor_directory(folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
    if (tray->monitor != NULL)
        g_signal_connect(tray->monitor, "changed", G_CALLBACK(changed), tray);
    table_label(GTK_BUTTON(hand), "紙を取る", "take the paper");
    g_signal_connect(hand, "clicked", G_CALLBACK(take), tray);
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scroll), GTK_WIDGET(tray->pages));
    gtk_widget_set_vexpand(scroll, TRUE);
    gtk_box_append(GTK_BOX(box), table_heading("プリンターのトレー", "the printer's tray"));
    gtk_box_append(GTK_BOX(box), tray->empty);
    gtk_box_append(GTK_BOX(box), scroll);
    gtk_box_append(GTK_BOX(box), hand);
    gtk_box_append(GTK_BOX(box), troubles(tray));
    g_object_set_data_full(G_OBJECT(box), "tray", tray, tray_free);
    g_object_unref(folder);
    return box;
}
