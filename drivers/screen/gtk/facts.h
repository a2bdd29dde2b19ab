/* What a screen tells in words: lines, rows, ticks, a notice, a code. */
#ifndef DRIVERS_SCREEN_GTK_FACTS_H
#define DRIVERS_SCREEN_GTK_FACTS_H

#include "drivers/screen/gtk/look.h"
#include "drivers/screen/gtk/pages.h"
#include "drivers/screen/screen.h"

/* A paragraph. A tab parts a small heading from its text. */
GtkWidget *fact_line(const struct look *look, const char *text);

/* The same on one line: the heading left, the text right. */
GtkWidget *fact_pair(const struct look *look, const char *text);

/* A dose, or any row: the first cell as a sign, the second in large letters, the others below. A
 * row of two cells is a name and its value. It has `width` pixels. */
GtkWidget *fact_row(const struct look *look, const struct screen_row *heading,
                    const struct screen_row *row, int width);

/* The facts as they arrive. facts_tick brings them up to date where they are. */
GtkWidget *fact_ticks(const struct look *look, const struct screen_view *view);
void facts_tick(GtkWidget *ticks, const struct look *look, const struct screen_view *view);

/* `sign` stands before the words. */
GtkWidget *fact_notice(const struct look *look, const char *text, GtkWidget *sign);
GtkWidget *fact_code(const struct look *look, const char *code);

/* A label that wraps; for all parts. */
GtkWidget *fact_label(const char *text, const char *css);

#endif
