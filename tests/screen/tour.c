/* Measures every view of the kiosk's own tour: the real words, on the real screen.
 *
 * usage: screen_tour SIZE[,contrast][,large][,low] [FOLDER]: into the folder goes a picture of
 * each. */
#include "app/kiosk/tour.h"
#include "drivers/screen/gtk/gtk.h"
#include "tests/screen/measure.h"
#include "tests/screen/picture.h"

#include <stdio.h>
#include <string.h>

struct run {
    struct measure measure;
    const char *folder;
};

static bool look(void *self, const char *name)
{
    struct run *run = self;
    char path[512];

    snprintf(run->measure.name, sizeof run->measure.name, "%s", name);
    picture_look(measure_window, &run->measure);
    snprintf(path, sizeof path, "%s/%s.png", run->folder != NULL ? run->folder : "", name);
    return run->folder == NULL || picture_save(path);
}

int main(int argc, char **argv)
{
    struct run run = {.folder = argc > 2 ? argv[2] : NULL};
    struct screen_port screen = {0};
    bool whole = false;

    if (argc < 2 || !measure_look(argv[1], &run.measure.options) ||
        !screen_gtk_open(&run.measure.options, &screen)) {
        fprintf(stderr, "screen_tour: no look or no display\n");
        return 2;
    }
    whole = tour_run(&screen, look, &run);
    screen.close(screen.self);
    printf("%s: %d texts, %d targets, %d faults%s\n", argv[1], run.measure.texts,
           run.measure.targets, run.measure.faults, whole ? "" : ", and it broke off");
    return whole && run.measure.faults == 0 ? 0 : 1;
}
