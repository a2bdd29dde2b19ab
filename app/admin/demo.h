/* akashi-admin demo init: a whole world to try everything in. Every key says that it is a demo's,
 * every person is invented, and no program that is not told demo = yes takes any of it (R18). */
#ifndef APP_ADMIN_DEMO_H
#define APP_ADMIN_DEMO_H

#include "app/admin/key_life.h"
#include "app/area/records.h"

enum { DEMO_WHY_SIZE = 512 };

/* What main gives it: the drivers it works with. */
struct demo_ports {
    store_opener *open;
    struct key_ports keys;
    const struct key_settings *token; /* whose module, token and pin_file hold the keys; or NULL */
    int64_t now;                      /* seconds since 1970 */
};

/* Makes the world in `folder`: pki, keys, register, trust, areas, cards, etc. Where this
 * version of it is there already and its keys are in their time, only the next edition of its trust
 * bundle is made, as a service does every day: verifiers ask how old it is. What an older version
 * or an interrupted run left is made anew; a folder that is not a demo world is left alone. False
 * with one line in `why`. */
MUST_USE bool demo_init(const struct demo_ports *ports, const char *folder,
                        char why[DEMO_WHY_SIZE]);

#endif
