#include "drivers/screen/script.h"

#include "drivers/screen/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { STEPS_MAX = 128, SCRIPT_MAX = 4096 };

struct step {
    char state[SCREEN_ID_SIZE];
    bool pin, wait, leave, done;
    char text[SCREEN_ID_SIZE]; /* the id, or the PIN until it is taken */
};

struct script {
    size_t steps;
    struct step step[STEPS_MAX];
    int out;
    int ready; /* an eventfd: readable while `pending` waits to be taken */
    struct screen_event pending;
    char shown[SCREEN_ID_SIZE]; /* the state of the last view */
};

static bool offers(const struct screen_view *view, const char *id)
{
    for (size_t i = 0; i < view->choices; i++)
        if (strcmp(view->choice[i].id, id) == 0 && view->choice[i].resting[0] == 0)
            return true;
    return false;
}

static struct step *next_step(struct script *s, const char *state)
{
    for (size_t i = 0; i < s->steps; i++)
        if (!s->step[i].done && strcmp(s->step[i].state, state) == 0)
            return &s->step[i];
    return NULL;
}

static void choose(struct script *s, const char *id)
{
    s->pending.did = SCREEN_CHOSE;
    snprintf(s->pending.id, sizeof s->pending.id, "%s", id);
}

/* Nobody gives up because the same view says a little more, or while their paper comes out. */
static bool gives_up(const struct script *s, const struct screen_view *view)
{
    return strcmp(s->shown, view->state) != 0 && view->pages == 0 && offers(view, "stop");
}

static void act(struct script *s, const struct screen_view *view)
{
    struct step *step = next_step(s, view->state);

    if (step == NULL) {
        if (gives_up(s, view))
            choose(s, "stop");
        return;
    }
    if (step->wait)
        return;
    step->done = true;
    if (step->leave) {
        s->pending.did = SCREEN_CLOSED;
    } else if (step->pin && view->wants_pin) {
        if (pin_take(&s->pending.pin, step->text, strlen(step->text)))
            s->pending.did = SCREEN_TYPED_PIN;
    } else if (!step->pin) {
        choose(s, step->text);
    }
}

static void show(void *self, const struct screen_view *view)
{
    struct script *s = self;
    uint64_t one = 1;

    screen_text_print(s->out, view);
    if (strcmp(s->shown, view->state) == 0 && s->pending.did != SCREEN_NOTHING)
        return;
    pin_wipe(&s->pending.pin);
    s->pending = (struct screen_event){.did = SCREEN_NOTHING};
    act(s, view);
    snprintf(s->shown, sizeof s->shown, "%s", view->state);
    if (s->pending.did != SCREEN_NOTHING && write(s->ready, &one, sizeof one) != sizeof one)
        s->pending.did = SCREEN_CLOSED;
}

static int fd(void *self)
{
    return ((struct script *)self)->ready;
}

static void next(void *self, struct screen_event *out)
{
    struct script *s = self;
    uint64_t count = 0;

    *out = (struct screen_event){.did = SCREEN_NOTHING};
    if (read(s->ready, &count, sizeof count) != sizeof count)
        return;
    *out = s->pending;
    s->pending = (struct screen_event){.did = SCREEN_NOTHING};
}

static void close_script(void *self)
{
    struct script *s = self;

    pin_wipe(&s->pending.pin);
    close(s->ready);
    wipe(s, sizeof *s);
    free(s);
}

/* "STATE wait", "STATE leave", "STATE choose ID" or "STATE pin DDDD". */
static bool add_step(struct script *s, const char *state, const char *deed, const char *text)
{
    struct step *step = &s->step[s->steps];

    if (s->steps == STEPS_MAX || deed == NULL || strlen(state) >= SCREEN_ID_SIZE)
        return false;
    step->wait = strcmp(deed, "wait") == 0;
    step->leave = strcmp(deed, "leave") == 0;
    step->pin = strcmp(deed, "pin") == 0;
    if ((step->wait || step->leave) != (text == NULL) ||
        (text != NULL && !step->pin && strcmp(deed, "choose") != 0) ||
        (text != NULL && strlen(text) >= SCREEN_ID_SIZE))
        return false;
    snprintf(step->state, sizeof step->state, "%s", state);
    snprintf(step->text, sizeof step->text, "%s", text != NULL ? text : "");
    s->steps++;
    return true;
}

static bool add_line(struct script *s, char *line)
{
    char *rest = line, *word[3] = {NULL};

    line[strcspn(line, "#\r")] = 0;
    for (size_t i = 0; i < 3; i++)
        word[i] = strtok_r(rest, " \t", &rest);
    return word[0] == NULL || add_step(s, word[0], word[1], word[2]);
}

static bool add_lines(struct script *s, struct view script)
{
    struct bytes copy = bytes_new_secret(SCRIPT_MAX);
    bool good = bytes_append(&copy, script) && bytes_text(&copy) != NULL;
    char *rest = (char *)copy.at, *line = NULL;

    while (good && (line = strsep(&rest, "\n")) != NULL)
        good = add_line(s, line);
    bytes_free(&copy);
    return good;
}

bool screen_script_open(struct view script, int out, struct screen_port *screen)
{
    struct script *s = calloc(1, sizeof *s);

    if (s == NULL)
        return false;
    s->out = out;
    s->ready = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (s->ready < 0 || !add_lines(s, script)) {
        close_script(s);
        return false;
    }
    *screen = (struct screen_port){s, show, fd, next, close_script};
    return true;
}
