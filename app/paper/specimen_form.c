#include "app/paper/specimen_form.h"

#include "app/paper/paper_form.h"

/* Where the certificate attests, the preview says that it does not. */
static const struct words attestation = {
    "これは見本です。記録を確かめるためのもので、証明の効力はありません。",
    "This is a preview for checking the record. It certifies nothing."};

static const struct form_specimen specimen = {
    .bar = {"見本　証明書ではありません", "PREVIEW – NOT A CERTIFICATE"},
    .later = {"コードは発行時に印字", "Code printed on issue"},
    .word = "見本",
};

static void fill_places(const struct certificate *in, struct form *out)
{
    if (in->kind == KIND_TRAVEL)
        out->code[out->codes++] =
            (struct form_code){{"海外用コード", "For travel: VDS-NC (ICAO)"}, NULL, true};
    out->code[out->codes++] =
        (struct form_code){{"国内・海外用コード", "SMART Health Card"}, NULL, false};
}

bool specimen_form(const struct certificate *in, struct phrases *phrases, struct form *out)
{
    if (!paper_words(in, phrases, out))
        return false;
    out->specimen = specimen;
    out->ground = NULL;
    out->attestation = attestation;
    out->issued.value = "発行時に印字";
    out->issued.beside = "Printed on issue";
    out->issued.style = FORM_PLAIN;
    out->issuer[0] = (struct words){"発行者名は発行時に印字", "Issuer printed on issue"};
    out->issuers = 1;
    out->address = NULL;
    fill_places(in, out);
    return true;
}
