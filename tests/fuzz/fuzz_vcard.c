/* Aims at the frames of vpcd and the commands of a terminal, which the virtual card takes from any
 * program on the machine: what a value guards is not told without it, and no try comes back by
 * itself. The input's parts: a fault plan, then the frames. */
#include "drivers/card/apdu.h"
#include "fuzz.h"
#include "hw/vcard/slot.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEADER_LEN = 2, COMMAND_LEN = 4, DRAIN = 1 << 16, STEADY = 0 };

static const char number[] = "900000000010"; /* of the demo's adult */

/* Nothing is written to disk. */
bool __wrap_file_write(const char *path, struct view v, unsigned mode);

bool __wrap_file_write(const char *path, struct view v, unsigned mode)
{
    (void)path, (void)mode;
    return v.len > 0;
}

/* A command that was read lies inside what was sent, leaves nothing of it over, and can be sent on.
 */
static void check_command(struct view raw)
{
    struct bytes built = bytes_new(APDU_COMMAND_MAX);
    struct apdu command, again;

    if (apdu_parse(raw, &command)) {
        fuzz_hold(fuzz_inside(command.data, raw) && command.le <= APDU_LE_EXTENDED);
        fuzz_hold((raw.len == COMMAND_LEN) == (command.data.len == 0 && command.le == APDU_NO_LE));
        fuzz_hold(apdu_build(&command, &built) && apdu_parse(bytes_view(&built), &again));
        fuzz_hold(built.len <= raw.len && again.ins == command.ins && again.le == command.le &&
                  view_equal(again.data, command.data));
    }
    bytes_free(&built);
}

static bool any_open(const struct vcard *card)
{
    bool open = false;

    for (size_t i = 0; i < VCARD_KEYS; i++)
        open = open || card->keys[i].open;
    return open;
}

/* Takes what the card said off the line, looks whether it said too much, and returns its status. */
static uint16_t listen_to(int fd, bool open)
{
    uint8_t heard[DRAIN];
    ssize_t got = recv(fd, heard, sizeof heard, MSG_DONTWAIT);

    if (got < HEADER_LEN)
        return 0;
    fuzz_hold(open || memmem(heard, (size_t)got, number, sizeof number - 1) == NULL);
    return (uint16_t)(heard[got - 2] << 8 | heard[got - 1]);
}

/* A value that was wrong costs a try, and only the right one brings tries back: all of them. */
static void check_counters(const struct slot *slot, const unsigned before[VCARD_KEYS],
                           struct view frame, uint16_t status)
{
    struct apdu command;
    bool costs = slot->trouble.faulty.plan.count == 0 && (status & SW_TRIES_MASK) == SW_TRIES &&
                 apdu_parse(view_from(frame, HEADER_LEN), &command) && command.data.len > 0;
    unsigned lost = 0;

    for (size_t i = 0; i < VCARD_KEYS; i++) {
        const struct vcard_key *key = &slot->card->keys[i];

        fuzz_hold(key->tries <= key->most &&
                  (key->tries <= before[i] || (key->tries == key->most && key->open)));
        lost += key->tries < before[i];
    }
    fuzz_hold(!costs || lost == 1);
}

/* In two pieces, as TCP may bring it. */
static void say(struct slot *slot, int fd, struct view frame)
{
    const struct view pieces[] = {view_cut(frame, 0, 1), view_from(frame, 1)};
    unsigned before[VCARD_KEYS];
    bool open = any_open(slot->card);

    for (size_t i = 0; i < VCARD_KEYS; i++)
        before[i] = slot->card->keys[i].tries;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        fuzz_hold(send(fd, pieces[i].at, pieces[i].len, MSG_NOSIGNAL) == (ssize_t)pieces[i].len);
        slot_serve(slot, STEADY);
        fuzz_hold(slot->in.len <= SLOT_FRAME_MAX);
    }
    check_command(view_from(frame, HEADER_LEN));
    check_counters(slot, before, frame, listen_to(fd, open || any_open(slot->card)));
}

/* Waiting is not what is tried out here. */
static void take_plan(struct view text, struct plan *out)
{
    struct bytes words = bytes_new(PLAN_TEXT_SIZE);
    char why[PLAN_WHY_SIZE];

    if (bytes_append(&words, text) && bytes_text(&words) != NULL)
        (void)!plan_parse(bytes_text(&words), out, why);
    for (size_t i = 0; i < out->count; i++)
        out->fault[i].ms = 0;
    bytes_free(&words);
}

static void talk(struct slot *slot, struct view frames)
{
    int line[2];

    fuzz_hold(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) == 0);
    slot->fd = line[0];
    while (frames.len > HEADER_LEN && slot->fd >= 0) {
        size_t len = HEADER_LEN + ((size_t)frames.at[0] << 8 | frames.at[1]);
        size_t whole = len < frames.len ? len : frames.len;

        say(slot, line[1], view_cut(frames, 0, whole));
        frames = view_from(frames, whole);
    }
    close(line[1]);
    slot_remove(slot);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct slot slot, other;
    static struct vcard_key keys[VCARD_KEYS];
    struct view rest = view_of(data, size), plan = fuzz_part(&rest);

    if (slot.card == NULL) {
        fuzz_hold(slot_open(&slot, 0, FUZZ_CARD, true) && slot_open(&other, 0, FUZZ_CARD, true));
        memcpy(keys, slot.card->keys, sizeof keys);
    }
    memcpy(slot.card->keys, keys, sizeof keys);
    slot.trouble = (struct trouble){.other = other.card};
    take_plan(plan, &slot.trouble.faulty.plan);
    talk(&slot, rest);
    return 0;
}
