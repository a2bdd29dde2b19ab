/* What an answer rests on: a trust bundle, and the time that is asked about. */
#ifndef APP_VERIFY_BASIS_H
#define APP_VERIFY_BASIS_H

#include "app/seal/trust.h"

enum { BASIS_WHY_SIZE = 512, BASIS_FUTURE_SECONDS = 24 * 60 * 60 };

struct basis {
    struct trust *trust; /* NULL: nobody is believed */
    enum err code;       /* why nothing can be called valid by this bundle, or ERR_OK */
    bool remembered;     /* the number of its edition was held against those seen before */
    int64_t now;         /* the time asked about */
};

/* What is asked for, from the command line and the machine. */
struct basis_wish {
    const char *folder; /* with trust.jws and root.pem; NULL: nobody is trusted */
    const char *root;   /* the root's public key, or NULL for the one in the folder */
    const char *state;  /* of seen.h, or NULL where there is none */
    int64_t clock, at;  /* the machine's time, and the time asked about */
    int64_t max_age;    /* seconds */
};

/* Opens the bundle and judges its edition. A bundle that is not the root's, older than one seen
 * before, too old at the time asked about, or made after the later of clock and that time, is no
 * ground for a yes: out->code says why. False with one line in `why` when a file cannot be read. */
MUST_USE bool basis_open(const struct basis_wish *wish, struct basis *out,
                         char why[BASIS_WHY_SIZE]);
void basis_close(struct basis *basis);

/* Whole days between the making of the bundle and the time asked about; 0 where it was made later.
 */
int64_t basis_age_days(const struct basis *basis);

#endif
