#include "hw/vcard/serve.h"

#include "drivers/host/command.h"
#include "hw/vcard/card_file.h"
#include "hw/vcard/control.h"
#include "hw/vcard/slot.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
    FIRST_SLOT = 1 + CONTROL_FDS, /* behind the signal and the control */
    SWAP_MS = 50,                 /* a quick hand */
};

struct server {
    const struct clock_port *clock;
    struct slot slots[SERVE_SLOTS_MAX];
    size_t count;
    struct vcard *other;
    struct control control;
    int ending;
};

static int64_t now_of(const struct server *server)
{
    return server->clock->steady_ms(server->clock->self);
}

/* Cuts the first word off `rest`. */
static char *take_word(char **rest)
{
    char *word = *rest + strspn(*rest, " \t\r");
    size_t len = strcspn(word, " \t\r");

    *rest = word + len + (word[len] != 0);
    word[len] = 0;
    return word;
}

/* Slots are counted from 1, as their cards stand on the command line. */
static struct slot *slot_of(struct server *server, const char *word)
{
    char *end = NULL;
    long n = strtol(word, &end, 10);

    return *word != 0 && *end == 0 && n >= 1 && (size_t)n <= server->count ? &server->slots[n - 1]
                                                                           : NULL;
}

static const char *insert(struct server *server, struct slot *slot)
{
    if (slot->inserted)
        return "no: a card is inserted";
    slot_insert(slot, now_of(server));
    return "ok";
}

static const char *remove_card(struct slot *slot)
{
    if (!slot->inserted)
        return "no: no card is inserted";
    slot_remove(slot);
    return "ok";
}

static const char *swap(struct server *server, struct slot *slot, const char *path)
{
    if (!slot_exchange(slot, path))
        return "no: the card cannot be read";
    slot_insert(slot, now_of(server) + SWAP_MS);
    return "ok";
}

/* Upside down, or two cards on each other: something lies there, and does not answer. */
static const char *turn(struct server *server, struct slot *slot)
{
    if (slot->inserted)
        return "no: a card is inserted";
    slot->mute = true;
    slot_insert(slot, now_of(server));
    return "ok";
}

static const char *act(void *self, char *line)
{
    struct server *server = self;
    char *rest = line;
    const char *verb = take_word(&rest);
    struct slot *slot = slot_of(server, take_word(&rest));

    if (slot == NULL)
        return "no: which slot";
    if (strcmp(verb, "swap") == 0)
        return swap(server, slot, rest);
    if (*rest != 0)
        return "no: too many words";
    if (strcmp(verb, "insert") == 0)
        return insert(server, slot);
    if (strcmp(verb, "remove") == 0)
        return remove_card(slot);
    if (strcmp(verb, "turn") == 0)
        return turn(server, slot);
    return "no: insert, remove, swap or turn";
}

static int watch_for_the_end(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
        return -1;
    return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Connects what is due, and fills in what to wait for. Returns for how long. */
static int prepare(struct server *server, struct pollfd *fds)
{
    int64_t now = now_of(server);
    int patience = -1;

    fds[0] = (struct pollfd){.fd = server->ending, .events = POLLIN};
    control_watch(&server->control, fds + 1);
    for (size_t i = 0; i < server->count; i++) {
        int wants = slot_tend(&server->slots[i], now);

        if (wants >= 0 && (patience < 0 || wants < patience))
            patience = wants;
        fds[FIRST_SLOT + i] = (struct pollfd){.fd = server->slots[i].fd, .events = POLLIN};
    }
    return patience;
}

static void run(struct server *server)
{
    struct pollfd fds[FIRST_SLOT + SERVE_SLOTS_MAX];

    while (true) {
        int patience = prepare(server, fds);

        if (poll(fds, FIRST_SLOT + server->count, patience) < 0)
            continue;
        if (fds[0].revents != 0)
            return;
        for (size_t i = 0; i < server->count; i++)
            if (fds[FIRST_SLOT + i].revents != 0)
                slot_serve(&server->slots[i], now_of(server));
        control_serve(&server->control, fds + 1, act, server);
    }
}

static const char *open_slots(struct server *server, const struct serve_plan *plan)
{
    if (plan->other != NULL) {
        server->other = card_file_load(plan->other);
        if (server->other == NULL)
            return "the other card cannot be read";
    }
    for (size_t i = 0; i < plan->count; i++) {
        struct slot *slot = &server->slots[i];

        server->count = i + 1;
        if (!slot_open(slot, plan->port + (int)i, plan->cards[i], !plan->removed))
            return "a card cannot be read";
        slot->trouble = (struct trouble){.faulty = {.plan = plan->faults}, .other = server->other};
    }
    return NULL;
}

const char *serve_run(const struct serve_plan *plan, const struct clock_port *clock)
{
    struct server *server = calloc(1, sizeof *server);
    const char *wrong = "out of memory";

    if (server == NULL)
        return wrong;
    server->clock = clock;
    server->control.listener = -1;
    server->ending = watch_for_the_end();
    if (server->ending < 0)
        goto out;
    wrong = open_slots(server, plan);
    if (wrong == NULL && !control_open(&server->control, plan->control))
        wrong = "the control socket cannot be opened";
    if (wrong != NULL)
        goto out;
    command_ready(0);
    run(server);

out:
    if (server->ending >= 0)
        close(server->ending);
    control_close(&server->control);
    for (size_t i = 0; i < server->count; i++)
        slot_close(&server->slots[i]);
    vcard_free(&server->other);
    free(server);
    return wrong;
}
