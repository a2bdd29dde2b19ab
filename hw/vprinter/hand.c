#include "hw/vprinter/hand.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 8, PATIENCE_SECONDS = 2 };

static bool place(const char *path, struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof out->sun_path)
        return false;
    memcpy(out->sun_path, path, strlen(path) + 1);
    return true;
}

int hand_open(const char *path)
{
    struct sockaddr_un at;
    int fd = place(path, &at) ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    mode_t before = umask(0077);
    bool ok = false;

    (void)unlink(path);
    ok = fd >= 0 && bind(fd, (const struct sockaddr *)&at, sizeof at) == 0 &&
         listen(fd, BACKLOG) == 0;
    umask(before);
    if (!ok && fd >= 0)
        close(fd);
    return ok ? fd : -1;
}

void hand_close(int listener, const char *path)
{
    if (listener < 0)
        return;
    close(listener);
    (void)unlink(path);
}

static bool hear(int fd, char line[HAND_LINE_SIZE])
{
    for (size_t len = 0; len < HAND_LINE_SIZE && recv(fd, line + len, 1, 0) == 1; len++)
        if (line[len] == '\n') {
            line[len] = '\0';
            return true;
        }
    return false;
}

static void say(int fd, const char *text)
{
    char line[HAND_LINE_SIZE + 1];
    int len = snprintf(line, sizeof line, "%s\n", text);

    if (len > 0 && len < (int)sizeof line)
        (void)send(fd, line, (size_t)len, MSG_NOSIGNAL);
}

static void act(struct printer *printer, const char *line, char answer[HAND_LINE_SIZE])
{
    static const char word[] = "plan ";
    char why[PLAN_WHY_SIZE];
    struct plan plan;

    (void)snprintf(answer, HAND_LINE_SIZE, "ok");
    if (strcmp(line, "mend") == 0) {
        printer_mend(printer);
    } else if (strcmp(line, "take") == 0) {
        printer_clear_tray(printer);
    } else if (strncmp(line, word, sizeof word - 1) != 0) {
        (void)snprintf(answer, HAND_LINE_SIZE, "no: mend, take or plan PLAN");
    } else if (plan_parse_printer(line + sizeof word - 1, &plan, why)) {
        plan_seed(&plan, 1);
        printer_follow(printer, &plan);
    } else {
        (void)snprintf(answer, HAND_LINE_SIZE, "no: %s", why);
    }
}

void hand_serve(int listener, struct printer *printer)
{
    const struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    char line[HAND_LINE_SIZE], answer[HAND_LINE_SIZE];
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

    if (fd < 0)
        return;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
        hear(fd, line)) {
        act(printer, line, answer);
        say(fd, answer);
    }
    close(fd);
}

bool hand_tell(const char *path, const char *line, char answer[HAND_LINE_SIZE])
{
    struct sockaddr_un at;
    int fd = place(path, &at) ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    bool told = false;

    if (fd < 0)
        return false;
    if (connect(fd, (const struct sockaddr *)&at, sizeof at) == 0) {
        say(fd, line);
        told = hear(fd, answer);
    }
    close(fd);
    return told;
}
