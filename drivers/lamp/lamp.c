#include "drivers/lamp/lamp.h"

#include "drivers/lamp/gpio.h"
#include "drivers/lamp/line.h"

#include <string.h>

static bool set_nothing(void *self, enum lamp which, enum lamp_light light)
{
    (void)self, (void)which, (void)light;
    return true;
}

static void close_nothing(void *self)
{
    (void)self;
}

bool lamp_open(const char *port, struct lamp_port *out)
{
    *out = (struct lamp_port){.set = set_nothing, .close = close_nothing};
    if (strncmp(port, "line:", 5) == 0)
        return lamp_line_open(port + 5, out);
    if (strncmp(port, "gpio:", 5) == 0)
        return lamp_gpio_open(port + 5, out);
    return strcmp(port, "none") == 0;
}

bool lamp_device(const char *port, char *out, size_t size)
{
    const char *from = strchr(port, ':'), *to = port + strlen(port);

    if (strncmp(port, "gpio:", 5) == 0)
        to = strrchr(port, ':'); /* its lines are behind that */
    from = from != NULL && from < to ? from + 1 : to;
    if ((size_t)(to - from) >= size)
        return false;
    memcpy(out, from, (size_t)(to - from));
    out[to - from] = 0;
    return true;
}
