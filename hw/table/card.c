#include "hw/table/table.h"

struct card {
    const struct table *table;
    GtkDropDown *choice;
    GtkButton *button;
    gboolean lies;
};

static void label_it(struct card *card)
{
    if (card->lies)
        table_label(card->button, "カードを取る", "take the card");
    else
        table_label(card->button, "カードを置く", "lay the card down");
    gtk_widget_set_sensitive(GTK_WIDGET(card->choice), !card->lies);
}

static void moved(gboolean ok, gpointer data)
{
    struct card *card = data;

    if (ok)
        card->lies = !card->lies;
    label_it(card);
    gtk_widget_set_sensitive(GTK_WIDGET(card->button), TRUE);
}

static void move(GtkButton *button, gpointer data)
{
    struct card *card = data;
    GObject *item = gtk_drop_down_get_selected_item(card->choice);
    const char *name = item != NULL ? gtk_string_object_get_string(GTK_STRING_OBJECT(item)) : "";
    char *file = g_strdup_printf("%s/%s.card", card->table->cards, name);
    const char *lay[] = {"swap", "1", file, NULL}, *take[] = {"remove", "1", NULL};

    gtk_widget_set_sensitive(GTK_WIDGET(button), FALSE);
    tell(card->table, "akashi-vcard", card->table->card, card->lies ? take : lay, moved, card);
    g_free(file);
}

static int by_name(const void *a, const void *b, gpointer unused)
{
    const char *const *left = a, *const *right = b;

    (void)unused;
    /* The ordinary resident comes first. */
    if (g_str_equal(*left, "adult") != g_str_equal(*right, "adult"))
        return g_str_equal(*left, "adult") ? -1 : 1;
    return g_strcmp0(*left, *right);
}

static GtkStringList *names_in(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    GtkStringList *list = gtk_string_list_new(NULL);
    const char *name = NULL;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(name, ".card"))
            g_ptr_array_add(names, g_strndup(name, strlen(name) - strlen(".card")));
    g_ptr_array_sort_with_data(names, by_name, NULL);
    for (guint i = 0; i < names->len; i++)
        gtk_string_list_append(list, g_ptr_array_index(names, i));
    g_ptr_array_unref(names);
    g_clear_pointer(&dir, g_dir_close);
    return list;
}

GtkWidget *card_box(const struct table *table)
{
    struct card *card = g_new0(struct card, 1);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 12);
    GtkWidget *hint = gtk_label_new("暗証番号 PIN 1234");

    card->table = table;
    card->choice = GTK_DROP_DOWN(gtk_drop_down_new(G_LIST_MODEL(names_in(table->cards)), NULL));
    card->button = GTK_BUTTON(gtk_button_new());
    gtk_label_set_xalign(GTK_LABEL(hint), 0);
    gtk_widget_add_css_class(GTK_WIDGET(card->button), "main");
    g_signal_connect(card->button, "clicked", G_CALLBACK(move), card);
    gtk_box_append(GTK_BOX(box), table_heading("手もとのカード", "the card in your hand"));
    gtk_box_append(GTK_BOX(box), GTK_WIDGET(card->choice));
    gtk_box_append(GTK_BOX(box), GTK_WIDGET(card->button));
    gtk_box_append(GTK_BOX(box), hint);
    label_it(card);
    g_object_set_data_full(G_OBJECT(box), "card", card, g_free);
    return box;
}
