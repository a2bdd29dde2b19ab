/* akashi-table: what lies beside the kiosk when one person plays resident and machine: the card in
 * the hand, and the printer's tray. It knows nothing that a hand and an eye would not. */
#include "hw/table/table.h"

#include "drivers/host/command.h"

#include <getopt.h>

static const char name[] = "akashi-table";

static const char help[] =
    "usage: akashi-table --cards DIR --card-control PATH --paper DIR --printer-control PATH\n"
    "\n"
    "A small window with the card in your hand and the printer's tray, for whoever plays a\n"
    "resident at a kiosk made of software.\n"
    "\n"
    "  --cards DIR             the card files to choose from\n"
    "  --card-control PATH     where akashi-vcard serve --control listens\n"
    "  --paper DIR             the output tray of akashi-vprinter\n"
    "  --printer-control PATH  where akashi-vprinter --control listens\n"
    "  --help                  shows this text\n"
    "  --version               shows the version\n"
    "\n"
    "Exit status: 0 when the window is closed, 2 when it could not be opened.\n";

static const char looks[] =
    "window { background: #F7F4ED; color: #211F1B; font-family: 'Noto Sans CJK JP'; }"
    "button { min-height: 56px; }"
    "button.main { background: #0B4F45; color: #FFFFFF; }"
    ".page { background: #FFFFFF; border: 1px solid #857B6B; }";

static bool read_options(int argc, char **argv, struct table *table)
{
    static const struct option options[] = {{"cards", required_argument, NULL, 'c'},
                                            {"card-control", required_argument, NULL, 'C'},
                                            {"paper", required_argument, NULL, 'p'},
                                            {"printer-control", required_argument, NULL, 'P'},
                                            {NULL, 0, NULL, 0}};
    int option = 0;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        switch (option) {
        case 'c':
            table->cards = optarg;
            break;
        case 'C':
            table->card = optarg;
            break;
        case 'p':
            table->paper = optarg;
            break;
        case 'P':
            table->printer = optarg;
            break;
        default:
            return false;
        }
    return optind == argc && table->cards != NULL && table->card != NULL && table->paper != NULL &&
           table->printer != NULL;
}

static void dress(GdkDisplay *display)
{
    GtkCssProvider *css = gtk_css_provider_new();

    gtk_css_provider_load_from_data(css, looks, -1);
    gtk_style_context_add_provider_for_display(display, GTK_STYLE_PROVIDER(css),
                                               GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
    g_object_unref(css);
}

static void fill(GtkWindow *window, const struct table *table)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 24);

    gtk_widget_set_margin_top(box, 16);
    gtk_widget_set_margin_bottom(box, 16);
    gtk_widget_set_margin_start(box, 16);
    gtk_widget_set_margin_end(box, 16);
    gtk_box_append(GTK_BOX(box), card_box(table));
    gtk_box_append(GTK_BOX(box), gtk_separator_new(GTK_ORIENTATION_HORIZONTAL));
    gtk_box_append(GTK_BOX(box), tray_box(table));
    gtk_window_set_title(window, "Akashi: table");
    gtk_window_set_default_size(window, 360, 900);
    gtk_window_set_child(window, box);
}

static void closed(GtkWidget *window, gpointer loop)
{
    (void)window;
    g_main_loop_quit(loop);
}

int main(int argc, char **argv)
{
    struct table table = {0};
    char *tools = g_path_get_dirname(argv[0]);
    GMainLoop *loop = NULL;
    GtkWidget *window = NULL;
    int status = EXIT_CANNOT_TELL;

    table.tools = tools;
    if (command_answered(argc, argv, name, help)) {
        status = EXIT_YES;
    } else if (!read_options(argc, argv, &table)) {
        command_refuse(name, "see --help");
    } else if (!gtk_init_check()) {
        command_refuse(name, "there is no display");
    } else {
        loop = g_main_loop_new(NULL, FALSE);
        window = gtk_window_new();
        dress(gtk_widget_get_display(window));
        fill(GTK_WINDOW(window), &table);
        g_signal_connect(window, "destroy", G_CALLBACK(closed), loop);
        gtk_window_present(GTK_WINDOW(window));
        g_main_loop_run(loop);
        g_main_loop_unref(loop);
        status = EXIT_YES;
    }
    g_free(tools);
    return status;
}
