#include "hw/table/table.h"

enum { WORDS_MAX = 8 };

struct waiting {
    tell_done *done;
    gpointer data;
};

static void answered(GObject *process, GAsyncResult *result, gpointer data)
{
    struct waiting *waiting = data;
    gboolean ok = g_subprocess_wait_check_finish(G_SUBPROCESS(process), result, NULL);

    if (waiting->done != NULL)
        waiting->done(ok, waiting->data);
    g_free(waiting);
}

void tell(const struct table *table, const char *tool, const char *control,
          const char *const *words, tell_done *done, gpointer data)
{
    char *path = g_build_filename(table->tools, tool, NULL);
    const char *argv[WORDS_MAX] = {path, "tell", control};
    struct waiting *waiting = g_new0(struct waiting, 1);
    GSubprocess *process = NULL;

    for (size_t i = 0; words[i] != NULL && i + 4 < WORDS_MAX; i++)
        argv[i + 3] = words[i];
    *waiting = (struct waiting){done, data};
    process = g_subprocess_newv(argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);
    if (process != NULL) {
        g_subprocess_wait_check_async(process, NULL, answered, waiting);
        g_object_unref(process);
    } else {
        if (done != NULL)
            done(FALSE, data);
        g_free(waiting);
    }
    g_free(path);
}

void table_label(GtkButton *button, const char *ja, const char *en)
{
    char *text = g_strdup_printf("%s\n<small>%s</small>", ja, en);
    GtkWidget *label = gtk_label_new(NULL);

    gtk_label_set_markup(GTK_LABEL(label), text);
    gtk_label_set_justify(GTK_LABEL(label), GTK_JUSTIFY_CENTER);
    gtk_button_set_child(button, label);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, en, -1);
    g_free(text);
}

GtkWidget *table_heading(const char *ja, const char *en)
{
    char *text = g_strdup_printf("<b>%s</b>  <small>%s</small>", ja, en);
    GtkWidget *label = gtk_label_new(NULL);

    gtk_label_set_markup(GTK_LABEL(label), text);
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    g_free(text);
    return label;
}
