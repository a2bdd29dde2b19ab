/* Inside app/seal only: countries in two letters, as an EU certificate names them, and in three, as
 * records do (ISO 3166-1). */
#ifndef APP_SEAL_DCC_COUNTRIES_H
#define APP_SEAL_DCC_COUNTRIES_H

#include "app/record/certificate.h"
#include "app/seal/dcc_trust.h"

/* False, with nothing written, for an unknown one. */
MUST_USE bool dcc_country_long(const char *two, char three[COUNTRY_SIZE]);
MUST_USE bool dcc_country_short(const char *three, char two[DCC_COUNTRY_SIZE]);

#endif
