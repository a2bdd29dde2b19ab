/* What the world needs to believe our codes, in files. Made from the register alone: neither key
 * port nor authority is opened. */
#ifndef APP_ADMIN_KEY_EXPORT_H
#define APP_ADMIN_KEY_EXPORT_H

#include "app/admin/key_life.h"

/* Writes into `folder`, a folder of trust sources:
 *   jwks.json              what <issuer>/.well-known/jwks.json serves
 *   shc/akashi.json        {"issuer", "jwks"}; each key with its chain (x5c), and with crlVersion
 *                          where withdrawn/<kid>.json lists certificates of it
 *   withdrawn/NAME.json    {"issuer", "kid"} of a withdrawn key
 *   csca/STATE.der         the state's CSCA
 *   crl/STATE.der          its list of withdrawn barcode signers
 *   sheet.pem              the certificate of the key that signs sheets now
 * A key is published from the day it is made, and stays when it is retired. */
MUST_USE bool key_export(const struct key_work *work, const char *folder);

#endif
