/* Our card transaction against the raw floor: the same twelve commands by SCardTransmit alone, on
 * the same reader and card in the same run, turn and turn about. Connecting and resetting are not
 * counted. */
#include "drivers/card/reader_pcsc.h"
#include "drivers/card/text_ap.h"
#include "drivers/host/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <winscard.h>

/* Only a virtual card is asked: its PIN is known, and no try of a real card is at stake. */
#define READER "Virtual PCD"
#define PIN    "1234"

enum {
    COMMANDS = 12,
    FILES = 5,
    FILE_MAX = 4096,
    ROUNDS_QUICK = 1000,
    ROUNDS = 10000,
    QUICK_MS = 30000,
    FULL_MS = 300000,
};

static const double target = 1.10;

/* Notes each command on its way to the reader below. */
struct note {
    struct reader_port below;
    struct bytes command[COMMANDS];
    size_t count;
};

struct bench {
    struct reader_port reader;
    struct note note;
    struct bytes file[FILES];
    SCARDCONTEXT context;
    char name[READER_NAME_SIZE];
    size_t rounds;
    double ours[ROUNDS], peer[ROUNDS];
};

static double now_ms(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static enum err note_transmit(void *self, struct view command, struct bytes *answer)
{
    struct note *note = self;

    if (note->count == COMMANDS || !bytes_set(&note->command[note->count], command))
        return reader_failure(READER_MISUSED);
    note->count++;
    return note->below.transmit(note->below.self, command, answer);
}

static enum err read_all(struct bench *bench, struct reader_port *reader)
{
    static const enum text_ap_file files[FILES] = {TEXT_AP_NUMBER, TEXT_AP_PERSON, TEXT_AP_DIGESTS,
                                                   TEXT_AP_CERTIFICATE, TEXT_AP_KEY};
    enum err code = ERR_OK;

    for (size_t i = 0; i < FILES && code == ERR_OK; i++)
        code = text_ap_read(reader, files[i], &bench->file[i]);
    return code;
}

static enum err transact(struct bench *bench, struct reader_port *reader, struct pin *pin)
{
    static const uint8_t digest[32] = {0xAB};
    uint8_t signature[TEXT_AP_SIGNATURE_LEN];
    char expiry[TEXT_AP_EXPIRY_SIZE];
    unsigned tries = 0;
    enum err code = text_ap_expiry(reader, expiry);

    if (code == ERR_OK)
        code = text_ap_select(reader);
    if (code == ERR_OK)
        code = text_ap_tries(reader, &tries);
    if (code == ERR_OK)
        code = text_ap_verify(reader, pin, &tries);
    if (code == ERR_OK)
        code = read_all(bench, reader);
    for (int i = 0; i < 2 && code == ERR_OK; i++)
        code = text_ap_sign(reader, digest, signature);
    return code;
}

static bool run_ours(struct bench *bench, struct reader_port *reader, double *taken)
{
    char text[] = PIN;
    struct pin pin = {0};
    enum err code = bench->reader.connect(bench->reader.self);
    double from = 0;

    if (code == ERR_OK && !pin_take(&pin, text, PIN_LEN))
        code = reader_failure(READER_MISUSED);
    from = now_ms();
    if (code == ERR_OK)
        code = transact(bench, reader, &pin);
    *taken = now_ms() - from;
    pin_wipe(&pin);
    bench->reader.disconnect(bench->reader.self);
    if (code != ERR_OK)
        fprintf(stderr, "bench.card: %s %s\n", err_name(code), err_meaning(code));
    return code == ERR_OK;
}

static LONG transmit_all(const struct bench *bench, SCARDHANDLE card, DWORD protocol)
{
    static uint8_t answer[READER_ANSWER_MAX];
    const SCARD_IO_REQUEST *pci = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    LONG rv = SCARD_S_SUCCESS;

    for (size_t i = 0; i < COMMANDS && rv == SCARD_S_SUCCESS; i++) {
        DWORD len = sizeof answer;

        rv = SCardTransmit(card, pci, bench->note.command[i].at, bench->note.command[i].len, NULL,
                           answer, &len);
    }
    return rv;
}

static bool run_peer(const struct bench *bench, double *taken)
{
    SCARDHANDLE card = 0;
    DWORD protocol = 0;
    LONG rv = SCardConnect(bench->context, bench->name, SCARD_SHARE_EXCLUSIVE,
                           SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol);
    double from = now_ms();

    if (rv != SCARD_S_SUCCESS)
        return false;
    rv = transmit_all(bench, card, protocol);
    *taken = now_ms() - from;
    SCardDisconnect(card, SCARD_RESET_CARD);
    return rv == SCARD_S_SUCCESS;
}

/* Who goes first changes from round to round. */
static bool run_round(struct bench *bench, size_t i)
{
    if (i % 2 == 0)
        return run_ours(bench, &bench->reader, &bench->ours[i]) && run_peer(bench, &bench->peer[i]);
    return run_peer(bench, &bench->peer[i]) && run_ours(bench, &bench->reader, &bench->ours[i]);
}

/* The first run is not counted: it notes what the raw side sends afterwards, and warms both up. */
static bool learn(struct bench *bench)
{
    struct reader_port noted = {.self = &bench->note, .transmit = note_transmit};
    uint8_t atr[READER_ATR_MAX];
    size_t atr_len = 0;
    double taken = 0;

    bench->note.below = bench->reader;
    if (bench->reader.connect(bench->reader.self) != ERR_OK ||
        !reader_pcsc_card(&bench->reader, bench->name, atr, &atr_len)) {
        fprintf(stderr, "bench.card: no card on a reader named %s; see tests/bench/run\n", READER);
        return false;
    }
    return run_ours(bench, &noted, &taken) && bench->note.count == COMMANDS &&
           run_peer(bench, &taken);
}

static bool measure(struct bench *bench, size_t rounds, double limit_ms)
{
    double from = now_ms();
    bool good = learn(bench);

    while (good && bench->rounds < rounds && now_ms() - from < limit_ms) {
        good = run_round(bench, bench->rounds);
        bench->rounds++;
    }
    return good;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *taken, size_t count)
{
    qsort(taken, count, sizeof *taken, compare);
    return taken[count / 2];
}

static int report(struct bench *bench, bool json)
{
    double ours = median(bench->ours, bench->rounds), peer = median(bench->peer, bench->rounds);
    bool good = ours <= target * peer;
    const char *verdict = good ? "ok" : "short";

    if (json)
        printf("{\"name\":\"card.transaction\",\"ours\":%.3f,\"peer\":%.3f,\"ratio\":%.3f,"
               "\"target\":%.2f,\"verdict\":\"%s\"}\n",
               ours, peer, ours / peer, target, verdict);
    else
        printf("card.transaction ours=%.3fms peer=%.3fms ratio=%.3f target=%.2f verdict=%s\n", ours,
               peer, ours / peer, target, verdict);
    return good ? EXIT_YES : EXIT_NO;
}

static bool open_bench(struct bench *bench)
{
    for (size_t i = 0; i < FILES; i++)
        bench->file[i] = bytes_new_secret(FILE_MAX);
    for (size_t i = 0; i < COMMANDS; i++)
        bench->note.command[i] = bytes_new(FILE_MAX);
    return SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &bench->context) ==
               SCARD_S_SUCCESS &&
           reader_pcsc_open(READER, &bench->reader);
}

static void close_bench(struct bench *bench)
{
    for (size_t i = 0; i < FILES; i++)
        bytes_free(&bench->file[i]);
    for (size_t i = 0; i < COMMANDS; i++)
        bytes_free(&bench->note.command[i]);
    if (bench->reader.self != NULL)
        bench->reader.close(bench->reader.self);
    if (bench->context != 0)
        SCardReleaseContext(bench->context);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    bool quick = false, json = false;
    int status = EXIT_CANNOT_TELL;

    for (int i = 1; i < argc; i++) {
        quick = quick || strcmp(argv[i], "--quick") == 0;
        json = json || strcmp(argv[i], "--json") == 0;
        if (strcmp(argv[i], "--quick") != 0 && strcmp(argv[i], "--json") != 0)
            return command_refuse("bench.card", "usage: card [--quick] [--json]");
    }
    if (!open_bench(&bench))
        command_refuse("bench.card", "nothing serves readers here; see tests/bench/run");
    else if (measure(&bench, quick ? ROUNDS_QUICK : ROUNDS, quick ? QUICK_MS : FULL_MS))
        status = report(&bench, json);
    close_bench(&bench);
    return status;
}
