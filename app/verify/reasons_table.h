/* Inside app/verify only: the sentences of docs/errors.md, taken from there when this is built. */
#ifndef APP_VERIFY_REASONS_TABLE_H
#define APP_VERIFY_REASONS_TABLE_H

#include "app/verify/reasons.h"

#include <stddef.h>

struct reason_row {
    const char *name; /* "AK-V48" */
    struct reason ja, en;
};

extern const struct reason_row reasons_table[];
extern const size_t reasons_count;

#endif
