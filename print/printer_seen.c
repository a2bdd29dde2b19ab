#include "print/printer_seen.h"

#include "print/printer_format.h"
#include "print/steady.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRAY_TEXT_SIZE = 512 };

static const char paper[] = "iso_a4_210x297mm";

static const char *const asked[] = {
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-impressions-completed",
    "printer-resolution-default",
    "printer-up-time",
    "printer-output-tray",
    "queued-job-count",
    "document-format-supported",
    "pwg-raster-document-resolution-supported",
    "pwg-raster-document-type-supported",
    "urf-supported",
    "media-supported",
    "media-ready",
    "sides-supported",
    "color-supported",
};

/* What each ability is told by. */
static const struct {
    enum printer_able able;
    const char *attribute, *value;
} abilities[] = {
    {PRINTER_A4, "media-supported", paper},
    {PRINTER_DUPLEX, "sides-supported", "two-sided-long-edge"},
};

static unsigned find_abilities(ipp_t *answer)
{
    unsigned able = ipp_peer_number(answer, "color-supported", 0) ? PRINTER_COLOUR : 0;

    for (size_t i = 0; i < sizeof abilities / sizeof abilities[0]; i++)
        if (ipp_peer_has(answer, abilities[i].attribute, abilities[i].value))
            able |= abilities[i].able;
    return able;
}

/* A stop reason hides a printer that is warming up, whichever it names first. */
static enum trouble find_reason(ipp_t *answer, char keyword[PRINTER_REASON_SIZE])
{
    ipp_attribute_t *reasons = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    enum trouble found = TROUBLE_NONE;

    for (int i = 0; reasons != NULL && i < ippGetCount(reasons); i++) {
        const char *reason = ippGetString(reasons, i, NULL);
        enum trouble trouble = reason != NULL ? trouble_of_keyword(reason) : TROUBLE_NONE;

        if (trouble == TROUBLE_NONE || (found != TROUBLE_NONE && trouble == TROUBLE_WARMING))
            continue;
        (void)snprintf(keyword, PRINTER_REASON_SIZE, "%.*s", PRINTER_REASON_SIZE - 1, reason);
        found = trouble;
        if (found != TROUBLE_WARMING)
            break;
    }
    return found;
}

/* "name=N;" of an octet string of PWG 5100.13; -2 and the like: not known. */
static int find_field(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    long number = at != NULL ? strtol(at + strlen(name), NULL, 10) : -1;

    return number >= 0 && number < 100000 ? (int)number : -1;
}

/* A tray that knows how many sheets it still takes has a sensor. */
static int count_tray(ipp_t *answer)
{
    ipp_attribute_t *tray = ippFindAttribute(answer, "printer-output-tray", IPP_TAG_STRING);
    char text[TRAY_TEXT_SIZE];
    const void *octets = NULL;
    int len = 0, most = 0, rest = 0;

    if (tray == NULL || (octets = ippGetOctetString(tray, 0, &len)) == NULL ||
        len >= (int)sizeof text)
        return -1;
    memcpy(text, octets, (size_t)len);
    text[len] = '\0';
    most = find_field(text, "maxcapacity=");
    rest = find_field(text, "remaining=");
    return rest >= 0 && most >= rest ? most - rest : -1;
}

static bool is_fit(struct printer_state *state)
{
    const char *lack = NULL;

    if (state->format == 0)
        lack = "no raster in grey, 300 to 600 dpi, no PDF";
    else if ((state->able & PRINTER_A4) == 0)
        lack = "no A4";
    else if (state->life_count < 0)
        lack = "no life counter";
    if (lack != NULL)
        (void)snprintf(state->reason, sizeof state->reason, "%s", lack);
    return lack == NULL;
}

static enum trouble judge(ipp_t *answer, struct printer_state *out)
{
    int state = ipp_peer_number(answer, "printer-state", IPP_PSTATE_STOPPED);
    enum trouble trouble = find_reason(answer, out->reason);

    out->able = find_abilities(answer);
    printer_format_choose(answer, out);
    out->life_count = ipp_peer_number(answer, "printer-impressions-completed", -1);
    out->tray = count_tray(answer);
    if (trouble != TROUBLE_NONE && trouble != TROUBLE_WARMING)
        return trouble;
    if (state == IPP_PSTATE_STOPPED || !ipp_peer_number(answer, "printer-is-accepting-jobs", 0))
        return TROUBLE_STOPPED;
    if (!is_fit(out))
        return TROUBLE_UNFIT;
    if (ippFindAttribute(answer, "media-ready", IPP_TAG_ZERO) != NULL &&
        !ipp_peer_has(answer, "media-ready", paper))
        return TROUBLE_NO_PAPER;
    if (trouble == TROUBLE_WARMING)
        return trouble;
    return state == IPP_PSTATE_IDLE ? TROUBLE_NONE : TROUBLE_BUSY;
}

void printer_look(struct ipp_peer *peer, struct printer_seen *out)
{
    ipp_status_t status;
    ipp_t *answer = ipp_peer_get(peer, 0, asked, sizeof asked / sizeof asked[0], &status);

    *out = (struct printer_seen){
        .state = {.life_count = -1, .tray = -1},
        .trouble = peer->stranger ? TROUBLE_STRANGER : TROUBLE_UNREACHABLE,
        .up_time = -1,
        .queued = -1,
    };
    if (answer != NULL) {
        out->trouble = judge(answer, &out->state);
        out->up_time = ipp_peer_number(answer, "printer-up-time", -1);
        out->booted = steady_ms() - out->up_time * 1000;
        out->queued = ipp_peer_number(answer, "queued-job-count", -1);
    }
    ippDelete(answer);
    out->state.ready = out->trouble == TROUBLE_NONE;
    out->state.code = trouble_code(out->trouble);
}
