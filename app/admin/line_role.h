/* Inside app/admin only: who may hold a certificate of which line, and what may stand in it. */
#ifndef APP_ADMIN_LINE_ROLE_H
#define APP_ADMIN_LINE_ROLE_H

#include "crypto/x509.h"

MUST_USE bool line_is_known(const char *line);

/* Whether `role` has a place on `line`, and at which end of it. */
MUST_USE bool line_role_use(const char *line, const char *role, enum x509_use *out);

/* 1 to 32 of a–z, 0–9 and the hyphen, which does not begin: what a certificate's SAN, the register
 * and a log line all carry as it is. */
MUST_USE bool line_name_good(const char *name);

/* A numeric address, IPv4 or IPv6, in small letters. */
MUST_USE bool line_address_good(const char *address);

#endif
