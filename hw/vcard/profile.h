/* What a virtual card is to be: an INI file written by the tester. docs/man/akashi-vcard.1 has the
 * keys. */
#ifndef HW_VCARD_PROFILE_H
#define HW_VCARD_PROFILE_H

#include "drivers/host/conf.h"
#include "hw/vcard/foreign.h"

/* What was done to the card after it was signed. */
enum profile_alter {
    ALTER_NONE,
    ALTER_NUMBER,
    ALTER_NAME,
    ALTER_SIGNATURE,   /* over the digests of number and person */
    ALTER_CERTIFICATE, /* of the municipality's key */
    ALTER_KEY,         /* the card's own key */
};

enum {
    PROFILE_NUMBER_LEN = 12,
    PROFILE_DATE_LEN = 8,
    PROFILE_PIN_LEN = 4,
    PROFILE_CODE_LEN = 4,
    PROFILE_TEXT_MAX = 1024
};

struct profile {
    /* As the card will hold them: nothing but the form of number and dates is checked, so that a
     * card can be as wrong as the tester wants it. */
    char number[CONF_TEXT_SIZE], birth[CONF_TEXT_SIZE], sex[CONF_TEXT_SIZE];
    char name[PROFILE_TEXT_MAX], address[PROFILE_TEXT_MAX];

    char pin[CONF_TEXT_SIZE], code[CONF_TEXT_SIZE], expiry[CONF_TEXT_SIZE],
        municipality[CONF_TEXT_SIZE];
    int tries; /* of the PIN that are left, 0 to 3 */
    char auth_pin[CONF_TEXT_SIZE], sign_pin[CONF_TEXT_SIZE];
    int auth_tries, sign_tries; /* that are left, 0 to 3 and 0 to 5 */
    bool blocked, nextgen, reselect_clears;
    enum foreign_kind foreign;
    enum profile_alter alter;
};

/* Reads `path`. On false `why` holds one line that names the key. */
MUST_USE bool profile_load(const char *path, struct profile *out, char why[CONF_WHY_SIZE]);

#endif
