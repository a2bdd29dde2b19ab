#include "drivers/screen/text.h"

#include "drivers/screen/furigana.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_MAX_LEN = 64 };

struct text {
    int in, out;
    bool wants_pin, echo_off, closed;
    struct termios before;
    const char *state; /* of the last view */
    size_t choices;
    char id[SCREEN_CHOICES_MAX + 1][SCREEN_ID_SIZE]; /* and "here" */
    struct bytes typed;                              /* secret: a PIN may be in it */
};

static void set_echo(struct text *t, bool on)
{
    struct termios now;

    if (!isatty(t->in) || t->echo_off == !on)
        return;
    if (!t->echo_off && tcgetattr(t->in, &t->before) != 0)
        return;
    now = t->before;
    if (!on)
        now.c_lflag &= (tcflag_t)~ECHO;
    if (tcsetattr(t->in, TCSANOW, &now) == 0)
        t->echo_off = !on;
}

/* One line of it: breaks and tabs become blanks, readings go. */
static void print_words(int out, const char *before, const char *words, const char *after)
{
    char line[SCREEN_TEXT_SIZE];

    furigana_strip(words, line, sizeof line);
    for (char *at = line; *at != 0; at++)
        if (*at == '\n' || *at == '\t')
            *at = ' ';
    if (line[0] != 0)
        dprintf(out, "%s%s%s\n", before, line, after);
}

static void print_row(int out, const struct screen_row *row)
{
    if (row->cell[0][0] == 0)
        return;
    dprintf(out, " ");
    for (size_t i = 0; i < SCREEN_CELLS; i++)
        if (row->cell[i][0] != 0)
            dprintf(out, " %s%s", i > 0 ? "· " : "", row->cell[i]);
    dprintf(out, "\n");
}

static void print_facts(int out, const struct screen_view *view)
{
    print_words(out, "  ▶ ", view->notice, "");
    for (size_t i = 0; i < view->lines; i++)
        print_words(out, "  ", view->line[i], "");
    print_row(out, &view->heading);
    for (size_t i = 0; i < view->rows; i++)
        print_row(out, &view->row[i]);
    for (size_t i = 0; i < view->ticks; i++)
        print_words(out, view->tick[i].done ? "  ✓ " : "  ・ ", view->tick[i].label, "");
    if (view->pages > 0)
        dprintf(out, "  %d/%d\n", view->page, view->pages);
    print_words(out, "  ", view->code, "");
    for (size_t i = 0; i < SCREEN_FACTS; i++)
        print_words(out, "  ", view->fact[i], "");
}

/* A choice that rests has no number: it cannot be chosen. */
static void print_choices(int out, const struct screen_view *view)
{
    char number[24];
    size_t next = 1;

    for (size_t i = 0; i < view->choices; i++) {
        if (view->choice[i].resting[0] != 0)
            continue;
        snprintf(number, sizeof number, "  [%zu] ", next++);
        print_words(out, number, view->choice[i].label, view->choice[i].chosen ? " ✓" : "");
    }
    if (view->idle[0] != 0) {
        print_words(out, "  ▶ ", view->idle, "");
        snprintf(number, sizeof number, "  [%zu] ", next);
        print_words(out, number, view->idle_here, "");
    }
}

void screen_text_print(int out, const struct screen_view *view)
{
    char step[24] = "── ";

    if (out < 0)
        return;
    if (view->step > 0)
        snprintf(step, sizeof step, "── %d/%d ", view->step, SCREEN_STEPS);
    dprintf(out, "\n");
    print_words(out, step, view->title, " ──");
    print_words(out, "  ", view->help, "");
    print_facts(out, view);
    print_choices(out, view);
    if (view->wants_pin)
        dprintf(out, "  PIN: ");
}

/* What can be chosen, in the order of its numbers. */
static void keep_choices(struct text *t, const struct screen_view *view)
{
    t->choices = 0;
    for (size_t i = 0; i < view->choices; i++)
        if (view->choice[i].resting[0] == 0)
            memcpy(t->id[t->choices++], view->choice[i].id, SCREEN_ID_SIZE);
    if (view->idle[0] != 0)
        snprintf(t->id[t->choices++], SCREEN_ID_SIZE, "here");
}

static void show(void *self, const struct screen_view *view)
{
    struct text *t = self;

    t->wants_pin = view->wants_pin;
    keep_choices(t, view);
    if (t->state == NULL || strcmp(t->state, view->state) != 0)
        bytes_clear(&t->typed);
    t->state = view->state;
    set_echo(t, !view->wants_pin);
    screen_text_print(t->out, view);
}

static int fd(void *self)
{
    struct text *t = self;

    return t->closed ? -1 : t->in;
}

/* Reads one sign; a line at a time would leave a PIN in stdio's buffer. */
static bool read_line(struct text *t)
{
    uint8_t sign = 0;
    ssize_t got = read(t->in, &sign, 1);

    if (got <= 0) {
        t->closed = true;
        return false;
    }
    if (sign == '\n')
        return true;
    if (!bytes_append_u8(&t->typed, sign))
        bytes_clear(&t->typed);
    wipe(&sign, 1);
    return false;
}

static void understand(struct text *t, struct screen_event *out)
{
    size_t number = 0;

    if (t->wants_pin && t->typed.len == PIN_LEN) {
        if (pin_take(&out->pin, (char *)t->typed.at, t->typed.len))
            out->did = SCREEN_TYPED_PIN;
        return;
    }
    for (size_t i = 0; i < t->typed.len && i < 3; i++)
        number = t->typed.at[i] >= '0' && t->typed.at[i] <= '9'
                     ? number * 10 + (size_t)(t->typed.at[i] - '0')
                     : SCREEN_CHOICES_MAX + 1;
    if (number < 1 || number > t->choices)
        return;
    out->did = SCREEN_CHOSE;
    memcpy(out->id, t->id[number - 1], SCREEN_ID_SIZE);
}

static void next(void *self, struct screen_event *out)
{
    struct text *t = self;

    *out = (struct screen_event){.did = SCREEN_NOTHING};
    if (t->closed) {
        out->did = SCREEN_CLOSED;
        return;
    }
    if (!read_line(t)) {
        if (t->closed)
            out->did = SCREEN_CLOSED;
        return;
    }
    understand(t, out);
    bytes_clear(&t->typed);
    if (t->wants_pin)
        dprintf(t->out, "\n");
}

static void close_text(void *self)
{
    struct text *t = self;

    set_echo(t, true);
    bytes_free(&t->typed);
    free(t);
}

bool screen_text_open(int in, int out, struct screen_port *screen)
{
    struct text *t = calloc(1, sizeof *t);

    if (t == NULL)
        return false;
    t->in = in;
    t->out = out;
    t->typed = bytes_new_secret(LINE_MAX_LEN);
    *screen = (struct screen_port){t, show, fd, next, close_text};
    return true;
}
