/* Measures every example as it stands on the glass, from the widgets themselves: nothing cut,
 * nothing over anything else, letters and targets large enough, contrast of the very pixels.
 *
 * usage: screen_layout SIZE[,contrast][,large][,low] [LANGUAGE]: with a language, of that one the
 * contrast too, which takes its time. */
#include "drivers/screen/gtk/gtk.h"
#include "tests/screen/examples.h"
#include "tests/screen/measure.h"
#include "tests/screen/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct run {
    struct screen_port screen;
    struct measure measure;
    struct screen_view view;
};

static void show(struct run *run, size_t which, size_t language)
{
    memset(&run->view, 0, sizeof run->view);
    example_fill(which, language, &run->view);
    run->screen.show(run->screen.self, &run->view);
    snprintf(run->measure.name, sizeof run->measure.name, "%s %s", example_name(which),
             example_languages[language]);
    picture_look(measure_window, &run->measure);
}

int main(int argc, char **argv)
{
    struct run run = {0};

    if (argc < 2 || !measure_look(argv[1], &run.measure.options) ||
        !screen_gtk_open(&run.measure.options, &run.screen)) {
        fprintf(stderr, "screen_layout: no look or no display\n");
        return 2;
    }
    run.measure.pixels = argc > 2;
    for (size_t language = 0; language < EXAMPLE_LANGUAGES; language++)
        if (argc == 2 || strcmp(argv[2], example_languages[language]) == 0)
            for (size_t i = 0; i < example_count(); i++)
                show(&run, i, language);
    run.screen.close(run.screen.self);
    printf("%s: %d texts, %d targets, %d contrasts, least %.1f:1, %d faults\n", argv[1],
           run.measure.texts, run.measure.targets, run.measure.contrasts, run.measure.least,
           run.measure.faults);
    return run.measure.faults == 0 ? 0 : 1;
}
