/* Code fields: the symbol in whole printer dots, in the middle of a clear field (certificates §6).
 */
#ifndef PRINT_CODES_H
#define PRINT_CODES_H

#include "print/canvas.h"
#include "print/form.h"

/* Draws the signed codes of the first page with captions and corner marks. A text that no symbol of
 * readable size holds refuses the canvas (AK-P72). */
void codes_draw(struct canvas *c, const struct form *form);

/* Draws how to check, and the small symbol of the address, on `page`. */
void codes_draw_how(struct canvas *c, const struct form *form, int page);

/* The small symbol of the address with its upper left corner at x and y, and what it is beside it.
 */
void codes_draw_address(struct canvas *c, const struct form *form, double x, double y, double pt);

#endif
