/* Inside app/identity/ only: where things stand in the files of the card's text AP. Nothing here is
 * checked against anything; a file of another form is simply not recognised. */
#ifndef APP_IDENTITY_LAYOUT_H
#define APP_IDENTITY_LAYOUT_H

#include "app/identity/card.h"
#include "crypto/rsa.h"

/* EF 0001 and 0002. */
struct layout_person {
    struct view number;      /* the value of FF10 */
    struct view signed_part; /* from the tag DF22 to the end of FF20 */
    struct view name, address, birth, sex;
};

/* EF 0003. */
struct layout_digests {
    struct view number, person; /* 32 bytes each */
    struct view signed_part;    /* both objects, tags and lengths included */
    struct view signature;
};

/* EF 0004. */
struct layout_certificate {
    struct view issuer; /* key id */
    struct view body;   /* the value of 5F4E, which 5F37 signs */
    struct rsa_public key;
    struct view signature;
};

/* EF 0007. */
struct layout_key {
    struct view signed_part; /* the object DF51 */
    struct rsa_public key;
    struct view signature;
};

/* Each is false for another layout, algorithm or size. Everything is borrowed from the file. */
MUST_USE bool layout_person(const struct card_files *files, struct layout_person *out);

/* The halves of it: EF 0001 fills `number`, EF 0002 the rest. */
MUST_USE bool layout_number(struct view file, struct layout_person *out);
MUST_USE bool layout_attributes(struct view file, struct layout_person *out);

MUST_USE bool layout_digests(struct view file, struct layout_digests *out);
MUST_USE bool layout_certificate(struct view file, struct layout_certificate *out);
MUST_USE bool layout_key(struct view file, struct layout_key *out);

#endif
