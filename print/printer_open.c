#include "print/printer_open.h"

#include "print/printer_cups.h"
#include "print/printer_dir.h"
#include "print/printer_ipp.h"

#include <stdio.h>
#include <string.h>

static const char folder[] = "dir:", queue[] = "cups:";

bool printer_open(const char *uri, bool demo, struct printer_port *out, char *why, size_t size)
{
    if (strncmp(uri, queue, sizeof queue - 1) == 0)
        return printer_cups_open(uri, out, why, size);
    if (strncmp(uri, folder, sizeof folder - 1) != 0) {
        (void)snprintf(why, size, "not an IPP address");
        return printer_ipp_open(uri, out);
    }
    (void)snprintf(why, size, "%s",
                   demo ? "a folder that cannot be written"
                        : "a folder is no printer but in a demo");
    return demo && printer_dir_open(uri + sizeof folder - 1, out);
}
