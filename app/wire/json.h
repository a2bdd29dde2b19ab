/* Inside app/wire only: jansson on the wiping heap. */
#ifndef APP_WIRE_JSON_H
#define APP_WIRE_JSON_H

/* Before any other call of jansson; safe to repeat and from any thread. */
void json_wiping(void);

#endif
