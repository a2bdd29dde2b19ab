/* Cards that people lay on a reader by mistake. They know nothing of a My Number Card, and nothing
 * of them is looked at but that they are other cards. */
#ifndef HW_VCARD_FOREIGN_H
#define HW_VCARD_FOREIGN_H

#include "crypto/base/bytes.h"

enum foreign_kind { FOREIGN_NOT, FOREIGN_TRANSIT, FOREIGN_BANK, FOREIGN_PASSPORT, FOREIGN_KINDS };

/* What a contactless reader makes up for such a card. */
struct view foreign_atr(enum foreign_kind kind);

/* The status word such a card answers a command with; it has no data for anybody. */
MUST_USE uint16_t foreign_answer(enum foreign_kind kind, struct view command);

/* "transit", …; "" for FOREIGN_NOT. */
const char *foreign_name(enum foreign_kind kind);

/* False for a word that is no name of one. */
MUST_USE bool foreign_of(const char *name, enum foreign_kind *out);

#endif
