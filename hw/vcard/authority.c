#include "hw/vcard/authority.h"

#include "crypto/base/hex.h"
#include "crypto/tlv.h"
#include "drivers/host/file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum {
    TAG_EXPONENT = 0x90,
    TAG_MODULUS = 0x91,
    TAG_CERTIFICATE = 0x7F21,
    TAG_BODY = 0x5F4E,
    TAG_SIGNATURE = 0x5F37,
    PEM_MAX = 4096,
    ROOTS_MAX = 1024,
    PRIVATE = 0600,
    PUBLIC = 0644,
    FOLDER = 0755,
};

bool authority_digits(const char *text)
{
    return strlen(text) == AUTHORITY_DIGITS && strspn(text, "0123456789") == AUTHORITY_DIGITS &&
           text[0] == '9';
}

void authority_wipe(struct authority *authority)
{
    rsa_key_free(&authority->signer);
    bytes_free(&authority->certificate);
    for (size_t i = 0; i < JPKI_USES; i++)
        jpki_authority_wipe(&authority->jpki[i]);
}

/* Digits, 08 05, three digits, three zeros, and zero for the text AP. */
static void key_id(const char *digits, uint8_t out[AUTHORITY_KEY_ID_LEN])
{
    static const uint8_t rest[] = {0x08, 0x05, '0', '0', '1', 0, 0, 0, 0};

    memcpy(out, digits, AUTHORITY_DIGITS);
    memcpy(out + AUTHORITY_DIGITS, rest, sizeof rest);
}

bool authority_public(const struct rsa_key *key, struct bytes *out)
{
    static const uint8_t exponent[] = {0x01, 0x00, 0x01};
    uint8_t modulus[RSA_SIGNATURE_LEN];

    return rsa_key_modulus(key, modulus) &&
           tlv_append(out, TAG_EXPONENT, view_of(exponent, sizeof exponent)) &&
           tlv_append(out, TAG_MODULUS, view_of(modulus, sizeof modulus));
}

bool authority_sign(const struct rsa_key *key, struct view message, uint32_t tag, struct bytes *out)
{
    uint8_t signature[RSA_SIGNATURE_LEN];

    return rsa_sign(key, message, signature) &&
           tlv_append(out, tag, view_of(signature, sizeof signature));
}

static bool certify(const struct rsa_key *root, const char *root_digits,
                    const struct rsa_key *signer, const char *signer_digits, struct bytes *out)
{
    struct bytes inner = bytes_new(AUTHORITY_CERTIFICATE_MAX);
    struct bytes body = bytes_new(AUTHORITY_CERTIFICATE_MAX);
    uint8_t ids[2][AUTHORITY_KEY_ID_LEN];
    bool good = false;

    key_id(root_digits, ids[0]);
    key_id(signer_digits, ids[1]);
    good = bytes_append(&inner, view_of(ids, sizeof ids)) && authority_public(signer, &inner) &&
           tlv_append(&body, TAG_BODY, bytes_view(&inner)) &&
           authority_sign(root, bytes_view(&inner), TAG_SIGNATURE, &body) &&
           tlv_append(out, TAG_CERTIFICATE, bytes_view(&body));
    bytes_free(&inner);
    bytes_free(&body);
    return good;
}

static bool path_in(const char *folder, const char *name, char out[PATH_MAX])
{
    int len = snprintf(out, PATH_MAX, "%s/%s", folder, name);

    return len > 0 && len < PATH_MAX;
}

static bool write_file(const char *folder, const char *name, struct view content, unsigned mode)
{
    char path[PATH_MAX];

    return path_in(folder, name, path) && file_write(path, content, mode);
}

static bool write_key(const char *folder, const char *name, const struct rsa_key *key)
{
    struct bytes pem = bytes_new(PEM_MAX);
    bool good = rsa_key_to_pem(key, &pem) && write_file(folder, name, bytes_view(&pem), PRIVATE);

    bytes_free(&pem);
    return good;
}

static bool write_roots(const char *folder, const char *digits, const struct rsa_key *root)
{
    uint8_t id[AUTHORITY_KEY_ID_LEN], modulus[RSA_SIGNATURE_LEN];
    char id_hex[2 * sizeof id + 1], modulus_hex[2 * sizeof modulus + 1], text[ROOTS_MAX];
    int len = 0;

    key_id(digits, id);
    if (!rsa_key_modulus(root, modulus))
        return false;
    hex_encode(view_of(id, sizeof id), id_hex);
    hex_encode(view_of(modulus, sizeof modulus), modulus_hex);
    len = snprintf(text, sizeof text, "# %s: a root of test cards, never of real ones\n%s %s\n",
                   digits, id_hex, modulus_hex);
    return len > 0 && (size_t)len < sizeof text &&
           write_file(folder, "roots.txt", view_of(text, (size_t)len), PUBLIC);
}

static const struct {
    const char *key, *certificate;
} jpki_files[JPKI_USES] = {
    [JPKI_SIGN] = {"jpki-sign.pem", "jpki-sign.der"},
    [JPKI_AUTH] = {"jpki-auth.pem", "jpki-auth.der"},
};

static bool write_jpki(const char *folder)
{
    bool good = true;

    for (int use = 0; good && use < JPKI_USES; use++) {
        struct jpki_authority authority = {0};

        good = jpki_authority_make((enum jpki_use)use, &authority) &&
               write_key(folder, jpki_files[use].key, authority.key) &&
               write_file(folder, jpki_files[use].certificate, bytes_view(&authority.certificate),
                          PUBLIC);
        jpki_authority_wipe(&authority);
    }
    return good;
}

bool authority_make(const char *folder, const char *root_digits, const char *signer_digits)
{
    struct rsa_key *root = rsa_key_new(), *signer = rsa_key_new();
    struct bytes certificate = bytes_new(AUTHORITY_CERTIFICATE_MAX);
    bool made = root != NULL && signer != NULL &&
                certify(root, root_digits, signer, signer_digits, &certificate) &&
                file_folder(folder, FOLDER) && write_key(folder, "root.pem", root) &&
                write_key(folder, "signer.pem", signer) &&
                write_file(folder, "signer.cvc", bytes_view(&certificate), PUBLIC) &&
                write_jpki(folder) && write_roots(folder, root_digits, root);

    rsa_key_free(&root);
    rsa_key_free(&signer);
    bytes_free(&certificate);
    return made;
}

static struct rsa_key *read_key(const char *folder, const char *name)
{
    struct bytes pem = bytes_new(PEM_MAX);
    struct rsa_key *key = NULL;
    char path[PATH_MAX];

    if (path_in(folder, name, path) && file_read(path, &pem))
        key = rsa_key_from_pem(bytes_view(&pem));
    bytes_free(&pem);
    return key;
}

static bool read_certificate(const char *folder, const char *name, struct bytes *out)
{
    char path[PATH_MAX];

    return path_in(folder, name, path) && file_read(path, out) && out->len > 0;
}

bool authority_load(const char *folder, struct authority *out)
{
    bool good = false;

    *out = (struct authority){.signer = read_key(folder, "signer.pem"),
                              .certificate = bytes_new(AUTHORITY_CERTIFICATE_MAX)};
    good = out->signer != NULL && read_certificate(folder, "signer.cvc", &out->certificate);
    for (int use = 0; good && use < JPKI_USES; use++) {
        struct jpki_authority *jpki = &out->jpki[use];

        *jpki = (struct jpki_authority){.key = read_key(folder, jpki_files[use].key),
                                        .certificate = bytes_new(JPKI_CERTIFICATE_MAX)};
        good = jpki->key != NULL &&
               read_certificate(folder, jpki_files[use].certificate, &jpki->certificate);
    }
    if (!good)
        authority_wipe(out);
    return good;
}
