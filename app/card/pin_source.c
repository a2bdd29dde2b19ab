#include "app/card/pin_source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum {
    TYPED_MAX = sizeof(struct pin_face) + 1, /* one more than fits shows that there were too many */
    KEY_INTERRUPT = 3,
    KEY_END = 4,
    KEY_BACK = 8,
    KEY_DELETE = 127,
};

/* What was typed so far. */
struct typed {
    char text[TYPED_MAX];
    size_t len;
};

/* One byte at a time: nothing of what follows the PIN is taken from the descriptor. */
static ssize_t read_key(int fd, char *key)
{
    ssize_t got = 0;

    do
        got = read(fd, key, 1);
    while (got < 0 && errno == EINTR);
    return got;
}

static void add_key(struct typed *typed, char key)
{
    if (typed->len < TYPED_MAX)
        typed->text[typed->len++] = key;
}

static bool make_pin(struct typed *typed, enum pin_kind kind, struct pin *out)
{
    struct pin_face face;

    if (kind != PIN_NUMBER_B || typed->len != sizeof face)
        return pin_take_kind(out, kind, typed->text, typed->len);
    memcpy(&face, typed->text, sizeof face);
    return pin_take_face(out, &face);
}

static bool take(struct typed *typed, enum pin_kind kind, bool whole, struct pin *out)
{
    bool taken = make_pin(typed, kind, out) && whole;

    if (!taken)
        pin_wipe(out);
    wipe(typed, sizeof *typed);
    return taken;
}

bool pin_source_read(int fd, enum pin_kind kind, struct pin *out)
{
    struct typed typed = {0};
    char key = 0;
    ssize_t got = 0;

    while ((got = read_key(fd, &key)) == 1 && key != '\n')
        add_key(&typed, key);
    wipe(&key, sizeof key);
    return take(&typed, kind, got >= 0, out);
}

static void say(int fd, const char *text)
{
    /* A terminal that cannot show the star can still be typed at. */
    if (write(fd, text, view_text(text).len) < 0)
        return;
}

/* Returns whether the line was ended, not left. */
static bool type_line(int fd, struct typed *typed)
{
    char key = 0;

    while (read_key(fd, &key) == 1 && key != KEY_INTERRUPT && key != KEY_END) {
        if (key == '\n' || key == '\r')
            return true;
        if (key != KEY_BACK && key != KEY_DELETE) {
            add_key(typed, key);
            say(fd, "*");
        } else if (typed->len > 0) {
            typed->len--;
            say(fd, "\b \b");
        }
    }
    wipe(&key, sizeof key);
    return false;
}

bool pin_source_ask(int fd, enum pin_kind kind, unsigned tries, struct pin *out)
{
    static const char *const names[PIN_KINDS] = {
        [PIN_OF_HOLDER] = "PIN, four digits",
        [PIN_NUMBER_A] = "Number A, the twelve digits of the number",
        [PIN_NUMBER_B] = "Number B, birth YYYYMMDD, year of expiry YYYY, security code NNNN",
    };
    struct termios before, masked;
    struct typed typed = {0};
    char prompt[96];
    bool whole = false;

    if (tcgetattr(fd, &before) != 0)
        return false;
    masked = before;
    masked.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
    if (tcsetattr(fd, TCSAFLUSH, &masked) != 0)
        return false;
    snprintf(prompt, sizeof prompt, "%s (%u tries left): ", names[kind], tries);
    say(fd, prompt);
    whole = type_line(fd, &typed);
    say(fd, "\r\n");
    tcsetattr(fd, TCSAFLUSH, &before);
    return take(&typed, kind, whole, out);
}
