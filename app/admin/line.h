/* The certificates of our lines. Each line has an authority of its own, in a folder of its own that
 * is kept offline: ca.key and ca.pem, the register of everything it ever issued (line_register.h),
 * and the list of those withdrawn that servers read (drivers/net/withdrawn.h). A certificate names
 * its holder in a SAN, akashi:ROLE:NAME (CTR-08, CTR-09, KSK-25). */
#ifndef APP_ADMIN_LINE_H
#define APP_ADMIN_LINE_H

#include "crypto/base/must.h"

#include <stdbool.h>
#include <stdint.h>

#define LINE_CA        "ca.pem"
#define LINE_CA_KEY    "ca.key"
#define LINE_REGISTER  "register.txt"
#define LINE_WITHDRAWN "withdrawn.txt"

enum {
    LINE_WHY_SIZE = 512,
    LINE_YEARS = 10,
    LINE_DAYS = 365,
    LINE_YEARS_MAX = 20,
    LINE_DAYS_MAX = 730,
    LINE_ALL = 0, /* no number: all of a name */
};

/* Where a step is done, and when. */
struct line_work {
    const char *folder;
    int64_t now; /* seconds since 1970 */
    char *why;   /* LINE_WHY_SIZE: the one line when a step was not done */
};

/* Makes the authority of `line` (kiosk, vrs, terminal) in the name of an organisation. Nothing that
 * is in the folder is written over. */
MUST_USE bool line_found(const struct line_work *work, const char *line, const char *organisation,
                         int years);

struct line_request {
    const char *role, *name;
    const char *address; /* of a server, or NULL */
    const char *csr;     /* file of a signing request; NULL: the key is made here */
    const char *out;     /* FILE.pem; a key that is made goes to FILE.key, of mode 0600 */
    int days;
};

/* Certifies a new holder. A signing request gives nothing but its public key, and only if it proves
 * that the private half is there: role, name and uses are decided here. Refused for a name that is
 * borne already, a role that is another line's, a key that was certified before, more days than the
 * authority has left, and where a file of `out` is there already. */
MUST_USE bool line_enrol(const struct line_work *work, const struct line_request *request);

/* Another certificate over another key for a holder that has one in force; both hold until the
 * first runs out or is withdrawn. Of `request` neither role nor address is read. A third is
 * refused. */
MUST_USE bool line_renew(const struct line_work *work, const struct line_request *request);

/* Ends the certificates in force of `name`, or only the one of that number in the register. The
 * reason is lost, exposed, closed or replaced. The list that servers read only ever grows; it is
 * written before the register, so that a step that was interrupted can be repeated. */
MUST_USE bool line_withdraw(const struct line_work *work, const char *name, int number,
                            const char *reason);

#endif
