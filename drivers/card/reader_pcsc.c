#include "drivers/card/reader_pcsc.h"

#include "drivers/card/apdu.h"
#include "drivers/card/pcsc_limit.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <winscard.h>

enum {
    NAMES_SIZE = 16 * READER_NAME_SIZE,
    AGAIN_MS = 250, /* between two looks for a pcscd that is not there */
    COUNTER = (int)0xFFFF0000U,
};

/* What one thread speaks to pcscd through. */
struct line {
    SCARDCONTEXT context;
    bool up;
};

struct pcsc {
    char wanted[READER_NAME_SIZE];
    struct line work, ear; /* `ear` belongs to the thread that waits */
    SCARDHANDLE card;
    bool connected;
    DWORD protocol;
    bool short_only; /* the reader takes no extended command: it said so, or refused one */
    DWORD heard;     /* reader state as it was last reported, with its event counter */
};

static void hang_up(struct line *line)
{
    if (line->up)
        SCardReleaseContext(line->context);
    line->up = false;
}

/* SCardIsValidContext still says yes after pcscd died; only these answers tell. */
static bool service_died(LONG rv)
{
    return rv == SCARD_F_COMM_ERROR || rv == SCARD_E_INVALID_HANDLE || rv == SCARD_E_NO_SERVICE ||
           rv == SCARD_E_SERVICE_STOPPED || rv == SCARD_F_INTERNAL_ERROR;
}

static LONG pick(const char *names, const char *wanted, char out[READER_NAME_SIZE])
{
    for (const char *name = names; *name != 0; name += strlen(name) + 1) {
        if (strstr(name, wanted) == NULL || strlen(name) >= READER_NAME_SIZE)
            continue;
        memcpy(out, name, strlen(name) + 1);
        return SCARD_S_SUCCESS;
    }
    return SCARD_E_UNKNOWN_READER;
}

static LONG find(struct line *line, const char *wanted, char out[READER_NAME_SIZE])
{
    char names[NAMES_SIZE] = "";
    DWORD len = sizeof names - 1;
    LONG rv = SCARD_S_SUCCESS;

    if (!line->up)
        rv = SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &line->context);
    if (rv != SCARD_S_SUCCESS)
        return rv;
    line->up = true;
    rv = SCardListReaders(line->context, NULL, names, &len);
    if (rv == SCARD_S_SUCCESS)
        rv = pick(names, wanted, out);
    if (service_died(rv))
        hang_up(line);
    return rv;
}

static enum reader_presence presence_of(DWORD state)
{
    if (state & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE))
        return READER_AWAY;
    return state & SCARD_STATE_PRESENT ? READER_CARD : READER_EMPTY;
}

static DWORD state_of(const struct pcsc *pcsc, enum reader_presence known)
{
    if (known == READER_AWAY || pcsc->heard == 0)
        return SCARD_STATE_UNAWARE;
    if (presence_of(pcsc->heard) == known)
        return pcsc->heard & ~(DWORD)SCARD_STATE_CHANGED;
    return (pcsc->heard & (DWORD)COUNTER) |
           (known == READER_CARD ? SCARD_STATE_PRESENT : SCARD_STATE_EMPTY);
}

static enum reader_presence listen_to(struct pcsc *pcsc, const char *name,
                                      enum reader_presence known, int ms)
{
    SCARD_READERSTATE state = {.szReader = name, .dwCurrentState = state_of(pcsc, known)};
    LONG rv = SCardGetStatusChange(pcsc->ear.context, (DWORD)ms, &state, 1);
    enum reader_presence now = presence_of(state.dwEventState);
    bool swapped = known == READER_CARD && now == READER_CARD && pcsc->heard != 0 &&
                   ((state.dwEventState ^ pcsc->heard) & (DWORD)COUNTER) != 0;

    if (rv == SCARD_E_TIMEOUT)
        return known;
    if (rv != SCARD_S_SUCCESS) {
        hang_up(&pcsc->ear);
        pcsc->heard = 0;
        return READER_AWAY;
    }
    pcsc->heard = state.dwEventState;
    return swapped ? READER_EMPTY : now;
}

/* Until readers come or go, or `ms` have passed. */
static void await_reader(struct line *line, int ms)
{
    SCARD_READERSTATE state = {.szReader = "\\\\?PnP?\\Notification"};

    if (!line->up)
        poll(NULL, 0, ms < AGAIN_MS ? ms : AGAIN_MS);
    else if (service_died(SCardGetStatusChange(line->context, (DWORD)ms, &state, 1)))
        hang_up(line);
}

static enum reader_presence wait_for(void *self, enum reader_presence known, int ms)
{
    struct pcsc *pcsc = self;
    char name[READER_NAME_SIZE] = "";

    if (find(&pcsc->ear, pcsc->wanted, name) == SCARD_S_SUCCESS)
        return listen_to(pcsc, name, known, ms);
    pcsc->heard = 0;
    if (known == READER_AWAY)
        await_reader(&pcsc->ear, ms);
    return READER_AWAY;
}

static enum reader_trouble trouble_of(LONG rv)
{
    switch (rv) {
    case SCARD_E_NO_SMARTCARD:
    case SCARD_W_REMOVED_CARD:
    case SCARD_W_RESET_CARD:
    case SCARD_E_NOT_TRANSACTED:
        return READER_CARD_GONE;
    case SCARD_W_UNPOWERED_CARD:
    case SCARD_W_UNRESPONSIVE_CARD:
    case SCARD_W_UNSUPPORTED_CARD:
    case SCARD_E_PROTO_MISMATCH:
        return READER_CARD_ODD;
    default:
        return READER_MISSING;
    }
}

static void leave_card(void *self)
{
    struct pcsc *pcsc = self;

    if (pcsc->connected)
        SCardDisconnect(pcsc->card, SCARD_RESET_CARD);
    pcsc->connected = false;
}

/* Exclusive: no other program may talk to a card whose PIN was verified. */
static LONG connect_once(struct pcsc *pcsc)
{
    char name[READER_NAME_SIZE] = "";
    LONG rv = find(&pcsc->work, pcsc->wanted, name);

    if (rv == SCARD_S_SUCCESS)
        rv = SCardConnect(pcsc->work.context, name, SCARD_SHARE_EXCLUSIVE,
                          SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &pcsc->card, &pcsc->protocol);
    if (service_died(rv))
        hang_up(&pcsc->work);
    return rv;
}

static enum err connect_card(void *self)
{
    struct pcsc *pcsc = self;
    LONG rv = SCARD_S_SUCCESS;

    leave_card(pcsc);
    rv = connect_once(pcsc);
    if (service_died(rv))
        rv = connect_once(pcsc); /* a new pcscd may have taken the dead one's place */
    pcsc->connected = rv == SCARD_S_SUCCESS;
    pcsc->short_only = pcsc->connected && pcsc_says_short(pcsc->card);
    return pcsc->connected ? ERR_OK : reader_failure(trouble_of(rv));
}

static LONG send_once(struct pcsc *pcsc, struct view command, struct bytes *answer)
{
    const SCARD_IO_REQUEST *pci = pcsc->protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    DWORD len = (DWORD)answer->max;
    LONG rv = SCARD_E_NO_SMARTCARD;

    bytes_clear(answer);
    if (pcsc->connected)
        rv = SCardTransmit(pcsc->card, pci, command.at, command.len, NULL,
                           bytes_room(answer, answer->max), &len);
    if (rv == SCARD_S_SUCCESS)
        answer->len = len;
    return rv;
}

/* What the card itself would say; whoever asked goes on in short blocks. */
static bool refuse_length(struct bytes *answer)
{
    bytes_clear(answer);
    return bytes_append_u16(answer, SW_LENGTH);
}

/* A driver that refuses an extended command reports it like a card that went. The same read as a
 * short command tells: it is answered with data only by the card that lies there still, with what
 * was selected and verified on it. It holds no secret and changes nothing, and what holds a secret
 * is short and never comes here. */
static bool answers_in_short(struct pcsc *pcsc, const struct apdu *extended, struct bytes *answer)
{
    struct apdu command = *extended;
    uint8_t room[APDU_SHORT_MAX];
    struct bytes raw = {.at = room, .cap = sizeof room, .max = sizeof room};
    uint16_t status = 0;

    command.le = APDU_LE_SHORT;
    return apdu_build(&command, &raw) &&
           send_once(pcsc, bytes_view(&raw), answer) == SCARD_S_SUCCESS &&
           apdu_status(answer, &status) && status == SW_OK && answer->len > 0;
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    struct pcsc *pcsc = self;
    struct apdu apdu;
    bool extended = apdu_parse(command, &apdu) && apdu.le > APDU_LE_SHORT && apdu.data.len == 0;
    LONG rv = SCARD_S_SUCCESS;

    bytes_clear(answer);
    if (bytes_room(answer, answer->max) == NULL)
        return reader_failure(READER_MISUSED);
    if (extended && pcsc->connected && pcsc->short_only && refuse_length(answer))
        return ERR_OK;
    rv = send_once(pcsc, command, answer);
    if (rv == SCARD_S_SUCCESS)
        return ERR_OK;
    pcsc->short_only = extended && answers_in_short(pcsc, &apdu, answer);
    if (pcsc->short_only && refuse_length(answer))
        return ERR_OK;
    bytes_clear(answer);
    leave_card(pcsc);
    if (service_died(rv))
        hang_up(&pcsc->work);
    return reader_failure(READER_CARD_GONE);
}

static void close_port(void *self)
{
    struct pcsc *pcsc = self;

    leave_card(pcsc);
    hang_up(&pcsc->work);
    hang_up(&pcsc->ear);
    free(pcsc);
}

bool reader_pcsc_open(const char *name, struct reader_port *out)
{
    struct pcsc *pcsc = calloc(1, sizeof *pcsc);

    if (pcsc == NULL || strlen(name) >= READER_NAME_SIZE) {
        free(pcsc);
        return false;
    }
    memcpy(pcsc->wanted, name, strlen(name));
    *out = (struct reader_port){pcsc, wait_for, connect_card, transmit, leave_card, close_port};
    return true;
}

bool reader_pcsc_list(void (*take)(void *self, const char *name), void *self)
{
    SCARDCONTEXT context = 0;
    char names[NAMES_SIZE] = "";
    DWORD len = sizeof names - 1;
    LONG rv = SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context);

    if (rv != SCARD_S_SUCCESS)
        return false;
    rv = SCardListReaders(context, NULL, names, &len);
    SCardReleaseContext(context);
    if (rv == SCARD_E_NO_READERS_AVAILABLE)
        return true;
    if (rv != SCARD_S_SUCCESS)
        return false;
    for (const char *name = names; *name != 0; name += strlen(name) + 1)
        take(self, name);
    return true;
}

bool reader_pcsc_card(const struct reader_port *reader, char name[READER_NAME_SIZE],
                      uint8_t atr[READER_ATR_MAX], size_t *atr_len)
{
    const struct pcsc *pcsc = reader->self;
    char names[NAMES_SIZE] = "";
    DWORD names_len = sizeof names - 1, len = READER_ATR_MAX;

    if (!pcsc->connected ||
        SCardStatus(pcsc->card, names, &names_len, NULL, NULL, atr, &len) != SCARD_S_SUCCESS)
        return false;
    *atr_len = len;
    return pick(names, "", name) == SCARD_S_SUCCESS;
}
