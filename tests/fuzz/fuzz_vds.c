/* Aims at vds_open: the input is a symbol's text, or a message that a believed signer signed, or
 * (where it begins with the length of the first of them) a CSCA, a signer and a list of withdrawn
 * ones. */
#include "app/seal/vds.h"
#include "app/seal/vds_text.h"
#include "crypto/csca.h"
#include "crypto/jcs.h"
#include "crypto/x509_icao.h"
#include "fuzz.h"

#include <string.h>

enum { NOW = 1790000000, DAY = 86400, TEXT_MAX = 1 << 16, DER_MAX = 4096 };

#define STATE "UTO"

/* A signer that is believed, whatever it signs. */
struct believed {
    struct ec_key *csca_key, *key;
    struct bytes csca, signer;
    struct vds_trust *trust;
};

static const struct x509_icao_plan csca_plan = {.country = "UT",
                                                .organisation = "Utopia",
                                                .name = "CSCA",
                                                .from = NOW - DAY,
                                                .until = NOW + DAY};
static const struct x509_icao_plan signer_plan = {
    .country = "UT", .name = "A1", .from = NOW - DAY, .until = NOW + DAY - 1};

static void open_believed(struct believed *out)
{
    *out = (struct believed){ec_key_new(), ec_key_new(), bytes_new(DER_MAX), bytes_new(DER_MAX),
                             vds_trust_new()};
    fuzz_hold(out->csca_key != NULL && out->key != NULL && out->trust != NULL);
    fuzz_hold(x509_icao_make_csca(&csca_plan, out->csca_key, &out->csca));
    fuzz_hold(x509_icao_make_signer(&signer_plan, out->key, out->csca_key, bytes_view(&out->csca),
                                    &out->signer));
    fuzz_hold(vds_trust_add_csca(out->trust, STATE, bytes_view(&out->csca)) == ERR_OK);
}

static bool seal(const struct believed *by, const json_t *message, struct bytes *out)
{
    struct bytes canonical = bytes_new(TEXT_MAX);
    uint8_t signature[EC_SIGNATURE_LEN];
    bool good = jcs_append(message, &canonical) &&
                ec_sign(by->key, bytes_view(&canonical), signature) &&
                vds_text_begin(bytes_view(&canonical), bytes_view(&by->signer), out) &&
                vds_text_end(view_of(signature, sizeof signature), out);

    bytes_free(&canonical);
    return good;
}

/* What is valid is the believed state's, and about somebody's doses. */
static void open_sealed(const struct believed *by, struct view input)
{
    static struct opened opened;
    json_t *message = json_loadb((const char *)input.at, input.len, JSON_REJECT_DUPLICATES, NULL);
    struct bytes text = bytes_new(TEXT_MAX);

    if (message != NULL && seal(by, message, &text)) {
        vds_open(bytes_view(&text), by->trust, NOW, &opened);
        fuzz_hold((opened.verdict == SEAL_VALID) == (opened.code == ERR_OK));
        fuzz_hold(opened.code != AK_T39 && opened.code != AK_T41);
        if (opened.verdict == SEAL_VALID)
            fuzz_hold(strcmp(opened.issuer, STATE) == 0 && opened.count > 0 &&
                      opened.count <= DOSES_MAX && opened.traveller.name[0] != 0);
    }
    json_decref(message);
    bytes_free(&text);
}

/* What a bundle says is kept, whatever else it holds. */
static void fill_trust(struct view csca, struct view list)
{
    struct vds_trust *trust = vds_trust_new(), *before = vds_trust_new();

    fuzz_hold(trust != NULL && before != NULL);
    if (vds_trust_add_csca(trust, STATE, csca) == ERR_OK) {
        fuzz_hold(vds_trust_add_csca(before, STATE, csca) == ERR_OK);
        fuzz_hold(vds_trust_add_csca(trust, "XXA", csca) == AK_T63);
        if (vds_trust_add_crl(trust, list) == ERR_OK)
            fuzz_hold(vds_trust_add_crl(trust, list) == ERR_OK && !vds_trust_keeps(trust, before));
        fuzz_hold(vds_trust_keeps(trust, trust) && vds_trust_keeps(before, trust));
    }
    vds_trust_free(&trust);
    vds_trust_free(&before);
}

/* Whatever they are, the believed CSCA did not make them. */
static void read_certificates(const struct believed *by, struct view csca_der,
                              struct view signer_der, struct view list)
{
    struct barcode_signer *signer = barcode_signer_read(signer_der);
    struct csca *csca = csca_read(csca_der), *own = csca_read(bytes_view(&by->csca));

    fuzz_hold(own != NULL && csca_take_list(own, list) == CSCA_LIST_FOREIGN);
    if (signer != NULL) {
        (void)!barcode_signer_is_for(signer, BARCODE_VACCINATION);
        fuzz_hold(!csca_issued(own, signer) && !csca_withdrew(own, signer));
    }
    if (signer != NULL && csca != NULL && csca_issued(csca, signer)) {
        fuzz_hold(csca_is_named_by(csca, signer));
        if (csca_take_list(csca, list) == CSCA_LIST_TAKEN)
            (void)!csca_withdrew(csca, signer);
    }
    barcode_signer_free(&signer);
    csca_free(&csca);
    csca_free(&own);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct believed believed;
    static struct opened opened;
    struct view input = view_of(data, size);
    struct bytes raw = bytes_new(TEXT_MAX);

    if (believed.key == NULL)
        open_believed(&believed);
    if (size > 0 && data[0] < ' ') {
        struct view csca = fuzz_part(&input), signer = fuzz_part(&input), list = fuzz_part(&input);

        fill_trust(csca, list);
        read_certificates(&believed, csca, signer, list);
        return 0;
    }
    vds_open(input, believed.trust, NOW, &opened);
    fuzz_hold(opened.verdict != SEAL_VALID && opened.code != ERR_OK);
    (void)!vds_raw(input, &raw);
    open_sealed(&believed, input);
    bytes_free(&raw);
    return 0;
}
