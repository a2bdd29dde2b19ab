/* Inside app/admin only: the parts of a demo world, in the order they are made. Each is false when
 * it could not be made. */
#ifndef APP_ADMIN_DEMO_PARTS_H
#define APP_ADMIN_DEMO_PARTS_H

#include "app/admin/demo.h"

#define DEMO_ISSUER "https://akashi.example/issuer"

/* pki/: a CA per line, certificates of kiosk, centre and vrs, and a stranger's line. */
MUST_USE bool demo_pki(const struct demo_ports *ports, const char *folder);

/* keys/ of the signer. */
MUST_USE bool demo_keys(const char *folder);

/* trust/shc/demo.json and trust/sheet.pem, from the public halves of keys/. */
MUST_USE bool demo_trust(const struct demo_ports *ports, const struct key_port *keys,
                         const char *folder);

/* areas/: the records of the invented residents, and empty ledgers. */
MUST_USE bool demo_areas(const struct demo_ports *ports, const struct key_port *keys,
                         const char *folder);

/* cards/: profiles and virtual cards, made by akashi-vcard; trust/card-roots.txt. */
MUST_USE bool demo_cards(const char *folder);

/* etc/: one commented configuration per program. */
MUST_USE bool demo_conf(const char *folder);

#endif
