/* One line an event on standard error. There is no free text: an entry has only the fields below,
 * so no name, number or certificate can get into it (CTR-07). */
#ifndef DRIVERS_HOST_LOG_H
#define DRIVERS_HOST_LOG_H

#include "crypto/base/err.h"

struct log_entry {
    const char *step;        /* a constant word of the program: "present" */
    const char *transaction; /* random id, or NULL */
    const char *area;        /* municipality code, or NULL */
    const char *peer;        /* name in the peer's certificate, or NULL */
    enum err code;
};

/* `program` is "akashi-centre". "2026-11-21T12:00:00.123Z akashi-centre present id=… area=… AK-OK"
 */
void log_open(const char *program);
void log_write(const struct log_entry *entry);

#endif
