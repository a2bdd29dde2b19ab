#include "app/identity/layout.h"

#include "crypto/tlv.h"

enum {
    TAG_NUMBER = 0xFF10,
    TAG_PERSON = 0xFF20,
    TAG_OFFSETS = 0xDF21,
    TAG_NAME = 0xDF22,
    TAG_ADDRESS = 0xDF23,
    TAG_BIRTH = 0xDF24,
    TAG_SEX = 0xDF25,
    TAG_DIGESTS = 0xFF30,
    TAG_NUMBER_DIGEST = 0xDF31,
    TAG_PERSON_DIGEST = 0xDF32,
    TAG_DIGESTS_SIGNATURE = 0xDF33,
    TAG_CERTIFICATE = 0x7F21,
    TAG_CERTIFICATE_BODY = 0x5F4E,
    TAG_CERTIFICATE_SIGNATURE = 0x5F37,
    TAG_EXPONENT = 0x90,
    TAG_MODULUS = 0x91,
    TAG_KEY = 0xFF50,
    TAG_KEY_BODY = 0xDF51,
    TAG_KEY_SIGNATURE = 0xDF52,
};

/* The next object, if it has this tag. */
static bool take(struct view *rest, uint32_t tag, struct tlv *out)
{
    return tlv_next(rest, out) && out->tag == tag;
}

/* The next object, if it has this tag and a value of this length. */
static bool take_exactly(struct view *rest, uint32_t tag, size_t len, struct tlv *out)
{
    return take(rest, tag, out) && out->value.len == len;
}

/* An RSA key and nothing after it. Its exponent is judged by rsa_verify. */
static bool take_key(struct view rest, struct rsa_public *out)
{
    struct tlv exponent = {0}, modulus = {0};

    if (!take(&rest, TAG_EXPONENT, &exponent) ||
        !take_exactly(&rest, TAG_MODULUS, CARD_SIGNATURE_LEN, &modulus) || rest.len != 0)
        return false;
    *out = (struct rsa_public){.modulus = modulus.value, .exponent = exponent.value};
    return true;
}

/* Files are padded with FF or 00. */
static bool is_filler(struct view rest)
{
    for (size_t i = 0; i < rest.len; i++)
        if (rest.at[i] != rest.at[0] || (rest.at[i] != 0xFF && rest.at[i] != 0x00))
            return false;
    return true;
}

bool layout_attributes(struct view file, struct layout_person *out)
{
    struct tlv outer = {0}, offsets = {0}, name = {0}, address = {0}, birth = {0}, sex = {0};
    struct view rest = {0};

    if (!take(&file, TAG_PERSON, &outer))
        return false;
    rest = outer.value;
    /* What DF21 says is not signed, so where the rest begins is taken from the objects themselves.
     */
    if (!take(&rest, TAG_OFFSETS, &offsets))
        return false;
    out->signed_part = rest;
    if (!take(&rest, TAG_NAME, &name) || !take(&rest, TAG_ADDRESS, &address) ||
        !take(&rest, TAG_BIRTH, &birth) || !take(&rest, TAG_SEX, &sex) || !is_filler(rest))
        return false;
    out->name = name.value;
    out->address = address.value;
    out->birth = birth.value;
    out->sex = sex.value;
    return true;
}

bool layout_number(struct view file, struct layout_person *out)
{
    struct tlv number = {0};

    if (!take_exactly(&file, TAG_NUMBER, NUMBER_LEN, &number))
        return false;
    out->number = number.value;
    return true;
}

bool layout_person(const struct card_files *files, struct layout_person *out)
{
    *out = (struct layout_person){0};
    return layout_number(bytes_view(&files->number), out) &&
           layout_attributes(bytes_view(&files->person), out);
}

bool layout_digests(struct view file, struct layout_digests *out)
{
    struct tlv outer = {0}, number = {0}, person = {0}, signature = {0};
    struct view rest = {0};

    *out = (struct layout_digests){0};
    if (!take(&file, TAG_DIGESTS, &outer))
        return false;
    rest = outer.value;
    if (!take_exactly(&rest, TAG_NUMBER_DIGEST, SHA256_LEN, &number) ||
        !take_exactly(&rest, TAG_PERSON_DIGEST, SHA256_LEN, &person) ||
        !take_exactly(&rest, TAG_DIGESTS_SIGNATURE, CARD_SIGNATURE_LEN, &signature) ||
        rest.len != 0)
        return false;
    *out = (struct layout_digests){
        .number = number.value,
        .person = person.value,
        .signed_part = view_cut(outer.value, 0, number.whole.len + person.whole.len),
        .signature = signature.value,
    };
    return true;
}

bool layout_certificate(struct view file, struct layout_certificate *out)
{
    struct tlv outer = {0}, body = {0}, signature = {0};
    struct view rest = {0};

    *out = (struct layout_certificate){0};
    if (!take(&file, TAG_CERTIFICATE, &outer))
        return false;
    rest = outer.value;
    if (!take(&rest, TAG_CERTIFICATE_BODY, &body) ||
        !take_exactly(&rest, TAG_CERTIFICATE_SIGNATURE, CARD_SIGNATURE_LEN, &signature) ||
        rest.len != 0 || !take_key(view_from(body.value, 2 * CARD_KEY_ID_LEN), &out->key))
        return false;
    out->issuer = view_cut(body.value, 0, CARD_KEY_ID_LEN);
    out->body = body.value;
    out->signature = signature.value;
    return true;
}

bool layout_key(struct view file, struct layout_key *out)
{
    struct tlv outer = {0}, body = {0}, signature = {0};
    struct view rest = {0};

    *out = (struct layout_key){0};
    if (!take(&file, TAG_KEY, &outer))
        return false;
    rest = outer.value;
    if (!take(&rest, TAG_KEY_BODY, &body) || !take_key(body.value, &out->key) ||
        !take_exactly(&rest, TAG_KEY_SIGNATURE, CARD_SIGNATURE_LEN, &signature) || rest.len != 0)
        return false;
    out->signed_part = body.whole;
    out->signature = signature.value;
    return true;
}
