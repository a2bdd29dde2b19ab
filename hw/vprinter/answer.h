/* IPP requests and their answers: one function an operation. */
#ifndef HW_VPRINTER_ANSWER_H
#define HW_VPRINTER_ANSWER_H

#include "hw/vprinter/printer.h"

/* Answers `request`, spoiled by `mishap`. `document` is what followed it; a job that takes it
 * leaves it empty. The caller frees the answer with ippDelete. NULL only when memory is out. */
MUST_USE ipp_t *answer(struct printer *printer, const char *uri, ipp_t *request,
                       struct bytes *document, const struct mishap *mishap);

#endif
