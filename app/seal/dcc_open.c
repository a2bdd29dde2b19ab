#include "app/seal/dcc.h"

#include "app/seal/dcc_claims.h"
#include "app/seal/dcc_payload.h"
#include "app/seal/dcc_text.h"
#include "crypto/base/hex.h"

#include <stdio.h>
#include <string.h>

enum { CLOCK_LEEWAY_SECONDS = 120 }; /* a code may have been signed this second elsewhere */

/* A code on its way from text to verdict. */
struct opening {
    struct bytes message;
    struct cose cose; /* borrows from message */
    struct dcc_claims claims;
    struct dcc_subject subject;
    const struct dcc_signer *by;
};

static struct opening start(void)
{
    return (struct opening){.message = bytes_new(DCC_MESSAGE_MAX)};
}

static void finish(struct opening *opening)
{
    json_decref(opening->claims.certificate);
    bytes_free(&opening->message);
}

static enum err read_cose(struct view text, struct opening *opening)
{
    struct cose *cose = &opening->cose;
    enum err code = dcc_text_read(text, &opening->message);

    if (code != ERR_OK)
        return code;
    if (!cose_read(bytes_view(&opening->message), cose))
        return ERR_RAISE(AK_D34);
    if (cose->algorithm != COSE_ES256 && cose->algorithm != COSE_PS256)
        return ERR_RAISE(AK_D35);
    return cose->kid.len == COSE_KID_LEN ? ERR_OK : ERR_RAISE(AK_D36);
}

static enum err read_content(struct opening *opening, struct opened *out)
{
    struct dcc_claims *claims = &opening->claims;

    hex_encode(opening->cose.kid, out->signer);
    if (!dcc_claims_read(opening->cose.payload, claims))
        return ERR_RAISE(AK_D37);
    snprintf(out->issuer, sizeof out->issuer, "%s", claims->issuer);
    out->not_before = claims->issued;
    out->expires = claims->expires;
    if (!dcc_payload_read(claims->certificate, out, &opening->subject))
        return ERR_RAISE(AK_D38);
    return ERR_OK;
}

static enum err check_signature(struct opening *opening, const struct dcc_trust *trust,
                                const struct opened *out)
{
    struct view kid = opening->cose.kid;
    const struct dcc_signer *by = trust != NULL ? dcc_trust_next(trust, kid, NULL) : NULL;

    if (trust != NULL && dcc_trust_withdrew(trust, out->signer))
        return ERR_RAISE(AK_D47);
    if (by == NULL)
        return ERR_RAISE(AK_D46);
    while (by != NULL && !cose_verify(&opening->cose, by->signer))
        by = dcc_trust_next(trust, kid, by);
    opening->by = by;
    return by != NULL ? ERR_OK : ERR_RAISE(AK_D48);
}

static enum err check_times(const struct dcc_claims *claims, int64_t now)
{
    if (claims->issued > now + CLOCK_LEEWAY_SECONDS)
        return ERR_RAISE(AK_D01);
    if (claims->expires < now)
        return ERR_RAISE(AK_D43);
    return ERR_OK;
}

/* Signers are certified for all kinds, or for those they name. Two forms of the same object ids
 * went into the world. */
static bool is_for(const struct cose_signer *signer, enum dcc_kind kind)
{
    static const char *const uses[][2] = {
        [DCC_TEST] = {"1.3.6.1.4.1.1847.2021.1.1", "1.3.6.1.4.1.0.1847.2021.1.1"},
        [DCC_VACCINATION] = {"1.3.6.1.4.1.1847.2021.1.2", "1.3.6.1.4.1.0.1847.2021.1.2"},
        [DCC_RECOVERY] = {"1.3.6.1.4.1.1847.2021.1.3", "1.3.6.1.4.1.0.1847.2021.1.3"},
    };
    bool named[DCC_RECOVERY + 1];

    for (int i = 0; i <= DCC_RECOVERY; i++)
        named[i] = cose_signer_serves(signer, uses[i][0]) || cose_signer_serves(signer, uses[i][1]);
    return named[kind] || !(named[DCC_TEST] || named[DCC_VACCINATION] || named[DCC_RECOVERY]);
}

/* A code that names no issuer is its signer's country's. It was made while its signer was in force
 * and is good no longer than that; that it names a later day itself is a habit of some countries.
 */
static enum err check_signer(const struct opening *opening, int64_t now, struct opened *out)
{
    const struct dcc_claims *claims = &opening->claims;
    const struct dcc_signer *by = opening->by;

    if (claims->issuer[0] == 0)
        snprintf(out->issuer, sizeof out->issuer, "%s", by->country);
    if (strcmp(out->issuer, by->country) != 0)
        return ERR_RAISE(AK_D49);
    if (claims->issued < cose_signer_from(by->signer) || now > cose_signer_until(by->signer))
        return ERR_RAISE(AK_D50);
    if (!is_for(by->signer, opening->subject.kind))
        return ERR_RAISE(AK_D51);
    return ERR_OK;
}

static enum err check_subject(const struct dcc_subject *subject, const struct dcc_trust *trust,
                              const struct opened *out)
{
    if (dcc_trust_withdrew(trust, out->id))
        return ERR_RAISE(AK_D54);
    if (subject->kind != DCC_VACCINATION)
        return ERR_RAISE(AK_D52);
    if (!subject->covid)
        return ERR_RAISE(AK_D53);
    return ERR_OK;
}

static enum err open_text(struct view text, const struct dcc_trust *trust, int64_t now,
                          struct opening *opening, struct opened *out)
{
    enum err code = read_cose(text, opening);

    if (code == ERR_OK)
        code = read_content(opening, out);
    if (code == ERR_OK)
        code = check_signature(opening, trust, out);
    if (code == ERR_OK)
        code = check_times(&opening->claims, now);
    if (code == ERR_OK)
        code = check_signer(opening, now, out);
    if (code == ERR_OK)
        code = check_subject(&opening->subject, trust, out);
    return code;
}

static enum seal_verdict verdict_of(enum err code)
{
    switch (code) {
    case ERR_OK:
        return SEAL_VALID;
    case AK_D31:
    case AK_D46:
    case AK_D52:
    case AK_D53:
        return SEAL_CANNOT_TELL;
    default:
        return SEAL_NOT_VALID;
    }
}

void dcc_open(struct view text, const struct dcc_trust *trust, int64_t now, struct opened *out)
{
    struct opening opening = start();

    *out = (struct opened){.format = CODE_DCC};
    out->code = open_text(text, trust, now, &opening, out);
    out->verdict = verdict_of(out->code);
    finish(&opening);
}

static int append_text(const char *text, size_t len, void *to)
{
    return bytes_append(to, view_of(text, len)) ? 0 : -1;
}

bool dcc_raw(struct view text, struct bytes *out)
{
    struct opening opening = start();
    size_t before = out->len;
    bool good = read_cose(text, &opening) == ERR_OK &&
                dcc_claims_read(opening.cose.payload, &opening.claims) &&
                json_dump_callback(opening.claims.certificate, append_text, out, JSON_COMPACT) == 0;

    if (!good)
        out->len = before;
    finish(&opening);
    return good;
}
