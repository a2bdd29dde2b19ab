/* A pcscd of the test's own: the functions of libpcsclite, before a card of few words. */
#ifndef TESTS_UNIT_DRIVERS_CARD_PCSCD_H
#define TESTS_UNIT_DRIVERS_CARD_PCSCD_H

#include "fake.h"

#include "drivers/card/reader_pcsc.h"

#include <reader.h>
#include <winscard.h>

enum { TLV_CODE = 0x42330012, SAYS_NOTHING = -1 };

static struct {
    struct fake card;
    long limit;    /* that the driver tells, or SAYS_NOTHING */
    LONG refusal;  /* of an extended command */
    LONG gone;     /* of every command, from `gone_from` on */
    int gone_from; /* number of the command from 0 */
    bool reset;    /* what was selected is forgotten with the first refusal */
    int sent;      /* commands that reached the driver */
    int disconnects, controls;
    LONG connect;         /* what connecting leads to */
    DWORD state;          /* of the reader, with its event counter */
    DWORD asked;          /* the state that was asked about last */
    SCARDCONTEXT service; /* the number of the pcscd that runs, or ran */
    bool dead, unplugged;
} desk;

static struct reader_port reader;

/* A service that died answers nothing that was begun with it; the next one knows its own only. */
LONG SCardEstablishContext(DWORD scope, LPCVOID a, LPCVOID b, LPSCARDCONTEXT context)
{
    (void)scope, (void)a, (void)b;
    *context = desk.service;
    return desk.dead ? (LONG)SCARD_E_NO_SERVICE : SCARD_S_SUCCESS;
}

LONG SCardReleaseContext(SCARDCONTEXT context)
{
    (void)context;
    return SCARD_S_SUCCESS;
}

static inline bool is_served(SCARDCONTEXT context)
{
    return !desk.dead && context == desk.service;
}

LONG SCardListReaders(SCARDCONTEXT context, LPCSTR groups, LPSTR names, LPDWORD len)
{
    static const char list[] = "First Reader 00\0Second Reader 00\0";

    (void)groups;
    if (!is_served(context))
        return (LONG)SCARD_F_COMM_ERROR;
    if (desk.unplugged)
        return (LONG)SCARD_E_NO_READERS_AVAILABLE;
    assert_true(*len >= sizeof list);
    memcpy(names, list, sizeof list);
    *len = sizeof list;
    return SCARD_S_SUCCESS;
}

static char connected[READER_NAME_SIZE];

LONG SCardConnect(SCARDCONTEXT context, LPCSTR name, DWORD mode, DWORD protocols,
                  LPSCARDHANDLE card, LPDWORD protocol)
{
    (void)protocols;
    assert_int_equal(mode, SCARD_SHARE_EXCLUSIVE);
    if (!is_served(context))
        return (LONG)SCARD_F_COMM_ERROR;
    if (desk.connect != SCARD_S_SUCCESS)
        return desk.connect;
    assert_true(strlen(name) < sizeof connected);
    memcpy(connected, name, strlen(name) + 1);
    *card = 7;
    *protocol = SCARD_PROTOCOL_T1;
    return SCARD_S_SUCCESS;
}

LONG SCardDisconnect(SCARDHANDLE card, DWORD disposition)
{
    assert_int_equal(card, 7);
    assert_int_equal(disposition, SCARD_RESET_CARD);
    desk.disconnects++;
    return SCARD_S_SUCCESS;
}

LONG SCardGetStatusChange(SCARDCONTEXT context, DWORD ms, SCARD_READERSTATE *states, DWORD count)
{
    (void)ms;
    assert_int_equal(count, 1);
    if (!is_served(context))
        return (LONG)SCARD_F_COMM_ERROR;
    desk.asked = states->dwCurrentState;
    states->dwEventState = desk.state | SCARD_STATE_CHANGED;
    return desk.state == (desk.asked & ~(DWORD)SCARD_STATE_CHANGED) ? (LONG)SCARD_E_TIMEOUT
                                                                    : SCARD_S_SUCCESS;
}

LONG SCardStatus(SCARDHANDLE card, LPSTR names, LPDWORD names_len, LPDWORD state, LPDWORD protocol,
                 LPBYTE atr, LPDWORD atr_len)
{
    (void)card, (void)names, (void)names_len, (void)state, (void)protocol, (void)atr, (void)atr_len;
    return SCARD_E_INVALID_HANDLE;
}

/* A list of two properties, of which the second is the one that counts. */
LONG SCardControl(SCARDHANDLE card, DWORD code, LPCVOID in, DWORD in_len, LPVOID out, DWORD out_len,
                  LPDWORD len)
{
    const uint8_t features[] = {FEATURE_GET_KEY_PRESSED,    4, 0x42, 0x33, 0x00, 0x05,
                                FEATURE_GET_TLV_PROPERTIES, 4, 0x42, 0x33, 0x00, 0x12};
    const uint8_t properties[] = {PCSCv2_PART10_PROPERTY_bPPDUSupport,
                                  1,
                                  0,
                                  PCSCv2_PART10_PROPERTY_dwMaxAPDUDataSize,
                                  4,
                                  (uint8_t)desk.limit,
                                  (uint8_t)(desk.limit >> 8),
                                  (uint8_t)(desk.limit >> 16),
                                  (uint8_t)(desk.limit >> 24)};

    (void)in, (void)in_len;
    assert_int_equal(card, 7);
    desk.controls++;
    if (desk.limit == SAYS_NOTHING)
        return SCARD_E_UNSUPPORTED_FEATURE;
    assert_true(out_len >= sizeof features);
    assert_true(code == CM_IOCTL_GET_FEATURE_REQUEST || code == TLV_CODE);
    *len = code == TLV_CODE ? sizeof properties : sizeof features;
    memcpy(out, code == TLV_CODE ? properties : features, *len);
    return SCARD_S_SUCCESS;
}

LONG SCardTransmit(SCARDHANDLE card, const SCARD_IO_REQUEST *pci, LPCBYTE command,
                   DWORD command_len, SCARD_IO_REQUEST *back, LPBYTE answer, LPDWORD len)
{
    struct bytes to = {.at = answer, .cap = *len, .max = *len};
    struct apdu apdu;

    (void)pci, (void)back;
    assert_int_equal(card, 7);
    assert_true(apdu_parse(view_of(command, command_len), &apdu));
    if (desk.sent++ >= desk.gone_from)
        return desk.gone;
    if (apdu.le > APDU_LE_SHORT && desk.refusal != SCARD_S_SUCCESS) {
        if (desk.reset)
            memset(desk.card.len, 0, sizeof desk.card.len);
        return desk.refusal;
    }
    assert_int_equal(fake_transmit(&desk.card, view_of(command, command_len), &to), ERR_OK);
    *len = (DWORD)to.len;
    return SCARD_S_SUCCESS;
}

static inline int open_desk(void **state)
{
    (void)state;
    memset(&desk, 0, sizeof desk);
    fake_open(&desk.card);
    desk.service = 1;
    desk.limit = SAYS_NOTHING;
    desk.gone_from = FAKE_TRACE_MAX;
    return reader_pcsc_open("", &reader) ? 0 : 1;
}

static inline int close_desk(void **state)
{
    (void)state;
    reader.close(reader.self);
    return 0;
}

#endif
