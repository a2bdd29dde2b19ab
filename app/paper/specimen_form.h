/* Fills the neutral form with the words of a preview 見本. */
#ifndef APP_PAPER_SPECIMEN_FORM_H
#define APP_PAPER_SPECIMEN_FORM_H

#include "app/paper/phrases.h"
#include "app/record/certificate.h"
#include "crypto/base/must.h"
#include "print/form.h"

/* As paper_form, of kind, area, holder, traveller and history alone; whatever codes, serial, dates
 * or issuers the certificate has stay out. */
MUST_USE bool specimen_form(const struct certificate *in, struct phrases *phrases,
                            struct form *out);

#endif
