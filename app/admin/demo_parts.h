/* Inside app/admin only: the parts of a demo world, in the order they are made. Each is false when
 * it could not be made. */
#ifndef APP_ADMIN_DEMO_PARTS_H
#define APP_ADMIN_DEMO_PARTS_H

#include "app/admin/demo.h"

#define DEMO_ISSUER "https://akashi.example/issuer"

/* pki/: a CA per line, certificates of kiosk, centre and vrs, and a stranger's line. */
MUST_USE bool demo_pki(const struct demo_ports *ports, const char *folder);

/* What etc/keys.conf says. */
MUST_USE bool demo_key_settings(const char *folder, struct key_settings *out,
                                char why[KEYS_WHY_SIZE]);

/* The signer's keys in keys/ or in the token, pki/authority/, register/, and the sources of the
 * trust bundle in trust/. */
MUST_USE bool demo_keys(const struct demo_ports *ports, const struct key_settings *settings,
                        const char *folder, char why[KEYS_WHY_SIZE]);

/* Whether each kind of key is in its time. */
MUST_USE bool demo_keys_hold(const char *folder, int64_t now);

/* The next edition of trust/trust.jws, and trust/root.pem, from the rest of trust/ and a root key
 * of the demo's own in pki/. */
MUST_USE bool demo_bundle(const struct demo_ports *ports, const char *folder);

/* areas/: the records of the invented residents, and empty ledgers. */
MUST_USE bool demo_areas(const struct demo_ports *ports, const struct key_port *keys,
                         const char *folder);

/* cards/: profiles and virtual cards, made by akashi-vcard; trust/card-roots.txt. */
MUST_USE bool demo_cards(const char *folder);

/* etc/: one commented configuration per program. */
MUST_USE bool demo_conf(const struct demo_ports *ports, const char *folder);

#endif
