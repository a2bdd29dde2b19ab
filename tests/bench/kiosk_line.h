/* The line between kiosk and printer: carries it, and tells when the first byte of a page passes.
 */
#ifndef TESTS_BENCH_KIOSK_LINE_H
#define TESTS_BENCH_KIOSK_LINE_H

struct kiosk_line;

/* Listens for connections to the printer at `port` of this machine; the line's own port is in
 * `own`. `sheets` is called in the line's thread. NULL when it cannot be. */
struct kiosk_line *kiosk_line_open(int port, void (*sheets)(void *self), void *self, int *own);

/* Safe on NULL and twice. */
void kiosk_line_close(struct kiosk_line **line);

#endif
