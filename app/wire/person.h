/* Inside app/wire only: the tables that several messages and the sheet share. */
#ifndef APP_WIRE_PERSON_H
#define APP_WIRE_PERSON_H

#include "app/wire/message.h"

extern const struct message message_area;
extern const struct message message_holder;
extern const struct message message_traveller;
extern const struct message message_on_file; /* a traveller with the passport's number masked */
extern const struct message message_dose;
extern const struct message message_history; /* count and found agree (R13) */
extern const struct message message_files;   /* struct card_files */

#endif
