/* ICAO VDS-NC (visible digital seals for non-constrained environments): making a vaccination seal,
 * and opening one. Pure. */
#ifndef APP_SEAL_VDS_H
#define APP_SEAL_VDS_H

#include "app/seal/opened.h"
#include "app/seal/vds_trust.h"
#include "crypto/key.h"

enum {
    VDS_MADE_MAX = 2331, /* bytes of a symbol V40-M, which is what we print */
    VDS_READ_MAX = 2953, /* of V40-L, the most that any symbol holds */
};

struct vds_issuer {
    const char *state;       /* three letters: JPN */
    const char *key_name;    /* in the key port */
    struct view certificate; /* of the barcode signer, in DER (crypto/x509_icao.h) */
};

/* Whether the certificate is a barcode signer's for vaccination seals, and of this very key. Asked
 * once, when a signer starts; vds_issue relies on it. */
MUST_USE bool vds_issuer_fits(const struct vds_issuer *issuer, const struct key_port *keys);

/* Adds complete seals for all doses behind the codes that the certificate (for travel) has: one
 * where they fit into VDS_MADE_MAX, else several for doses a–b each, never fewer doses than the
 * history has. Nothing is cut: what the format cannot say exactly is a failure. Nothing is signed
 * before all seals are known to fit; on failure the certificate has no seals of this format, and
 * its other codes stay. A second call replaces the first's seals. */
MUST_USE enum err vds_issue(const struct vds_issuer *issuer, const struct key_port *keys,
                            struct certificate *certificate);

/* Whether a text looks like a seal, so that vds_open is the one to ask. */
MUST_USE bool vds_is(struct view text);

/* Opens a seal, exactly as a symbol holds it. Whatever could be read is filled in even when the
 * verdict is not valid; it may only be believed when it is. The name is traveller.name (the holder
 * has none), and opened_dose.vaccine is the brand.
 * Malformed, not signed by its signer, or by one that is out of its time, withdrawn, or of another
 * state or purpose: not valid. No CSCA at hand for it (also when `trust` is NULL), another version,
 * or longer than a symbol may carry: cannot tell. */
void vds_open(struct view text, const struct vds_trust *trust, int64_t now, struct opened *out);

/* Appends the message that is signed (canonical JSON) of a text that vds_open takes, whatever it
 * says. False when it cannot be got at. */
MUST_USE bool vds_raw(struct view text, struct bytes *out);

#endif
