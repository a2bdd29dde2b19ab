/* A document on its way to the printer, in a thread of its own: a printer may take as long for it
 * as for the sheets, and is looked at meanwhile. */
#ifndef PRINT_PRINTER_SEND_H
#define PRINT_PRINTER_SEND_H

#include "print/ipp_peer.h"

#include <pthread.h>

struct printer_send {
    struct ipp_peer peer;
    int job;
    const char *format;
    struct view document;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    atomic_bool stop;
    bool started, done;
    ipp_status_t status; /* once it is done; IPP_STATUS_CUPS_INVALID: without an answer */
};

/* Starts to send over the connection of `peer`, which it takes over. `s` must stay where it is. */
void printer_send_start(struct printer_send *s, struct ipp_peer *peer, int job, const char *format,
                        struct view document);

/* Waits up to `ms` for its end; whether that has come. */
bool printer_send_wait(struct printer_send *s, int ms);

/* Gives up what is not sent yet, and ends the thread. */
void printer_send_stop(struct printer_send *s);

#endif
