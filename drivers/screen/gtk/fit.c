#include "drivers/screen/gtk/fit.h"

#include "drivers/screen/gtk/phrases.h"

static const double largest = 1.25, less = 0.09;

static void measure(const struct page *page, GtkOrientation orientation, int for_size, int *least,
                    int *good)
{
    gtk_widget_measure(page->root, orientation, for_size, least, good, NULL, NULL);
}

/* Where not all of it is seen at once, there must be room for what turns the pages too. */
static bool fits(struct page *page)
{
    const struct look *look = page->look;
    int high = 0, wide = 0, good = 0;

    measure(page, GTK_ORIENTATION_HORIZONTAL, -1, &wide, &good);
    measure(page, GTK_ORIENTATION_VERTICAL, MAX(wide, look->width), &high, &good);
    if (good > look->height) {
        page_show_bars(page);
        measure(page, GTK_ORIENTATION_HORIZONTAL, -1, &wide, &good);
        measure(page, GTK_ORIENTATION_VERTICAL, MAX(wide, look->width), &high, &good);
    }
    return wide <= look->width && high <= look->height;
}

/* Lets words break anywhere: of buttons, or of all. */
static void loosen(GtkWidget *widget, bool all)
{
    if (GTK_IS_LABEL(widget) && all) {
        PangoAttrList *loose = phrases_loosened(gtk_label_get_attributes(GTK_LABEL(widget)));

        gtk_label_set_attributes(GTK_LABEL(widget), loose);
        pango_attr_list_unref(loose);
    }
    for (GtkWidget *at = gtk_widget_get_first_child(widget); at != NULL;
         at = gtk_widget_get_next_sibling(at))
        loosen(at, all || GTK_IS_BUTTON(widget));
}

static void build(struct page *page, GtkStack *stack, bool tight)
{
    page->tight = tight;
    page_build(page);
    gtk_stack_add_child(stack, page->root);
}

static bool build_fitting(struct page *page, GtkStack *stack)
{
    build(page, stack, false);
    if (fits(page))
        return true;
    loosen(page->root, false);
    if (fits(page))
        return true;
    gtk_stack_remove(stack, page->root);
    build(page, stack, true);
    for (int all = 0; all < 2 && !fits(page); all++)
        loosen(page->root, all == 1);
    return fits(page);
}

void fit_page(struct page *page, GtkStack *stack, struct look *look, GtkCssProvider **provider)
{
    look->larger = look->large ? largest : 1;
    look_apply(look, provider);
    while (!build_fitting(page, stack) && look->larger > 1) {
        gtk_stack_remove(stack, page->root);
        look->larger = MAX(1, look->larger - less);
        look_apply(look, provider);
    }
}
