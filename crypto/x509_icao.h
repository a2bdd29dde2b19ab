/* Certificates for signed barcodes (Doc 9303-12), as akashi-admin makes them: a state's CSCA, the
 * barcode signers under it, and the list of those it withdrew. P-256, SHA-256, DER. */
#ifndef CRYPTO_X509_ICAO_H
#define CRYPTO_X509_ICAO_H

#include "crypto/base/bytes.h"
#include "crypto/ec.h"

struct x509_icao_plan {
    const char *country;      /* C of the subject: two capital letters */
    const char *organisation; /* O of a CSCA; NULL for a barcode signer, which has none */
    const char *name;         /* CN. Of a barcode signer: two characters, once in a country */
    int64_t from, until;      /* of the certificate; seconds since 1970 */
    int64_t last_signature;   /* until when the private key is used, or 0 to leave it unsaid */
};

/* Appends the certificate of a CSCA that signs itself with `key` and vouches for health seals only.
 */
MUST_USE bool x509_icao_make_csca(const struct x509_icao_plan *plan, const struct ec_key *key,
                                  struct bytes *out);

/* Appends the certificate of a barcode signer for vaccination seals: `subject` may be a public key.
 * False where the plan breaks the profile (country other than the CSCA's, CN not two characters,
 * times not within the CSCA's). */
MUST_USE bool x509_icao_make_signer(const struct x509_icao_plan *plan, const struct ec_key *subject,
                                    const struct ec_key *csca_key, struct view csca_der,
                                    struct bytes *out);

/* A withdrawal: which certificate, and since when. */
struct x509_icao_withdrawn {
    struct view signer_der;
    int64_t since;
};

/* Appends a CRL of everything withdrawn so far. `number` grows with each list; `until` is when the
 * next one is due. False where an entry is not of this CSCA. */
MUST_USE bool x509_icao_make_crl(const struct x509_icao_withdrawn *withdrawn, size_t count,
                                 uint32_t number, int64_t from, int64_t until,
                                 const struct ec_key *csca_key, struct view csca_der,
                                 struct bytes *out);

#endif
