/* keys.conf: where the keys live, what is written down about them, and in whose name they sign. The
 * signer and akashi-admin read the same file. */
#ifndef DRIVERS_KEYS_SETTINGS_H
#define DRIVERS_KEYS_SETTINGS_H

#include "drivers/host/conf.h"

enum { KEYS_WHY_SIZE = CONF_WHY_SIZE, KEYS_NAME_SIZE = 48 };

struct key_settings {
    bool demo;
    char record[CONF_TEXT_SIZE]; /* the folder of the register (register.h) */
    char folder[CONF_TEXT_SIZE]; /* of key files, or "": a token holds the keys */
    char module[CONF_TEXT_SIZE]; /* the token's PKCS #11 library */
    char token[CONF_TEXT_SIZE];  /* its label */
    char pin_file[CONF_TEXT_SIZE];
    char pin_credential[CONF_TEXT_SIZE]; /* name of a systemd credential, in place of pin_file */
    char issuer[CONF_TEXT_SIZE];         /* of SMART Health Cards: https, no slash at the end */
    char state[CONF_TEXT_SIZE];          /* of seals for travel: "JPN" */
    char country[CONF_TEXT_SIZE];        /* the same in certificates: "JP" */
    char signer[CONF_TEXT_SIZE];         /* two signs that name the barcode signer in its country */
    char organisation[CONF_TEXT_SIZE];   /* in certificates; a demo's has the demo's */
};

/* Reads the file. False with one line in `why`: exactly one of folder and module must be there, a
 * token has a label and one source of its PIN, and the issuer is https (R18). */
MUST_USE bool key_settings_load(const char *path, struct key_settings *out,
                                char why[KEYS_WHY_SIZE]);

#endif
