#include "app/card/probe.h"

#include "crypto/tlv.h"
#include "drivers/card/apdu.h"
#include "drivers/card/text_ap.h"
#include "drivers/host/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { AID_LEN = 10, TIMES = 5, TAG_CERTIFICATE = 0x7F21, TAG_BODY = 0x5F4E };

static const struct {
    const char *name;
    uint8_t aid[AID_LEN];
} applications[PROBE_APPLICATIONS] = {
    {"common", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00}},
    {"text", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08}},
    {"visual", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02}},
    {"juki", {0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01}},
    {"JPKI", {0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01}},
};

static const struct apdu ask_tries = {0, 0x20, 0, 0x91, {0}, APDU_NO_LE};
static const struct apdu read_certificate = {0, 0xB0, 0x80 | TEXT_AP_CERTIFICATE,
                                             0, {0},  APDU_LE_EXTENDED};

static struct apdu select_of(size_t i)
{
    return (struct apdu){0, 0xA4, 0x04, 0x0C, {applications[i].aid, AID_LEN}, APDU_NO_LE};
}

const char *probe_application(size_t i)
{
    return applications[i].name;
}

int probe_exit(enum err code)
{
    switch (code) {
    case ERR_OK:
        return EXIT_YES;
    case AK_C01:
    case AK_C02:
    case AK_C60:
    case AK_C64:
        return EXIT_CANNOT_TELL;
    default:
        return err_category(code) == ERR_BUG ? EXIT_CANNOT_TELL : EXIT_NO;
    }
}

void probe_place(struct probe *probe, const char *reader, struct view atr)
{
    size_t at = 0;

    /* A reader's name is what its maker, or whoever plugged it in, burnt into it. */
    for (; reader[at] != 0 && at < sizeof probe->reader - 1; at++)
        probe->reader[at] = reader[at] >= ' ' && reader[at] <= '~' ? reader[at] : '?';
    probe->reader[at] = 0;
    at = 0;
    probe->atr[0] = 0;
    for (size_t i = 0; i < atr.len && at + 4 < sizeof probe->atr; i++)
        at += (size_t)snprintf(probe->atr + at, sizeof probe->atr - at, "%s%02X", i > 0 ? " " : "",
                               (unsigned)atr.at[i]);
}

static double now_ms(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static enum err measure(struct reader_port *reader, const struct apdu *command, double *median)
{
    struct bytes answer = bytes_new(CARD_FILE_MAX);
    double taken[TIMES];
    uint16_t status = 0;
    enum err code = ERR_OK;

    for (size_t i = 0; i < TIMES && code == ERR_OK; i++) {
        double from = now_ms();

        code = apdu_exchange(reader, command, &answer, &status);
        taken[i] = now_ms() - from;
    }
    bytes_free(&answer);
    if (code != ERR_OK)
        return code;
    qsort(taken, TIMES, sizeof *taken, compare);
    *median = taken[TIMES / 2];
    return ERR_OK;
}

static enum err measure_all(struct reader_port *reader, struct probe *out)
{
    struct apdu select = select_of(1), read = read_certificate;
    enum err code = measure(reader, &select, &out->select_ms);

    if (code == ERR_OK)
        code = measure(reader, &ask_tries, &out->tries_ms);
    /* How fast a refusal comes would say nothing. */
    if (out->extended == ANSWER_NO)
        read.le = APDU_LE_SHORT;
    if (code == ERR_OK)
        code = measure(reader, &read, &out->read_ms);
    return code;
}

static enum err find_applications(struct reader_port *reader, struct probe *out)
{
    struct bytes answer = bytes_new(READER_ANSWER_MAX);
    uint16_t status = 0;
    enum err code = ERR_OK;

    for (size_t i = 0; i < PROBE_APPLICATIONS && code == ERR_OK; i++) {
        struct apdu select = select_of(i);

        code = apdu_exchange(reader, &select, &answer, &status);
        if (code == ERR_OK)
            out->application[i] = status == SW_OK ? ANSWER_YES : ANSWER_NO;
    }
    bytes_free(&answer);
    return code;
}

/* The key id the certificate names its issuer by stands first in the certificate's body. */
static void take_issuer(struct view file, const struct card_roots *roots, struct probe *out)
{
    struct tlv certificate = {0}, body = {0};
    struct view key_id = {0};

    if (!tlv_next(&file, &certificate) || certificate.tag != TAG_CERTIFICATE ||
        !tlv_next(&certificate.value, &body) || body.tag != TAG_BODY)
        return;
    key_id = view_cut(body.value, 0, CARD_KEY_ID_LEN);
    for (size_t i = 0; i < PROBE_ISSUER_SIZE - 1 && key_id.len > 0; i++)
        out->issuer[i] = key_id.at[i] >= '0' && key_id.at[i] <= '9' ? (char)key_id.at[i] : '?';
    if (roots->count > 0 && key_id.len > 0)
        out->issuer_known = card_roots_find(roots, key_id) != NULL ? ANSWER_YES : ANSWER_NO;
}

/* EF 0004 is free to read and longer than a short answer. */
static enum err ask_extended(struct reader_port *reader, const struct card_roots *roots,
                             struct probe *out)
{
    struct bytes file = bytes_new(CARD_FILE_MAX);
    uint16_t status = 0;
    enum err code = apdu_exchange(reader, &read_certificate, &file, &status);

    if (code == ERR_OK && status != SW_NOT_FOUND && status != SW_SECURITY)
        out->extended = file.len > APDU_LE_SHORT ? ANSWER_YES : ANSWER_NO;
    if (code == ERR_OK)
        code = text_ap_read(reader, TEXT_AP_CERTIFICATE, &file);
    if (code == ERR_OK)
        take_issuer(bytes_view(&file), roots, out);
    bytes_free(&file);
    return code;
}

static enum err ask_counter(struct reader_port *reader, struct probe *out)
{
    enum err code = text_ap_tries(reader, &out->tries);

    out->tried = code == ERR_OK || code == AK_C32 ? ANSWER_YES : ANSWER_UNKNOWN;
    return code;
}

void probe_card(struct reader_port *reader, const struct card_roots *roots, struct date today,
                struct probe *out)
{
    enum err code = find_applications(reader, out), counter = ERR_OK;

    if (code == ERR_OK)
        code = text_ap_expiry(reader, out->expiry);
    if (code == ERR_OK)
        code = text_ap_select(reader);
    if (code == ERR_OK)
        counter = ask_counter(reader, out);
    if (code == ERR_OK && (counter == ERR_OK || counter == AK_C32))
        code = ask_extended(reader, roots, out);
    if (code == ERR_OK && (counter == ERR_OK || counter == AK_C32))
        code = measure_all(reader, out);
    /* What was heard from the card comes before what it says of itself. */
    if (code == ERR_OK)
        code = counter;
    out->code = code != ERR_OK ? code : card_expiry_check(out->expiry, today);
}
