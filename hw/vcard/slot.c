#include "hw/vcard/slot.h"

#include "drivers/card/apdu.h"
#include "hw/vcard/card_file.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    RETRY_MS = 100,
    PATIENCE_US = 200000,
    POWER_OFF = 0,
    RESET = 2,
    GET_ATR = 4,
    ATR_MAX = 33,
    SW_NOT_WRITTEN = 0x6581,
};

bool slot_open(struct slot *slot, int port, const char *path, bool inserted)
{
    *slot =
        (struct slot){.port = port, .fd = -1, .in = bytes_new(SLOT_FRAME_MAX), .away_ms = RETRY_MS};
    if (strlen(path) >= sizeof slot->path)
        return false;
    memcpy(slot->path, path, strlen(path) + 1);
    slot->card = card_file_load(path);
    slot->inserted = inserted && slot->card != NULL;
    return slot->card != NULL;
}

void slot_close(struct slot *slot)
{
    slot_remove(slot);
    vcard_free(&slot->card);
    bytes_free(&slot->in);
}

static void hang_up(struct slot *slot)
{
    if (slot->fd >= 0)
        close(slot->fd);
    slot->fd = -1;
    bytes_clear(&slot->in);
    if (slot->card != NULL)
        vcard_reset(slot->card);
}

void slot_insert(struct slot *slot, int64_t when)
{
    slot->inserted = true;
    slot->not_before = when;
}

void slot_remove(struct slot *slot)
{
    hang_up(slot);
    slot->inserted = slot->mute = false;
}

bool slot_exchange(struct slot *slot, const char *path)
{
    struct vcard *card = strlen(path) < sizeof slot->path ? card_file_load(path) : NULL;

    if (card == NULL)
        return false;
    slot_remove(slot);
    vcard_free(&slot->card);
    slot->card = card;
    snprintf(slot->path, sizeof slot->path, "%s", path);
    return true;
}

/* vpcd sends length and payload apart and waits for the first to be acknowledged; a delayed ACK
 * costs 44 ms a command. The option does not last, so it is set before each wait. */
static void acknowledge_at_once(int fd)
{
    int one = 1;

    (void)setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);
}

static int dial(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_usec = PATIENCE_US};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

    if (fd < 0)
        return -1;
    /* vpcd takes one card at a time and lets others wait in its queue; the other slots cannot. */
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    acknowledge_at_once(fd);
    return fd;
}

int slot_tend(struct slot *slot, int64_t now)
{
    if (!slot->inserted || slot->fd >= 0)
        return -1;
    if (now >= slot->not_before) {
        slot->fd = dial(slot->port);
        slot->not_before = now + RETRY_MS;
    }
    return slot->fd >= 0 ? -1 : (int)(slot->not_before - now);
}

static bool send_all(int fd, struct view v)
{
    while (v.len > 0) {
        ssize_t put = send(fd, v.at, v.len, MSG_NOSIGNAL);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        v = view_from(v, (size_t)put);
    }
    return true;
}

/* Length and payload leave in one call. */
static bool reply(struct slot *slot, struct view payload)
{
    struct bytes frame = bytes_new(2 + TROUBLE_ANSWER_MAX);
    bool sent = bytes_append_u16(&frame, (uint16_t)payload.len) && bytes_append(&frame, payload) &&
                send_all(slot->fd, bytes_view(&frame));

    bytes_free(&frame);
    return sent;
}

/* Says the answer, or does what a plan has it do instead. False: the connection ends. */
static bool deliver(struct slot *slot, struct view answer, struct trouble_result result)
{
    if (result.end == TROUBLE_GONE) {
        slot->away_ms = result.late_ms;
        return false;
    }
    if (result.end == TROUBLE_SILENT)
        return true;
    /* Nobody else is served meanwhile: a late card is there to be waited for. */
    poll(NULL, 0, result.late_ms);
    return reply(slot, answer) && (result.end != TROUBLE_TWICE || reply(slot, answer));
}

/* A counter that moved is on disk before the reader learns of it: pulling the card does not give a
 * try back. */
static bool answer_command(struct slot *slot, struct view command)
{
    struct bytes answer = bytes_new(TROUBLE_ANSWER_MAX);
    struct trouble_result result = {0};
    bool good = trouble_answer(&slot->trouble, slot->card, command, &answer, &result);

    if (good && slot->card->changed && !card_file_save(slot->card, slot->path)) {
        bytes_clear(&answer);
        good = bytes_append_u16(&answer, SW_NOT_WRITTEN);
    }
    slot->card->changed = false;
    good = good && deliver(slot, bytes_view(&answer), result);
    bytes_free(&answer);
    return good;
}

/* An ATR that is longer than any makes vpcd fail to power the card up, and go on seeing it. */
static bool tell_atr(struct slot *slot)
{
    static const uint8_t too_long[ATR_MAX + 1];

    return reply(slot, slot->mute ? view_of(too_long, sizeof too_long) : vcard_atr(slot->card));
}

static bool take_frame(struct slot *slot, struct view payload)
{
    if (payload.len != 1)
        return answer_command(slot, payload);
    if (*payload.at == GET_ATR)
        return tell_atr(slot);
    if (*payload.at == POWER_OFF || *payload.at == RESET)
        vcard_reset(slot->card);
    return true;
}

/* Answers each whole frame and keeps what is left of the next. */
static bool take_frames(struct slot *slot)
{
    while (slot->in.len >= 2) {
        size_t len = (size_t)slot->in.at[0] << 8 | slot->in.at[1];
        bool good = false;

        if (slot->in.len < 2 + len)
            return true;
        good = take_frame(slot, view_cut(bytes_view(&slot->in), 2, len));
        slot->in.len -= 2 + len;
        memmove(slot->in.at, slot->in.at + 2 + len, slot->in.len);
        wipe(slot->in.at + slot->in.len, 2 + len);
        if (!good)
            return false;
    }
    return true;
}

void slot_serve(struct slot *slot, int64_t now)
{
    uint8_t *to = bytes_room(&slot->in, slot->in.max - slot->in.len);
    ssize_t got = 0;

    acknowledge_at_once(slot->fd);
    if (to != NULL)
        got = recv(slot->fd, to, slot->in.max - slot->in.len, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0)
        slot->in.len += (size_t)got;
    if (got > 0 && take_frames(slot)) {
        acknowledge_at_once(slot->fd);
        return;
    }
    hang_up(slot);
    slot->not_before = now + slot->away_ms;
    slot->away_ms = RETRY_MS;
}
