#include "drivers/net/listening.h"

#include "drivers/net/address.h"
#include "drivers/net/tls.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

static bool refuse(char *why, const char *address, int port, const char *what)
{
    (void)snprintf(why, TLS_WHY_SIZE, "%s port %d: %s", address, port, what);
    return false;
}

static bool set(int fd, int level, int name)
{
    int on = 1;

    return setsockopt(fd, level, name, &on, sizeof on) == 0;
}

/* Without TCP_NODELAY an answer waits 40 ms for the acknowledgement of its own first part. */
static int bind_one(const struct address *address, bool shared)
{
    int fd = socket(address->at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd >= 0 && set(fd, SOL_SOCKET, SO_REUSEADDR) && set(fd, IPPROTO_TCP, TCP_NODELAY) &&
        (!shared || set(fd, SOL_SOCKET, SO_REUSEPORT)) &&
        bind(fd, (const struct sockaddr *)&address->at, address->len) == 0 &&
        listen(fd, BACKLOG) == 0)
        return fd;
    if (fd >= 0)
        (void)close(fd);
    return -1;
}

/* Sockets that share a port would join another service's without a word; one that does not share
 * finds it taken. */
static bool port_free(const struct address *address)
{
    int fd = bind_one(address, false);

    if (fd >= 0)
        (void)close(fd);
    return fd >= 0;
}

/* A socket for each process, so that the kernel deals connections out evenly and those that wait
 * for a process that died are still there for the one that takes its place. */
bool listening_open(const char *address, int port, bool demo, size_t count, int *out, char *why)
{
    struct address at;
    size_t open = 0;

    if (!address_parse(address, port, &at))
        return refuse(why, address, port, "not a numeric address and a port");
    if (!address_may_listen(&at, demo))
        return refuse(why, address, port,
                      "open to a public network, or the demo world off loopback");
    if (port != 0 && !port_free(&at))
        return refuse(why, address, port, strerror(errno));
    while (open < count) {
        out[open] = bind_one(&at, count > 1);
        if (out[open] < 0 || (open == 0 && !address_parse(address, address_port(out[0]), &at)))
            break;
        open++;
    }
    if (open == count)
        return true;
    listening_close(out, open);
    return refuse(why, address, port, strerror(errno));
}

void listening_close(int *sockets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (sockets[i] >= 0)
            (void)close(sockets[i]);
        sockets[i] = -1;
    }
}
