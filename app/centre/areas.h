/* The municipalities that take part, and on which days (CTR-02, CTR-18, R12). */
#ifndef APP_CENTRE_AREAS_H
#define APP_CENTRE_AREAS_H

#include "app/centre/steps.h"

/* Reads "131105, 131130@2026-04-01..2027-03-31" into the desk: each in the table of municipalities
 * and none twice; behind the sign the first and the last day (JST), of which either may be left
 * out.
 */
MUST_USE bool areas_read(const char *text, struct desk *desk);

#endif
