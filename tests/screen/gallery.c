/* Shows example views in a window: for people's eyes, and for tests that drive it by the names in
 * the accessibility tree. Standard input names what to show, and where to save a picture of it
 * ("VIEW LANGUAGE [PNG]"); what the person did is told on standard output ("chose ID", "typed 4",
 * "at ID", "types 2"). Ends with its input. */
#include "drivers/screen/gtk/gtk.h"
#include "tests/screen/examples.h"
#include "tests/screen/picture.h"

#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char specimen_file[] = SPECIMEN;

struct gallery {
    struct screen_port screen;
    struct bytes specimen;
    struct screen_view view;
    bool spoken;
};

static double now(void)
{
    struct timespec at = {0};

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static bool load_specimen(struct gallery *g)
{
    FILE *file = fopen(specimen_file, "rb");
    uint8_t part[4096];
    size_t got = 0;
    bool good = file != NULL;

    while (good && (got = fread(part, 1, sizeof part, file)) > 0)
        good = bytes_append(&g->specimen, view_of(part, got));
    if (file != NULL)
        fclose(file);
    return good;
}

static bool show(struct gallery *g, const char *name, const char *language)
{
    size_t which = 0, tongue = 0;

    while (which < example_count() && strcmp(example_name(which), name) != 0)
        which++;
    while (tongue < EXAMPLE_LANGUAGES && strcmp(example_languages[tongue], language) != 0)
        tongue++;
    if (which == example_count() || tongue == EXAMPLE_LANGUAGES)
        return false;
    memset(&g->view, 0, sizeof g->view);
    example_fill(which, tongue, &g->view);
    if (strcmp(name, "preview") == 0)
        g->view.picture = bytes_view(&g->specimen);
    g->view.spoken = g->spoken;
    g->screen.show(g->screen.self, &g->view);
    return true;
}

static bool tell(struct gallery *g)
{
    struct screen_event event = {0};

    g->screen.next(g->screen.self, &event);
    if (event.did == SCREEN_CHOSE)
        printf("chose %s\n", event.id);
    if (event.did == SCREEN_AT)
        printf("at %s\n", event.id);
    if (event.did == SCREEN_TYPES)
        printf("types %d\n", event.digits);
    if (event.did == SCREEN_TYPED_PIN)
        printf("typed %zu\n", pin_view(&event.pin).len);
    pin_wipe(&event.pin);
    fflush(stdout);
    return event.did != SCREEN_CLOSED;
}

static bool obey(struct gallery *g)
{
    char line[512], name[64], language[8], path[400] = "";

    if (fgets(line, sizeof line, stdin) == NULL ||
        sscanf(line, "%63s %7s %399s", name, language, path) < 2 || !show(g, name, language))
        return false;
    return path[0] == 0 || picture_save(path);
}

static void serve(struct gallery *g)
{
    struct pollfd fds[] = {{.fd = g->screen.fd(g->screen.self), .events = POLLIN},
                           {.fd = STDIN_FILENO, .events = POLLIN}};
    bool open = true;

    setvbuf(stdin, NULL, _IONBF, 0);
    while (open && poll(fds, 2, -1) > 0) {
        if (fds[0].revents != 0)
            open = tell(g);
        if (open && fds[1].revents != 0)
            open = obey(g);
    }
}

static const struct option long_options[] = {
    {"size", required_argument, NULL, 's'},
    {"still", no_argument, NULL, 'm'},
    {"contrast", no_argument, NULL, 'c'},
    {"large", no_argument, NULL, 'l'},
    {"low", no_argument, NULL, 'w'},
    {"view", required_argument, NULL, 'v'},
    {"language", required_argument, NULL, 'i'},
    {"verbose", no_argument, NULL, 'V'},
    {"spoken", no_argument, NULL, 'S'},
    {0},
};

struct wish {
    struct screen_gtk_options options;
    const char *view, *language;
    bool verbose, spoken;
};

static bool read_options(int argc, char **argv, struct wish *wish)
{
    int letter = 0;

    while ((letter = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
        if (letter == 's' &&
            sscanf(optarg, "%dx%d", &wish->options.width, &wish->options.height) != 2)
            return false;
        wish->options.still |= letter == 'm';
        wish->options.contrast |= letter == 'c';
        wish->options.large |= letter == 'l';
        wish->options.low |= letter == 'w';
        wish->verbose |= letter == 'V';
        wish->spoken |= letter == 'S';
        if (letter == 'v')
            wish->view = optarg;
        if (letter == 'i')
            wish->language = optarg;
        if (letter == '?')
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct wish wish = {.view = "welcome", .language = "ja"};
    struct gallery g = {.specimen = bytes_new(1 << 24)};
    double began = now();
    int status = 2;

    if (!read_options(argc, argv, &wish) || !load_specimen(&g) ||
        !screen_gtk_open(&wish.options, &g.screen))
        goto out;
    g.spoken = wish.spoken;
    if (!show(&g, wish.view, wish.language))
        goto out;
    picture_wait();
    if (wish.verbose)
        printf("first frame %.0f ms\n", (now() - began) * 1000);
    printf("ready\n");
    fflush(stdout);
    serve(&g);
    status = 0;

out:
    if (g.screen.close != NULL)
        g.screen.close(g.screen.self);
    bytes_free(&g.specimen);
    return status;
}
