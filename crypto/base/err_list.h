/* Every failure code, once: E(letter, nn, meaning). docs/errors.md says what follows from each. */
#ifndef CRYPTO_BASE_ERR_LIST_H
#define CRYPTO_BASE_ERR_LIST_H

/* clang-format off */
#define ERR_LIST_CARD(E)

#define ERR_LIST_NETWORK(E)

#define ERR_LIST_PAPER(E)

#define ERR_LIST_RECORD(E)

#define ERR_LIST_STAFF(E)

#define ERR_LIST_KEY(E)

#define ERR_LIST_SEAL(E)

#define ERR_LIST_BUG(E) \
    E(X, 90, "out of memory, or a library refused what it never refuses")

#define ERR_LIST(E) \
    ERR_LIST_CARD(E) ERR_LIST_NETWORK(E) ERR_LIST_PAPER(E) ERR_LIST_RECORD(E) ERR_LIST_STAFF(E) \
    ERR_LIST_KEY(E) ERR_LIST_SEAL(E) ERR_LIST_BUG(E)
/* clang-format on */

#endif
