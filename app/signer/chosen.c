#include "app/signer/signer_inside.h"
#include "drivers/host/file.h"
#include "drivers/host/log.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 24 * 60 * 60, CERTIFICATE_MAX = 8192 };

static const char *const purposes[] = {"shc", "sheet", "vds"};

static void note(enum err code)
{
    log_write(&(struct log_entry){.step = "keys", .code = code});
}

/* Whether the port's key of this name is the registered one, and signs what its public half takes.
 */
static enum err try_key(const struct key_port *keys, const struct key_entry *entry)
{
    struct ec_key *key = keys->public_key(keys->self, entry->name);
    char kid[JWK_THUMBPRINT_SIZE];
    uint8_t signature[EC_SIGNATURE_LEN];
    bool good = key != NULL && jwk_thumbprint(key, kid) && strcmp(kid, entry->kid) == 0 &&
                keys->sign(keys->self, entry->name, view_text("start"), signature) &&
                ec_verify(key, view_text("start"), view_of(signature, sizeof signature));

    ec_key_free(&key);
    return good ? ERR_OK : ERR_RAISE(AK_K65);
}

static bool is_tried(const struct key_register *before, const struct key_entry *entry)
{
    for (size_t i = 0; i < before->count; i++)
        if (before->at[i].state == KEY_SIGNS && strcmp(before->at[i].kid, entry->kid) == 0)
            return true;
    return false;
}

static bool spoke_today(const struct signer *signer)
{
    return signer_now(signer) / DAY == signer->warned;
}

/* A key that does not work is left out, so that the one before it goes on while it may. */
static void try_keys(const struct signer *signer, struct key_register *fresh)
{
    for (size_t i = 0; i < fresh->count; i++) {
        struct key_entry *entry = &fresh->at[i];
        enum err code = ERR_OK;

        if (entry->state != KEY_SIGNS || entry->until <= signer_now(signer) ||
            is_tried(&signer->keys, entry))
            continue;
        code = try_key(signer->plan.ports.keys, entry);
        if (code == ERR_OK)
            continue;
        entry->state = KEY_RETIRED;
        if (!spoke_today(signer))
            note(code);
    }
}

/* A signer without any key for travel lacks nothing. */
static bool has(const struct key_register *keys, const char *purpose)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->at[i].purpose, purpose) == 0)
            return true;
    return false;
}

static void warn(struct signer *signer)
{
    int64_t now = signer_now(signer);

    if (spoke_today(signer))
        return;
    signer->warned = now / DAY;
    for (size_t i = 0; i < sizeof purposes / sizeof *purposes; i++) {
        enum err code = has(&signer->keys, purposes[i])
                            ? key_register_warn(&signer->keys, purposes[i], now)
                            : ERR_OK;

        if (code != ERR_OK)
            note(code);
    }
}

enum err signer_read_keys(struct signer *signer)
{
    const struct key_settings *settings = signer->plan.keys;
    struct key_register *fresh = calloc(1, sizeof *fresh);
    bool read = fresh != NULL && key_register_read(settings->record, fresh) &&
                (settings->demo || !fresh->demo);

    if (read) {
        try_keys(signer, fresh);
        signer->keys = *fresh;
        warn(signer);
    }
    free(fresh);
    return read ? ERR_OK : ERR_RAISE(AK_K67);
}

/* Reads the certificate that stands in seals of this key, unless it is at hand. */
static bool take_barcode(struct signer *signer, const struct key_entry *key)
{
    const struct key_settings *settings = signer->plan.keys;
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s.der", settings->record, key->name);

    signer->travel = (struct vds_issuer){settings->state, key->name, bytes_view(&signer->barcode)};
    if (strcmp(signer->barcode_kid, key->kid) == 0)
        return true;
    bytes_free(&signer->barcode);
    signer->barcode = bytes_new(CERTIFICATE_MAX);
    signer->barcode_kid[0] = 0;
    if (len <= 0 || (size_t)len >= sizeof path || !file_read(path, &signer->barcode))
        return false;
    signer->travel.certificate = bytes_view(&signer->barcode);
    if (!vds_issuer_fits(&signer->travel, signer->plan.ports.keys))
        return false;
    memcpy(signer->barcode_kid, key->kid, sizeof signer->barcode_kid);
    return true;
}

static enum err choose_travel(struct signer *signer)
{
    const struct key_entry *key = NULL;
    enum err code = key_register_current(&signer->keys, "vds", signer_now(signer), &key);

    if (code == ERR_OK && !take_barcode(signer, key))
        code = ERR_RAISE(AK_K68);
    return code;
}

enum err signer_choose(struct signer *signer, enum kind kind)
{
    const struct key_entry *shc = NULL, *sheet = NULL;
    int64_t now = signer_now(signer);
    enum err code = key_register_current(&signer->keys, "shc", now, &shc);

    if (code == ERR_OK)
        code = key_register_current(&signer->keys, "sheet", now, &sheet);
    if (code == ERR_OK && kind == KIND_TRAVEL)
        code = choose_travel(signer);
    if (code != ERR_OK)
        return code;
    signer->issuer = (struct shc_issuer){
        .iss = signer->plan.keys->issuer, .key_name = shc->name, .trees = signer->trees};
    memcpy(signer->issuer.kid, shc->kid, sizeof signer->issuer.kid);
    signer->sheet_key = sheet->name;
    return ERR_OK;
}
