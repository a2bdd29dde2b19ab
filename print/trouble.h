/* What can be wrong with a printer, from its own keywords to our codes. */
#ifndef PRINT_TROUBLE_H
#define PRINT_TROUBLE_H

#include "crypto/base/err.h"

enum trouble {
    TROUBLE_NONE,
    TROUBLE_BUSY,
    TROUBLE_WARMING,
    TROUBLE_SILENT,
    TROUBLE_UNREACHABLE,
    TROUBLE_STRANGER,
    TROUBLE_STOPPED,
    TROUBLE_NO_PAPER,
    TROUBLE_JAM,
    TROUBLE_COVER,
    TROUBLE_TONER,
    TROUBLE_UNFIT,
    TROUBLE_FORMAT,
    TROUBLE_CANCELLED,
    TROUBLE_LOST,
    TROUBLE_EARLIER,
    TROUBLE_TWICE,
    TROUBLE_UNCERTAIN,
    TROUBLE_COUNT
};

/* The failure code of a trouble; ERR_OK for none. */
enum err trouble_code(enum trouble trouble);

/* What one printer-state-reasons keyword means, whatever its severity: "media-empty-warning" is as
 * empty as "media-empty-error". An unknown keyword stops us only as "-error". */
enum trouble trouble_of_keyword(const char *keyword);

#endif
