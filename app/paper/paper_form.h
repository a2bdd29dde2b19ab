/* Fills the neutral form with the words of a certificate. */
#ifndef APP_PAPER_PAPER_FORM_H
#define APP_PAPER_PAPER_FORM_H

#include "app/paper/phrases.h"
#include "app/record/certificate.h"
#include "crypto/base/must.h"
#include "print/form.h"

/* What a certificate says before it is issued: kind, area, holder, traveller and history. `out`
 * borrows from `in` and `phrases`. False when the history names a product that is not in the table.
 */
MUST_USE bool paper_words(const struct certificate *in, struct phrases *phrases, struct form *out);

/* The same and all the rest. `out` borrows from `in` and `phrases`. False when the certificate
 * names a product that is not in the table, or when serial or digest do not have their form. */
MUST_USE bool paper_form(const struct certificate *in, const char *digest, struct phrases *phrases,
                         struct form *out);

/* Makes large print of a filled form: other words where the larger ones would have no room. */
void paper_enlarge(struct form *form);

#endif
