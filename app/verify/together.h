/* Whether several codes are of one certificate: good signatures over two people, or two papers, are
 * no proof for one. */
#ifndef APP_VERIFY_TOGETHER_H
#define APP_VERIFY_TOGETHER_H

#include "app/seal/opened.h"

/* Codes of one format: one issuer, one id, one person. Codes of two formats: one serial where both
 * have one, one birth date where both tell it, and the doses that the one tells are told by the
 * other, by date and, where both tell it, lot. Names are not compared across formats: one has the
 * card's, the other the passport's. */
MUST_USE bool together(const struct opened *opened, size_t count);

#endif
