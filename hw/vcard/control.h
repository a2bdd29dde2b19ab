/* The tester's hand: a unix socket that takes lines and answers each with one. */
#ifndef HW_VCARD_CONTROL_H
#define HW_VCARD_CONTROL_H

#include "crypto/base/must.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/un.h>

enum {
    CONTROL_CLIENTS = 8,
    CONTROL_FDS = 1 + CONTROL_CLIENTS,
    CONTROL_LINE_SIZE = 4200,
    CONTROL_ANSWER_SIZE = 128
};

struct control {
    int listener; /* -1: no control */
    struct sockaddr_un at;
    struct control_client {
        int fd; /* -1: free */
        char line[CONTROL_LINE_SIZE];
        size_t len;
    } clients[CONTROL_CLIENTS];
};

/* Does what a line asks for and returns the answer: "ok" or "no: why". */
typedef const char *control_act(void *self, char *line);

/* Listens at `path`, for the owner only; a socket that was left over there is replaced. With NULL
 * nothing listens, and the rest does nothing. */
MUST_USE bool control_open(struct control *control, const char *path);

/* Closes everything and takes the socket away. Safe twice. */
void control_close(struct control *control);

/* Fills `fds` with what to wait for. */
void control_watch(const struct control *control, struct pollfd fds[CONTROL_FDS]);

/* Takes what came on the descriptors that control_watch named. */
void control_serve(struct control *control, const struct pollfd fds[CONTROL_FDS], control_act *act,
                   void *self);

/* The other side: says `line` to whoever listens at `path` and waits for the answer. False when
 * nobody does, or no whole line comes back. */
MUST_USE bool control_tell(const char *path, const char *line, char answer[CONTROL_ANSWER_SIZE]);

#endif
