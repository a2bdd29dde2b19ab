/* A trust folder: FOLDER/shc/NAME.json, each {"issuer": "https://…", "jwks": {"keys": […]}}. */
#ifndef APP_VERIFY_TRUST_FOLDER_H
#define APP_VERIFY_TRUST_FOLDER_H

#include "app/seal/trust.h"

enum { TRUST_WHY_SIZE = 512 };

/* Adds every file's keys. False with one line in `why` when the folder or a file cannot be read or
 * is not of this form: half a trust folder is none. */
MUST_USE bool trust_folder_read(const char *folder, struct trust *out, char why[TRUST_WHY_SIZE]);

#endif
