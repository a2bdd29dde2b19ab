/* The glass that people see and touch: an X display, what is on it, and a finger. */
#ifndef TESTS_BENCH_KIOSK_GLASS_H
#define TESTS_BENCH_KIOSK_GLASS_H

#include "kiosk_stand.h"

enum { GLASS_WIDTH = 1080, GLASS_HEIGHT = 1920, GLASS_TOUCHES_MAX = 32 };

struct glass;

/* The display that DISPLAY names, with nothing on it. NULL when there is none. */
struct glass *glass_open(void);
void glass_close(struct glass **glass);

/* Waits for the first frame of a program that has been started: the moment at which it stands. */
bool glass_first_frame(struct glass *glass, double *at_us);

/* Waits until the glass is black again: the program has ended. */
bool glass_dark(struct glass *glass);

/* Waits until the main button of a page stands whole: the moment, and where a finger finds it. */
bool glass_main_button(struct glass *glass, double *at_us);

/* Touches that button and slides off it, so that nothing is chosen: microseconds from the touch to
 * the first changed dot of the button. */
bool glass_touch(struct glass *glass, double *took_us);

/* Touches it and lets go: microseconds from that until another page begins to show. */
bool glass_turn(struct glass *glass, double *took_us);

#endif
