/* What lies on the table beside the kiosk. */
#ifndef HW_TABLE_TABLE_H
#define HW_TABLE_TABLE_H

#include <gtk/gtk.h>

/* From the command line: lives as long as the program. */
struct table {
    const char *tools;   /* folder of akashi-vcard and akashi-vprinter */
    const char *card;    /* akashi-vcard's control socket */
    const char *cards;   /* folder of *.card files */
    const char *printer; /* akashi-vprinter's control socket */
    const char *paper;   /* its output tray */
};

/* A frame with the cards to choose from, and one button that lays the card down or takes it. */
GtkWidget *card_box(const struct table *table);

/* A frame with the pages that came out, newest on top, the hand that takes them, and what a printer
 * may suffer. */
GtkWidget *tray_box(const struct table *table);

/* Says words to a device: `tool` tell `control` `words`…, the last NULL. `done` hears whether it
 * answered ok; it may be NULL. */
typedef void tell_done(gboolean ok, gpointer data);
void tell(const struct table *table, const char *tool, const char *control,
          const char *const *words, tell_done *done, gpointer data);

/* Two lines on a button: Japanese, and English smaller below. */
void table_label(GtkButton *button, const char *ja, const char *en);
GtkWidget *table_heading(const char *ja, const char *en);

#endif
