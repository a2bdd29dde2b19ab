/* Inside app/admin only: a line's authority while a step is done with it. */
#ifndef APP_ADMIN_LINE_AUTHORITY_H
#define APP_ADMIN_LINE_AUTHORITY_H

#include "app/admin/line.h"
#include "app/admin/line_register.h"

struct line_authority {
    int lock; /* on its folder */
    struct line_register entries;
    struct ec_key *key; /* of line_authority_open_key */
    struct bytes pem;   /* its certificate */
    char organisation[X509_NAME_TEXT_MAX];
};

/* Writes "name: what" to work->why; always false. */
bool line_refuse(const struct line_work *work, const char *name, const char *what);

/* Its register, with nobody else at it until it is closed. */
MUST_USE bool line_authority_open(const struct line_work *work, struct line_authority *out);

/* Its key and certificate too, which must be each other's and the register's. */
MUST_USE bool line_authority_open_key(const struct line_work *work, struct line_authority *it);

/* Safe on what was not opened. */
void line_authority_close(struct line_authority *it);

/* Fills serial, both digests, from and until of an entry for a certificate that was just made. */
MUST_USE bool line_entry_fill(struct view certificate, const struct ec_key *key,
                              const struct x509_plan *plan, struct line_entry *out);

/* Writes a private key, for its owner alone. */
MUST_USE bool line_key_write(const char *path, const struct ec_key *key);

#endif
