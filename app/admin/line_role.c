#include "app/admin/line_role.h"

#include "app/admin/line_register.h"

#include <arpa/inet.h>
#include <string.h>

static const struct {
    const char *line, *role;
    enum x509_use use;
} places[] = {
    {"kiosk", "kiosk", X509_USE_CLIENT},       {"kiosk", "centre", X509_USE_SERVER},
    {"vrs", "centre", X509_USE_CLIENT},        {"vrs", "vrs", X509_USE_SERVER},
    {"terminal", "terminal", X509_USE_CLIENT}, {"terminal", "counter", X509_USE_SERVER},
};

enum { PLACES = sizeof places / sizeof *places };

bool line_is_known(const char *line)
{
    for (size_t i = 0; i < PLACES; i++)
        if (strcmp(places[i].line, line) == 0)
            return true;
    return false;
}

bool line_role_use(const char *line, const char *role, enum x509_use *out)
{
    for (size_t i = 0; i < PLACES; i++)
        if (strcmp(places[i].line, line) == 0 && strcmp(places[i].role, role) == 0) {
            *out = places[i].use;
            return true;
        }
    return false;
}

bool line_name_good(const char *name)
{
    size_t len = strlen(name);

    return len > 0 && len < LINE_NAME_SIZE && name[0] != '-' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

bool line_address_good(const char *address)
{
    uint8_t bits[sizeof(struct in6_addr)];

    return strlen(address) < LINE_ADDRESS_SIZE &&
           address[strspn(address, "0123456789abcdef.:")] == 0 &&
           (inet_pton(AF_INET, address, bits) == 1 || inet_pton(AF_INET6, address, bits) == 1);
}
