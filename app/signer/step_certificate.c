#include "app/signer/proof.h"
#include "app/wire/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A certificate on its way from the proof to the book. */
struct making {
    struct signer *signer;
    struct proof *proof;
    struct area_person person;
    struct issue issue;
};

/* The same card as in the first step, and nothing changed since its records were shown. */
static enum err compare(const struct making *making, const struct nonce_memory *memory)
{
    if (!view_equal(view_of(making->person.index, sizeof making->person.index),
                    view_of(memory->person, sizeof memory->person)))
        return ledger_foreign();
    if (making->person.touched != memory->touched || making->person.history.found != FOUND_SOME)
        return ERR_RAISE(AK_R05);
    return ERR_OK;
}

/* A book that does not agree stops its area (R19). */
static enum err check_book(struct signer_area *area)
{
    enum err code = ledger_agree(area->ledger);

    if (code == AK_R65)
        area->stopped = code;
    return code;
}

static enum err reserve(struct making *making, int64_t now)
{
    struct proof *proof = making->proof;
    struct issue *issue = &making->issue;

    memcpy(issue->transaction, proof->wire.live.transaction, sizeof issue->transaction);
    memcpy(issue->person, making->person.index, sizeof issue->person);
    memcpy(issue->who, proof->who, sizeof issue->who);
    issue->kind = proof->wire.live.kind;
    issue->as_of = making->person.history.as_of;
    issue->issued = date_of_unix(now);
    issue->kid = making->signer->issuer.kid;
    return ledger_reserve(proof->area->ledger, now, issue);
}

static enum err prepare(struct making *making, int64_t now)
{
    struct nonce_memory memory = {0};
    enum err code = proof_redeem(making->proof, now, &memory);

    if (code == ERR_OK)
        code = signer_choose(making->signer, making->proof->wire.live.kind);
    if (code == ERR_OK)
        code = proof_look_up(making->proof, now, &making->person);
    if (code == ERR_OK)
        code = compare(making, &memory);
    if (code == ERR_OK)
        code = check_book(making->proof->area);
    if (code == ERR_OK)
        code = reserve(making, now);
    return code;
}

static void describe(const struct making *making, struct certificate *out)
{
    memcpy(out->serial, making->issue.serial, sizeof out->serial);
    memcpy(out->transaction, making->issue.transaction, sizeof out->transaction);
    out->kind = making->issue.kind;
    out->area = *area_of(making->proof->area->records);
    out->holder = making->proof->person.holder;
    out->traveller = making->person.passport.traveller;
    out->history = making->person.history;
    out->others_asked = false;
    snprintf(out->verifier, sizeof out->verifier, "%s", making->signer->plan.verifier);
    out->issued = making->issue.issued;
}

static enum err sign(const struct making *making, int64_t now, struct bytes *out)
{
    const struct signer *signer = making->signer;
    const struct key_port *keys = signer->plan.ports.keys;
    struct certificate *certificate = calloc(1, sizeof *certificate);
    enum err code = wire_made(certificate != NULL);

    if (code != ERR_OK)
        return code;
    describe(making, certificate);
    code = shc_issue(&signer->issuer, keys, now, certificate);
    if (code == ERR_OK && certificate->kind == KIND_TRAVEL)
        code = vds_issue(&signer->travel, keys, certificate);
    if (code == ERR_OK && !sheet_sign(certificate, keys, signer->sheet_key, out))
        code = ERR_RAISE(AK_K62);
    wipe(certificate, sizeof *certificate);
    free(certificate);
    return code;
}

/* Books the signature, or ends the serial when there is none. */
static enum err book(const struct making *making, int64_t now, enum err signed_)
{
    struct ledger *ledger = making->proof->area->ledger;
    enum err code = ledger_begin(ledger);

    if (code == ERR_OK)
        code = signed_ == ERR_OK
                   ? ledger_book_signature(ledger, now, &making->issue)
                   : ledger_undelivered(ledger, now, making->issue.transaction, signed_);
    if (code == ERR_OK)
        code = ledger_commit(ledger);
    ledger_rollback(ledger);
    return signed_ != ERR_OK ? signed_ : code;
}

/* Reserve, sign, book, and only then release (VRS-53). */
enum err step_certificate(struct signer *signer, struct proof *proof, struct bytes *out)
{
    struct making making = {.signer = signer, .proof = proof};
    int64_t now = signer_now(signer);
    struct bytes sheet = bytes_new_secret(SHEET_MAX);
    enum err code = ledger_begin(proof->area->ledger);

    if (code == ERR_OK)
        code = proof_settle(proof, prepare(&making, now));
    if (code == ERR_OK)
        code = book(&making, now, sign(&making, now, &sheet));
    if (code == ERR_OK)
        code = wire_made(bytes_append(out, bytes_view(&sheet)));
    bytes_free(&sheet);
    wipe(&making, sizeof making);
    return code;
}
