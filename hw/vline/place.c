#include "hw/vline/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { PORT_DIGITS = 5, BACKLOG = 64 };

static const char unix_word[] = "unix:";

static bool parse_path(const char *path, struct address *out)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};

    if (*path == 0 || strlen(path) >= sizeof at.sun_path)
        return false;
    memcpy(at.sun_path, path, strlen(path) + 1);
    *out = (struct address){.len = sizeof at};
    memcpy(&out->at, &at, sizeof at);
    return true;
}

/* Cuts "[::1]" and "127.0.0.1" out of what stands before the port. */
static bool take_host(const char *text, size_t len, char out[PLACE_HOST_SIZE])
{
    bool bracketed = len >= 2 && text[0] == '[' && text[len - 1] == ']';

    if (bracketed) {
        text++;
        len -= 2;
    }
    if (len >= PLACE_HOST_SIZE || (memchr(text, ':', len) != NULL) != bracketed)
        return false;
    memcpy(out, text, len);
    out[len] = 0;
    return true;
}

bool place_split(const char *text, char host[PLACE_HOST_SIZE], int *port)
{
    const char *colon = strrchr(text, ':');
    size_t digits = colon != NULL ? strlen(colon + 1) : 0;

    if (digits < 1 || digits > PORT_DIGITS || strspn(colon + 1, "0123456789") != digits)
        return false;
    *port = (int)strtol(colon + 1, NULL, 10);
    return take_host(text, (size_t)(colon - text), host);
}

bool place_parse(const char *text, struct address *out)
{
    char host[PLACE_HOST_SIZE];
    int port = 0;

    if (strncmp(text, unix_word, sizeof unix_word - 1) == 0)
        return parse_path(text + sizeof unix_word - 1, out);
    return place_split(text, host, &port) && address_parse(host, port, out);
}

void place_forget(const struct address *place)
{
    struct sockaddr_un at;

    if (place->at.ss_family != AF_UNIX)
        return;
    memcpy(&at, &place->at, sizeof at);
    unlink(at.sun_path);
}

/* A folder's permissions would do; the mask makes sure from the first moment. */
static bool bind_there(int fd, const struct address *place)
{
    mode_t before = umask(0077);
    bool bound = bind(fd, (const struct sockaddr *)&place->at, place->len) == 0;

    umask(before);
    return bound && listen(fd, BACKLOG) == 0;
}

int place_listen(const struct address *place)
{
    int on = 1, fd = -1;

    if (place->at.ss_family != AF_UNIX && !address_may_listen(place, false))
        return -1;
    place_forget(place);
    fd = socket(place->at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        bind_there(fd, place))
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}
