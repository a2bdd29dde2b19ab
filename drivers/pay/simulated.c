#include "drivers/pay/simulated.h"

#include "drivers/host/file.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PATH_SIZE = 512,
    FILE_MAX = 1 << 20,
    KEY_SIZE = 64,
    WORD_SIZE = 16,
    LOOK_MS = 50,
    PART = 100
};

struct box {
    char path[PATH_SIZE], hand[PATH_SIZE + 8];
    atomic_int paid;
};

/* What the box holds under one key. */
struct holding {
    int yen;
    char word[WORD_SIZE]; /* "": nothing */
};

static bool hand_is(const struct box *box, const char *word)
{
    struct bytes text = bytes_new(WORD_SIZE);
    bool is = file_read(box->hand, &text) && bytes_text(&text) != NULL &&
              strncmp((char *)text.at, word, strlen(word)) == 0;

    bytes_free(&text);
    return is;
}

static void take_line(const char *line, const char *key, struct holding *out)
{
    char whose[KEY_SIZE], word[WORD_SIZE];
    int yen = 0;

    if (sscanf(line, "%63s %9d %15s", whose, &yen, word) == 3 && strcmp(whose, key) == 0) {
        out->yen = yen;
        memcpy(out->word, word, sizeof word);
    }
}

static bool find(const struct box *box, const char *key, struct holding *out)
{
    struct bytes text = bytes_new(FILE_MAX);
    bool good =
        access(box->path, F_OK) != 0 || (file_read(box->path, &text) && bytes_text(&text) != NULL);
    char *rest = good ? (char *)text.at : NULL, *line = NULL;

    *out = (struct holding){0};
    while (rest != NULL && (line = strsep(&rest, "\n")) != NULL)
        take_line(line, key, out);
    bytes_free(&text);
    return good;
}

static bool put(const struct box *box, const char *key, int yen, const char *word)
{
    char line[KEY_SIZE + WORD_SIZE + 16];
    int len = snprintf(line, sizeof line, "%s %d %s\n", key, yen, word);
    int fd = open(box->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, line, (size_t)len) == len;

    if (fd >= 0)
        close(fd);
    return good;
}

static bool works(const struct box *box)
{
    return !hand_is(box, "broken");
}

static enum err ready(void *self)
{
    return works(self) ? ERR_OK : pay_failure(PAY_BROKEN);
}

/* One look at the hand: what was put in so far. */
static int look(struct box *box, const char *key, int yen)
{
    int in = hand_is(box, "nothing") ? 0 : hand_is(box, "part") ? PART : yen;

    if (in > 0 && in < yen && atomic_load(&box->paid) != in && !put(box, key, in, "held"))
        in = 0;
    atomic_store(&box->paid, in);
    return in;
}

static enum err reserve(void *self, const char *key, int yen, int deadline_ms,
                        const atomic_bool *halt)
{
    struct box *box = self;
    struct holding held;
    int in = 0;

    atomic_store(&box->paid, 0);
    if (!works(box) || !find(box, key, &held) || strcmp(held.word, "returned") == 0)
        return pay_failure(PAY_BROKEN);
    if (strcmp(held.word, "reserved") == 0 || strcmp(held.word, "captured") == 0)
        return ERR_OK;
    for (int left = deadline_ms; (in = look(box, key, yen)) < yen && left > 0; left -= LOOK_MS)
        if (atomic_load(halt) || poll(NULL, 0, LOOK_MS) < 0)
            break;
    if (in < yen)
        return pay_failure(PAY_UNPAID);
    return put(box, key, yen, "reserved") ? ERR_OK : pay_failure(PAY_BROKEN);
}

static int paid(void *self)
{
    return atomic_load(&((struct box *)self)->paid);
}

static enum err capture(void *self, const char *key)
{
    struct box *box = self;
    struct holding held;

    if (!works(box) || hand_is(box, "stuck") || !find(box, key, &held))
        return pay_failure(PAY_BROKEN);
    if (strcmp(held.word, "captured") == 0)
        return ERR_OK;
    if (strcmp(held.word, "reserved") != 0)
        return pay_failure(PAY_BROKEN);
    return put(box, key, held.yen, "captured") ? ERR_OK : pay_failure(PAY_BROKEN);
}

static enum err give_back(void *self, const char *key)
{
    struct box *box = self;
    struct holding held;

    if (!works(box) || !find(box, key, &held))
        return pay_failure(PAY_BROKEN);
    atomic_store(&box->paid, 0);
    if (held.word[0] == 0 || strcmp(held.word, "returned") == 0)
        return ERR_OK;
    return put(box, key, held.yen, "returned") ? ERR_OK : pay_failure(PAY_BROKEN);
}

static void close_box(void *self)
{
    free(self);
}

bool pay_simulated_open(const char *path, struct pay_port *out)
{
    struct box *box = calloc(1, sizeof *box);

    if (box == NULL || strlen(path) == 0 || strlen(path) >= sizeof box->path) {
        free(box);
        return false;
    }
    memcpy(box->path, path, strlen(path) + 1);
    (void)snprintf(box->hand, sizeof box->hand, "%s.hand", path);
    *out = (struct pay_port){box, ready, reserve, paid, capture, give_back, close_box};
    return true;
}
