#include "drivers/net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

enum { PORT_MAX = 65535, V6_LEN = 16 };

bool address_parse(const char *text, int port, struct address *out)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

    *out = (struct address){0};
    if (port < 0 || port > PORT_MAX)
        return false;
    v4.sin_port = v6.sin6_port = htons((uint16_t)port);
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        memcpy(&out->at, &v4, sizeof v4);
        out->len = sizeof v4;
    } else if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1) {
        memcpy(&out->at, &v6, sizeof v6);
        out->len = sizeof v6;
    }
    return out->len > 0;
}

struct network {
    uint8_t prefix[V6_LEN];
    unsigned bits;
    bool private; /* not loopback, but not public either */
};

static const struct network v4_networks[] = {
    {{127}, 8, false},      {{10}, 8, true},       {{172, 16}, 12, true},
    {{192, 168}, 16, true}, {{100, 64}, 10, true}, {{169, 254}, 16, true},
};

static const struct network v6_networks[] = {
    {{[15] = 1}, 128, false},
    {{0xfc}, 7, true},
    {{0xfe, 0x80}, 10, true},
};

static bool inside(const uint8_t *at, const struct network *network)
{
    for (unsigned i = 0; i < network->bits; i++)
        if (((at[i / 8] ^ network->prefix[i / 8]) >> (7 - i % 8) & 1) != 0)
            return false;
    return true;
}

static bool in_list(const uint8_t *at, const struct network *list, size_t count, bool demo)
{
    for (size_t i = 0; i < count; i++)
        if (inside(at, &list[i]) && !(demo && list[i].private))
            return true;
    return false;
}

bool address_may_listen(const struct address *address, bool demo)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->at.ss_family == AF_INET) {
        memcpy(&v4, &address->at, sizeof v4);
        return in_list((const uint8_t *)&v4.sin_addr, v4_networks,
                       sizeof v4_networks / sizeof *v4_networks, demo);
    }
    memcpy(&v6, &address->at, sizeof v6);
    return in_list((const uint8_t *)&v6.sin6_addr, v6_networks,
                   sizeof v6_networks / sizeof *v6_networks, demo);
}

int address_port(int fd)
{
    struct sockaddr_storage at = {0};
    struct sockaddr_in v4;
    socklen_t len = sizeof at;

    if (getsockname(fd, (struct sockaddr *)&at, &len) != 0)
        return -1;
    /* The port stands at the same place in both families. */
    memcpy(&v4, &at, sizeof v4);
    return ntohs(v4.sin_port);
}
