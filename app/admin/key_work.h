/* Inside app/admin only: what every step in a key's life begins with. */
#ifndef APP_ADMIN_KEY_WORK_H
#define APP_ADMIN_KEY_WORK_H

#include "app/admin/key_life.h"

/* Writes "name: what" to work->why; always false. */
bool key_refuse(const struct key_work *work, const char *name, const char *what);

/* The register, which must be of the settings' world. Free with free. NULL with work->why. */
MUST_USE struct key_register *key_work_register(const struct key_work *work);

/* Puts it in its place. */
MUST_USE bool key_work_write(const struct key_work *work, const struct key_register *keys);

/* The CSCA says to everybody, beside the register, which of its barcode signers are not to be
 * believed. Takes the authority. */
MUST_USE bool key_crl_make(const struct key_work *work, const struct key_register *keys);

/* Destroys the private half; true when there is none. */
MUST_USE bool key_work_destroy(const struct key_work *work, const char *name);

/* A file of mode 0644 that anybody may read, in a folder that is made if it is not there. */
MUST_USE bool key_publish(const char *folder, const char *name, struct view content);

#endif
