/* What stands above a code. */
#ifndef APP_PAPER_CODE_CAPTIONS_H
#define APP_PAPER_CODE_CAPTIONS_H

#include "app/paper/phrases.h"
#include "app/record/certificate.h"
#include "print/form.h"

/* For whom `code` is, and, with several codes of one format in the document, which doses it
 * carries of how many: "doses 1–9 of 10". */
struct words code_caption(const struct certificate *in, const struct code *code, struct phrases *p);

#endif
