/* The life of a signing key: made for its period, followed by another, retired, or withdrawn. Every
 * step is written into the register (drivers/keys/register.h) before anybody can rely on it. */
#ifndef APP_ADMIN_KEY_LIFE_H
#define APP_ADMIN_KEY_LIFE_H

#include "crypto/key.h"
#include "drivers/keys/maker.h"
#include "drivers/keys/register.h"

/* Beside the register: the CSCA's list of withdrawn barcode signers. */
#define KEY_CRL "csca.crl"

/* What main gives: the drivers of the settings' kind. */
struct key_ports {
    bool (*keys)(const struct key_settings *settings, struct key_port *out, char *why);
    bool (*maker)(const struct key_settings *settings, struct key_maker *out, char *why);
};

/* Where and with whom a step is done. `authority` is the folder of authority.h, or NULL. */
struct key_work {
    const struct key_ports *ports;
    const struct key_settings *settings;
    const char *authority;
    int64_t now;   /* seconds since 1970 */
    bool existing; /* the key was made in its place by another tool, under the period's name */
    char *why;     /* KEYS_WHY_SIZE: the one line when a step was not done */
};

/* The key of `what` (shc, vds, sheet, log) for the period that is now, with its certificate. A
 * period has one; another only after the first was retired or withdrawn. Of wrap and index there is
 * one each, without a period, a certificate or an authority. */
MUST_USE bool key_generate(const struct key_work *work, const char *what);

/* The key of the next period, so that everybody knows it before it signs; that of this period where
 * there is none. Done already: true, and no key is made. Of vds the CSCA's list of
 * withdrawn certificates is made anew each time. */
MUST_USE bool key_rotate(const struct key_work *work, const char *purpose);

/* The key signs no more and its private half is destroyed; what it signed holds. May be repeated
 * when a token was away, as may key_withdraw. */
MUST_USE bool key_retire(const struct key_work *work, const char *name);

/* The same, and what it signed holds no more. For a barcode signer the CSCA's list of withdrawn
 * certificates is made anew, which takes the authority. */
MUST_USE bool key_withdraw(const struct key_work *work, const char *name);

#endif
