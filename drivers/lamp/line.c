#include "drivers/lamp/line.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_SIZE = 32 };

static int fd_of(const void *self)
{
    return (int)(intptr_t)self;
}

/* One write a line: a box never sees half of one beside half of another. */
static bool set(void *self, enum lamp which, enum lamp_light light)
{
    static const char *const lamps[] = {"card", "paper", "staff", "buzzer"};
    static const char *const lights[] = {"off", "on", "pulse"};
    char line[LINE_SIZE];
    int len = snprintf(line, sizeof line, "%s %s\n", lamps[which], lights[light]);

    return write(fd_of(self), line, (size_t)len) == len;
}

static void close_line(void *self)
{
    for (int i = 0; i < LAMPS; i++)
        (void)set(self, (enum lamp)i, LAMP_OFF);
    close(fd_of(self));
}

static bool set_terminal(int fd)
{
    struct termios way;

    if (!isatty(fd))
        return true;
    if (tcgetattr(fd, &way) != 0)
        return false;
    cfmakeraw(&way);
    way.c_cflag |= CLOCAL; /* nobody waits for a carrier */
    return cfsetspeed(&way, B9600) == 0 && tcsetattr(fd, TCSANOW, &way) == 0;
}

bool lamp_line_open(const char *path, struct lamp_port *out)
{
    /* A box that does not listen must not stop the kiosk: what does not fit is lost. */
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0600);

    if (fd < 0)
        return false;
    if (!set_terminal(fd)) {
        close(fd);
        return false;
    }
    *out = (struct lamp_port){.self = (void *)(intptr_t)fd, .set = set, .close = close_line};
    return true;
}
