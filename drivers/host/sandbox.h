/* The sandbox: what a program gives up once it knows its configuration, and never gets back. Files
 * by landlock, system calls by seccomp, no new rights, no core file. A stranger who takes over the
 * process finds nothing to read, nowhere to write, nobody to call (KSK-14, R6). */
#ifndef DRIVERS_HOST_SANDBOX_H
#define DRIVERS_HOST_SANDBOX_H

#include "drivers/host/conf.h"

#include <stdint.h>

enum sandbox_kind {
    SANDBOX_KIOSK,   /* one resident: screen, sound, card, printer, centre, and its helpers */
    SANDBOX_SERVICE, /* centre, vrs: lines in and out, in several processes */
    SANDBOX_SIGNER,  /* databases, and unix sockets only: no address of any network */
    SANDBOX_DRAWER   /* becomes one other program, which reads and writes what it was given */
};

enum { SANDBOX_PORTS_MAX = 4 };

/* What an operator may say about it: the part [sandbox] of a program's configuration. */
struct sandbox_settings {
    bool required; /* no: what this kernel cannot hold is left out, and not a reason to refuse */
    char read[CONF_TEXT_SIZE]; /* further absolute paths, parted by colons */
    char write[CONF_TEXT_SIZE];
};

/* Its lines in a program's table of struct conf_item. */
/* clang-format off */
#define SANDBOX_ITEMS(S) \
    {"sandbox.required", CONF_YES, &(S)->required, sizeof (S)->required, "yes", 0, 0}, \
    {"sandbox.read", CONF_TEXT, (S)->read, sizeof (S)->read, "", 0, 0}, \
    {"sandbox.write", CONF_TEXT, (S)->write, sizeof (S)->write, "", 0, 0}
/* clang-format on */

struct sandbox_ports {
    size_t count;
    uint16_t port[SANDBOX_PORTS_MAX]; /* 0 to listen: wherever the kernel likes */
};

/* Lists of paths end with NULL, or are NULL; "" in them is skipped. The system's libraries, fonts
 * and name lists can be read by every kind, and every open descriptor stays what it is. */
struct sandbox_plan {
    enum sandbox_kind kind;
    const char *const *read;  /* files, and folders with all that is in them */
    const char *const *renew; /* files that others may replace: their folders can be read */
    const char *const *write; /* devices, there or not; folders; files and sockets: their folders */
    const char *const *run;   /* programs that it, or what it starts, may become */
    struct sandbox_ports connect, listen;    /* TCP; held by kernels from 6.7 on */
    const struct sandbox_settings *settings; /* NULL: required, and nothing further */
};

/* Call it when the configuration is read and before any thread is started: the kernel binds only
 * the caller and what comes from it. What is called in spite of it fails; execve, ptrace and their
 * like end the process. False with one line in `why`: the program must not go on then. */
MUST_USE bool sandbox_enter(const struct sandbox_plan *plan, char why[CONF_WHY_SIZE]);

#endif
