#include "drivers/screen/text.h"

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
    size_t choices;
    char id[SCREEN_CHOICES_MAX][SCREEN_ID_SIZE];
    struct bytes typed; /* secret: a PIN may be in it */
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

void screen_text_print(int out, const struct screen_view *view)
{
    if (out < 0)
        return;
    dprintf(out, "\n── %s ──\n", view->title);
    for (size_t i = 0; i < view->lines; i++)
        dprintf(out, "  %s\n", view->line[i]);
    for (size_t i = 0; i < view->choices; i++)
        dprintf(out, "  [%zu] %s\n", i + 1, view->choice[i].label);
    if (view->wants_pin)
        dprintf(out, "  PIN: ");
}

static void show(void *self, const struct screen_view *view)
{
    struct text *t = self;

    t->wants_pin = view->wants_pin;
    t->choices = view->choices;
    for (size_t i = 0; i < view->choices; i++)
        memcpy(t->id[i], view->choice[i].id, SCREEN_ID_SIZE);
    bytes_clear(&t->typed);
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
