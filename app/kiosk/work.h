/* A command at work beside the loop: ports that block run in this one thread, and the loop goes on
 * listening. Meanwhile the visit belongs to the command, but for what the loop says of it: code,
 * reminders, idle, seconds, done, printing, printer, paid, halt, staff_called. */
#ifndef APP_KIOSK_WORK_H
#define APP_KIOSK_WORK_H

#include "app/kiosk/session.h"

struct work;

/* Both are borrowed. NULL without memory, descriptor or thread. */
MUST_USE struct work *work_open(struct kiosk *kiosk, struct visit *visit);

/* Begins a command; the one before has answered. */
void work_begin(struct work *work, enum flow_command command);

/* Readable when the command has answered. */
int work_fd(const struct work *work);

/* Takes the answer; false when there is none yet. Never blocks. */
MUST_USE bool work_answer(struct work *work, enum err *code);

/* Ends the thread. Only when no command is at work. Safe on NULL and twice. */
void work_close(struct work **work);

#endif
