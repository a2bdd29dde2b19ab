#include "hw/vcard/card_file.h"

#include "crypto/base/hex.h"
#include "crypto/base/secret.h"
#include "drivers/host/file.h"

#include <jansson.h>
#include <string.h>

#define FORMAT "akashi-vcard-1"

enum { TEXT_MAX = 1 << 17, PEM_MAX = 4096, MODE = 0600, TRIES_MOST = 15 };

/* --- Out ---------------------------------------------------------------------------------------
 */

static json_t *files_to_json(const struct vcard *card)
{
    char hex[2 * VCARD_FILE_MAX + 1];
    json_t *list = json_array();

    for (size_t i = 0; i < VCARD_FILES; i++) {
        hex_encode(bytes_view(&card->files[i]), hex);
        json_array_append_new(list, json_string(hex));
    }
    wipe(hex, sizeof hex);
    return list;
}

static json_t *keys_to_json(const struct vcard *card)
{
    char hex[2 * VCARD_VALUE_MAX + 1];
    json_t *list = json_array();

    for (size_t i = 0; i < VCARD_KEYS; i++) {
        const struct vcard_key *key = &card->keys[i];

        hex_encode(view_of(key->value, key->len), hex);
        json_array_append_new(list, json_pack("{s:s, s:i, s:i}", "value", hex, "tries",
                                              (int)key->tries, "most", (int)key->most));
    }
    wipe(hex, sizeof hex);
    return list;
}

static bool pair_to_json(json_t *root, const char *name, const struct rsa_key *pair)
{
    struct bytes pem = bytes_new(PEM_MAX);
    const char *text = rsa_key_to_pem(pair, &pem) ? bytes_text(&pem) : NULL;
    bool good = text != NULL && json_object_set_new(root, name, json_string(text)) == 0;

    bytes_free(&pem);
    return good;
}

static json_t *to_json(const struct vcard *card)
{
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:b, s:o, s:o}", "format", FORMAT, "record", card->record,
                  "foreign", foreign_name(card->foreign), "reselect_clears", card->reselect_clears,
                  "keys", keys_to_json(card), "files", files_to_json(card));
    bool good = root != NULL && pair_to_json(root, "signing", card->signing);

    if (card->auth_pair != NULL)
        good = good && pair_to_json(root, "jpki_auth", card->auth_pair);
    if (card->sign_pair != NULL)
        good = good && pair_to_json(root, "jpki_sign", card->sign_pair);
    if (good)
        return root;
    json_decref(root);
    return NULL;
}

bool card_file_save(const struct vcard *card, const char *path)
{
    json_t *root = to_json(card);
    char *text = root != NULL ? json_dumps(root, JSON_INDENT(1)) : NULL;
    bool saved = text != NULL && file_write(path, view_text(text), MODE);

    wiping_free(text);
    json_decref(root);
    return saved;
}

/* --- In ----------------------------------------------------------------------------------------
 */

static bool file_from_json(const json_t *item, struct bytes *out)
{
    struct view hex = {(const uint8_t *)json_string_value(item), json_string_length(item)};
    uint8_t *to = hex.len % 2 == 0 ? bytes_room(out, hex.len / 2) : NULL;

    if (!json_is_string(item) || to == NULL || !hex_decode(hex, to, hex.len / 2))
        return false;
    out->len += hex.len / 2;
    return true;
}

static bool key_from_json(json_t *item, struct vcard_key *out)
{
    const char *hex = NULL;
    int tries = -1, most = -1;

    if (json_unpack(item, "{s:s, s:i, s:i !}", "value", &hex, "tries", &tries, "most", &most) != 0)
        return false;
    out->len = strlen(hex) / 2;
    if (out->len > VCARD_VALUE_MAX || !hex_decode(view_text(hex), out->value, out->len) ||
        most < 0 || most > TRIES_MOST || tries < 0 || tries > most)
        return false;
    out->tries = (unsigned)tries;
    out->most = (unsigned)most;
    return true;
}

static bool record_from_json(const char *record, struct vcard *card)
{
    if (strlen(record) != VCARD_RECORD_LEN || strspn(record, "0123456789") != VCARD_RECORD_LEN)
        return false;
    memcpy(card->record, record, VCARD_RECORD_LEN + 1);
    return true;
}

static bool pairs_from_json(const char *own, const char *auth, const char *sign, struct vcard *card)
{
    card->signing = rsa_key_from_pem(view_text(own));
    if (auth != NULL)
        card->auth_pair = rsa_key_from_pem(view_text(auth));
    if (sign != NULL)
        card->sign_pair = rsa_key_from_pem(view_text(sign));
    return card->signing != NULL && (auth == NULL || card->auth_pair != NULL) &&
           (sign == NULL || card->sign_pair != NULL);
}

/* Cards made before there were other applications have the text AP's files and values only. */
static bool lists_from_json(const json_t *keys, const json_t *files, struct vcard *card)
{
    size_t key_count = json_array_size(keys), file_count = json_array_size(files);
    bool good = (key_count == VCARD_KEYS && file_count == VCARD_FILES) ||
                (key_count == VCARD_TEXT_KEYS && file_count == VCARD_TEXT_FILES);

    for (size_t i = 0; good && i < key_count; i++)
        good = key_from_json(json_array_get(keys, i), &card->keys[i]);
    for (size_t i = 0; good && i < file_count; i++)
        good = file_from_json(json_array_get(files, i), &card->files[i]);
    return good;
}

static bool from_json(json_t *root, struct vcard *card)
{
    const char *format = "", *record = "", *foreign = "", *own = "", *auth = NULL, *sign = NULL;
    json_t *keys = NULL, *files = NULL;
    int clears = 0;

    if (json_unpack(root, "{s:s, s:s, s?s, s:b, s:o, s:o, s:s, s?s, s?s !}", "format", &format,
                    "record", &record, "foreign", &foreign, "reselect_clears", &clears, "keys",
                    &keys, "files", &files, "signing", &own, "jpki_auth", &auth, "jpki_sign",
                    &sign) != 0)
        return false;
    card->reselect_clears = clears != 0;
    return strcmp(format, FORMAT) == 0 && foreign_of(foreign, &card->foreign) &&
           record_from_json(record, card) && lists_from_json(keys, files, card) &&
           pairs_from_json(own, auth, sign, card);
}

struct vcard *card_file_load(const char *path)
{
    struct bytes text = bytes_new(TEXT_MAX);
    struct vcard *card = vcard_new(), *loaded = NULL;
    json_t *root = NULL;

    if (card == NULL || !file_read(path, &text))
        goto out;
    root = json_loadb((const char *)text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    if (root == NULL || !from_json(root, card))
        goto out;
    loaded = card;
    card = NULL;

out:
    json_decref(root);
    vcard_free(&card);
    bytes_free(&text);
    return loaded;
}
