#include "hw/vcard/control.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* A folder's permissions would do; the mask makes sure from the first moment. */
static bool listen_at(int fd, const struct sockaddr_un *at)
{
    mode_t before = umask(0077);
    bool bound = bind(fd, (const struct sockaddr *)at, sizeof *at) == 0;

    umask(before);
    return bound && listen(fd, CONTROL_CLIENTS) == 0;
}

bool control_open(struct control *control, const char *path)
{
    *control = (struct control){.listener = -1, .at.sun_family = AF_UNIX};
    for (size_t i = 0; i < CONTROL_CLIENTS; i++)
        control->clients[i].fd = -1;
    if (path == NULL)
        return true;
    if (strlen(path) >= sizeof control->at.sun_path)
        return false;
    memcpy(control->at.sun_path, path, strlen(path) + 1);
    unlink(path);
    control->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (control->listener >= 0 && listen_at(control->listener, &control->at))
        return true;
    close_fd(&control->listener);
    return false;
}

void control_close(struct control *control)
{
    for (size_t i = 0; i < CONTROL_CLIENTS; i++)
        close_fd(&control->clients[i].fd);
    if (control->listener >= 0)
        unlink(control->at.sun_path);
    close_fd(&control->listener);
}

void control_watch(const struct control *control, struct pollfd fds[CONTROL_FDS])
{
    fds[0] = (struct pollfd){.fd = control->listener, .events = POLLIN};
    for (size_t i = 0; i < CONTROL_CLIENTS; i++)
        fds[1 + i] = (struct pollfd){.fd = control->clients[i].fd, .events = POLLIN};
}

/* One more than there is room for is closed at once. */
static void take_client(struct control *control)
{
    int fd = accept4(control->listener, NULL, NULL, SOCK_CLOEXEC);

    for (size_t i = 0; fd >= 0 && i < CONTROL_CLIENTS; i++) {
        if (control->clients[i].fd >= 0)
            continue;
        control->clients[i].fd = fd;
        control->clients[i].len = 0;
        return;
    }
    close_fd(&fd);
}

static bool answer(int fd, const char *text)
{
    char line[CONTROL_ANSWER_SIZE];
    int len = snprintf(line, sizeof line, "%s\n", text);

    return len > 0 && (size_t)len < sizeof line &&
           send(fd, line, (size_t)len, MSG_NOSIGNAL | MSG_DONTWAIT) == len;
}

static bool take_lines(struct control_client *client, control_act *act, void *self)
{
    char *end = NULL;

    while ((end = memchr(client->line, '\n', client->len)) != NULL) {
        size_t used = (size_t)(end - client->line) + 1;

        *end = 0;
        if (!answer(client->fd, act(self, client->line)))
            return false;
        client->len -= used;
        memmove(client->line, client->line + used, client->len);
    }
    return client->len < sizeof client->line;
}

static void serve_client(struct control_client *client, control_act *act, void *self)
{
    ssize_t got = recv(client->fd, client->line + client->len, sizeof client->line - client->len,
                       MSG_DONTWAIT);

    if (got > 0)
        client->len += (size_t)got;
    if (got <= 0 || !take_lines(client, act, self))
        close_fd(&client->fd);
}

void control_serve(struct control *control, const struct pollfd fds[CONTROL_FDS], control_act *act,
                   void *self)
{
    for (size_t i = 0; i < CONTROL_CLIENTS; i++)
        if (control->clients[i].fd >= 0 && fds[1 + i].fd == control->clients[i].fd &&
            fds[1 + i].revents != 0)
            serve_client(&control->clients[i], act, self);
    if (control->listener >= 0 && fds[0].revents != 0)
        take_client(control);
}

static bool read_answer(int fd, char answer[CONTROL_ANSWER_SIZE])
{
    size_t len = 0;

    while (len < CONTROL_ANSWER_SIZE && recv(fd, answer + len, 1, 0) == 1) {
        if (answer[len] == '\n') {
            answer[len] = 0;
            return true;
        }
        len++;
    }
    return false;
}

bool control_tell(const char *path, const char *line, char answer[CONTROL_ANSWER_SIZE])
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool told = false;

    if (fd < 0 || strlen(path) >= sizeof at.sun_path)
        goto out;
    memcpy(at.sun_path, path, strlen(path) + 1);
    if (connect(fd, (const struct sockaddr *)&at, sizeof at) == 0)
        told = dprintf(fd, "%s\n", line) > 0 && read_answer(fd, answer);

out:
    close_fd(&fd);
    return told;
}
