#include "app/kiosk/perform.h"

#include "app/paper/paper.h"
#include "drivers/card/text_ap.h"

#include <string.h>

enum err perform_ask_tries(struct kiosk *kiosk, struct visit *visit)
{
    char expiry[TEXT_AP_EXPIRY_SIZE] = "";
    enum err code = kiosk->reader.connect(kiosk->reader.self);

    if (code == ERR_OK)
        code = text_ap_expiry(&kiosk->reader, expiry);
    if (code == ERR_OK)
        code = card_expiry_check(expiry, date_of_unix(kiosk->clock.seconds(kiosk->clock.self)));
    if (code == ERR_OK)
        code = text_ap_select(&kiosk->reader);
    if (code == ERR_OK)
        code = text_ap_tries(&kiosk->reader, &visit->tries);
    return code;
}

enum err perform_verify(struct kiosk *kiosk, struct visit *visit)
{
    enum err code = text_ap_verify(&kiosk->reader, &visit->pin, &visit->tries);

    pin_wipe(&visit->pin);
    if (code == ERR_OK)
        visit->code = ERR_OK;
    return code;
}

enum err perform_read(struct kiosk *kiosk, struct visit *visit)
{
    const struct {
        enum text_ap_file file;
        struct bytes *into;
    } files[] = {
        {TEXT_AP_NUMBER, &visit->files.number},   {TEXT_AP_PERSON, &visit->files.person},
        {TEXT_AP_DIGESTS, &visit->files.digests}, {TEXT_AP_CERTIFICATE, &visit->files.certificate},
        {TEXT_AP_KEY, &visit->files.key},
    };

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        enum err code = text_ap_read(&kiosk->reader, files[i].file, files[i].into);

        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

enum err perform_judge_card(struct kiosk *kiosk, struct visit *visit)
{
    enum err code = card_judge(&visit->files, &kiosk->roots, &visit->person).code;

    /* A name that cannot be printed is known before anything is signed (R29). */
    return code == ERR_OK ? paper_check_name(visit->person.holder.name) : code;
}

enum err perform_sign(struct kiosk *kiosk, struct visit *visit, enum liveness_step step)
{
    struct liveness live = {.step = step, .kind = visit->kind};
    uint8_t digest[SHA256_LEN];
    enum err code = ERR_OK;

    memcpy(live.nonce, visit->nonce, sizeof live.nonce);
    memcpy(live.transaction, visit->transaction, sizeof live.transaction);
    memcpy(live.area, visit->area.code, sizeof live.area);
    memcpy(live.kiosk, kiosk->certificate, sizeof live.kiosk);
    if (!liveness_digest(&live, &visit->files, digest))
        return perform_bug();
    code = text_ap_sign(&kiosk->reader, digest, visit->signature);
    if (code == ERR_OK)
        code = liveness_check(&visit->files, digest,
                              view_of(visit->signature, sizeof visit->signature));
    return code;
}

enum err perform_challenge(struct kiosk *kiosk, struct visit *visit)
{
    enum err code = perform_sign(kiosk, visit, LIVENESS_CERTIFICATE);

    kiosk->reader.disconnect(kiosk->reader.self);
    return code;
}
