#include "app/kiosk/confine.h"

#include "drivers/lamp/lamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PORT_IPP = 631 };

/* The port of each address in `uri`: a queue's names its printer's as well. */
static void add_printers(const char *uri, struct sandbox_ports *ports)
{
    for (const char *at = strstr(uri, "://"); at != NULL && ports->count < SANDBOX_PORTS_MAX;
         at = strstr(at + 3, "://")) {
        uint16_t port = PORT_IPP;

        if (sscanf(at, "://[%*[^]]]:%5hu", &port) != 1)
            (void)sscanf(at, "://%*[^/:]:%5hu", &port);
        ports->port[ports->count++] = port;
    }
}

bool confine(const struct settings *s, char why[CONF_WHY_SIZE])
{
    const bool speaks = strcmp(s->voice, "none") != 0;
    const char *cookie = getenv("XAUTHORITY"); /* of the X server, where there is one */
    char lamp[CONF_TEXT_SIZE] = "";
    const char *const read[] = {s->ca,
                                s->certificate,
                                s->key,
                                s->bundle,
                                s->card_roots,
                                s->sheet_key,
                                s->withdrawn,
                                speaks ? s->recordings : "",
                                speaks ? s->prompts : "",
                                cookie != NULL && access(cookie, R_OK) == 0 ? cookie : "",
                                NULL};
    /* Looks at what goes to a printer that takes no raster. */
    static const char *const drawer[] = {"/usr/bin/pdftoppm", NULL};
    const char *const write[] = {lamp_device(s->lamp, lamp, sizeof lamp) ? lamp : "",
                                 strncmp(s->pay, "simulated:", 10) == 0 ? s->pay + 10 : "", NULL};
    struct sandbox_plan plan = {.kind = SANDBOX_KIOSK,
                                .read = read,
                                .write = write,
                                .run = access(drawer[0], X_OK) == 0 ? drawer : NULL,
                                .connect = {1, {(uint16_t)s->port}},
                                .settings = &s->sandbox};

    add_printers(s->printer, &plan.connect);
    return sandbox_enter(&plan, why);
}
