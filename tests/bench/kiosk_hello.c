/* The peer of the kiosk's screen: the least window GTK 4 can make, of the same size, drawn the same
 * way, that greets in the kiosk's languages with the kiosk's fonts. */
#include <gtk/gtk.h>
#include <stdlib.h>

enum { WIDTH = 1080, HEIGHT = 1920 };

static const char words[] = "<span font='Noto Sans CJK JP Bold 64px'>こんにちは</span>\n"
                            "<span font='Noto Sans CJK JP 40px'>こんにちは\nHello</span>\n"
                            "<span font='Noto Sans CJK SC 40px'>你好</span>\n"
                            "<span font='Noto Sans CJK KR 40px'>안녕하세요</span>";

/* As drivers/screen/gtk/gtk.c has it. */
static void set_environment(void)
{
    setenv("GSK_RENDERER", "cairo", 1);
    setenv("GDK_DEBUG", "gl-disable,vulkan-disable", 1);
    setenv("GSETTINGS_BACKEND", "memory", 1);
    setenv("GIO_USE_VFS", "local", 1);
    setenv("GTK_USE_PORTAL", "0", 1);
    setenv("GTK_A11Y", "none", 1);
}

int main(void)
{
    GtkWidget *window = NULL, *label = NULL;

    set_environment();
    if (!gtk_init_check())
        return 2;
    window = gtk_window_new();
    label = gtk_label_new(NULL);
    gtk_label_set_markup(GTK_LABEL(label), words);
    gtk_window_set_decorated(GTK_WINDOW(window), FALSE);
    gtk_window_set_default_size(GTK_WINDOW(window), WIDTH, HEIGHT);
    gtk_window_set_child(GTK_WINDOW(window), label);
    gtk_window_present(GTK_WINDOW(window));
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
