/* Failure codes: AK-Cnn (card) N (network) P (paper) R (record) S (staff) K (key) V (signed code)
 * T (seal for travel) D (EU certificate) X (our bug). What each means to a resident and to staff
 * stands in docs/errors.md.
 *
 * The last two digits carry the category, so a flow can act without knowing the code:
 * 01–29 try again · 30–59 ask the resident · 60–89 call staff · 90–99 our bug.
 *
 * A code is raised at exactly one place, by ERR_RAISE; everything else passes it on.
 */
#ifndef CRYPTO_BASE_ERR_H
#define CRYPTO_BASE_ERR_H

#include "crypto/base/err_list.h"
#include "crypto/base/must.h"

#include <stdbool.h>

enum err_letter {
    ERR_C = 100,
    ERR_N = 200,
    ERR_P = 300,
    ERR_R = 400,
    ERR_S = 500,
    ERR_K = 600,
    ERR_V = 700,
    ERR_X = 800,
    ERR_T = 900,
    ERR_D = 1000
};

enum err {
    ERR_OK = 0,
#define ERR_NUMBER(letter, nn, meaning) AK_##letter##nn = ERR_##letter + 1##nn - 100,
    ERR_LIST(ERR_NUMBER)
#undef ERR_NUMBER
};

enum err_category { ERR_NONE, ERR_RETRY, ERR_RESIDENT, ERR_STAFF, ERR_BUG };

enum { ERR_NAME_MAX = 8 };

/* Marks the one place where a code arises. */
#define ERR_RAISE(code) (code)

enum err_category err_category(enum err code);

/* "AK-C31", or "AK-OK". */
const char *err_name(enum err code);

/* One English line for logs and problems: never shown to residents, never with personal data. */
const char *err_meaning(enum err code);

/* The code that has this name, as the wire carries it. False when there is none. */
MUST_USE bool err_from_name(const char *name, enum err *code);

#endif
