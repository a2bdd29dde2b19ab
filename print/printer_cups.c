#include "print/printer_cups.h"

#include "print/cups_settings.h"
#include "print/printer_ipp.h"

#include <stdio.h>
#include <string.h>

static const char scheme[] = "cups://", etc_word[] = "?etc=", printer_word[] = "&printer=";

struct parts {
    char queue[IPP_PEER_TEXT_SIZE], etc[IPP_PEER_TEXT_SIZE];
    const char *printer;
};

static bool copy(char out[IPP_PEER_TEXT_SIZE], const char *start, const char *from, const char *end)
{
    int len = snprintf(out, IPP_PEER_TEXT_SIZE, "%s%.*s", start, (int)(end - from), from);

    return len > 0 && len < IPP_PEER_TEXT_SIZE;
}

static bool take_apart(const char *uri, struct parts *out)
{
    const char *queue = uri + sizeof scheme - 1, *etc = strstr(uri, etc_word);
    const char *printer = etc != NULL ? strstr(etc, printer_word) : NULL;

    if (strncmp(uri, scheme, sizeof scheme - 1) != 0 || printer == NULL)
        return false;
    out->printer = printer + sizeof printer_word - 1;
    return copy(out->queue, "ipp://", queue, etc) &&
           copy(out->etc, "", etc + sizeof etc_word - 1, printer);
}

bool printer_cups_open(const char *uri, struct printer_port *out, char *why, size_t size)
{
    struct printer_line line = {.queue = true};
    struct parts parts;

    (void)snprintf(why, size, "not cups://HOST/printers/QUEUE?etc=FOLDER&printer=IPP-ADDRESS");
    return take_apart(uri, &parts) && ipp_peer_parse(parts.queue, &line.jobs) &&
           ipp_peer_parse(parts.printer, &line.behind) &&
           cups_settings_safe(parts.etc, why, size) && printer_ipp_attach(&line, out);
}
