#include "app/identity/card.h"

#include "app/identity/decode.h"
#include "app/identity/layout.h"

/* Public exponent of every root; a root is configured by key id and modulus alone. */
static const uint8_t root_exponent[] = {0x01, 0x00, 0x01};

struct card_files card_files_new(void)
{
    return (struct card_files){
        .number = bytes_new_secret(CARD_FILE_MAX),
        .person = bytes_new_secret(CARD_FILE_MAX),
        .digests = bytes_new_secret(CARD_FILE_MAX),
        .certificate = bytes_new_secret(CARD_FILE_MAX),
        .key = bytes_new_secret(CARD_FILE_MAX),
    };
}

void card_files_free(struct card_files *files)
{
    bytes_free(&files->number);
    bytes_free(&files->person);
    bytes_free(&files->digests);
    bytes_free(&files->certificate);
    bytes_free(&files->key);
}

void card_person_wipe(struct card_person *person)
{
    wipe(person, sizeof *person);
}

/* The files of one card, taken apart, as far as they were read. */
struct parts {
    enum card_part read;
    struct view number_file;
    struct layout_person person;
    struct layout_digests digests;
    struct layout_certificate certificate;
};

static bool take_apart(const struct card_files *files, enum card_part part, struct parts *out)
{
    *out = (struct parts){.read = part, .number_file = bytes_view(&files->number)};
    return ((part & CARD_NUMBER) == 0 || layout_number(out->number_file, &out->person)) &&
           ((part & CARD_ATTRIBUTES) == 0 ||
            layout_attributes(bytes_view(&files->person), &out->person)) &&
           layout_digests(bytes_view(&files->digests), &out->digests) &&
           layout_certificate(bytes_view(&files->certificate), &out->certificate);
}

static bool has_digest(struct view message, struct view digest)
{
    uint8_t own[SHA256_LEN];
    bool equal = digest_sha256(message, own) && view_equal(view_of(own, sizeof own), digest);

    wipe(own, sizeof own);
    return equal;
}

static bool vouches(const struct card_root *root, const struct layout_certificate *certificate)
{
    struct rsa_public key = {
        .modulus = view_of(root->modulus, sizeof root->modulus),
        .exponent = view_of(root_exponent, sizeof root_exponent),
    };

    return rsa_verify(key, certificate->body, certificate->signature);
}

static struct card_judgement say(enum card_verdict verdict, enum err code, const char *step)
{
    return (struct card_judgement){verdict, code, step};
}

static struct card_judgement refuse_layout(const char *step)
{
    return say(CARD_UNSUPPORTED, ERR_RAISE(AK_C37), step);
}

static struct card_judgement refuse_digest(const char *step)
{
    return say(CARD_ALTERED, ERR_RAISE(AK_C61), step);
}

/* Each file that was read against its digest, then both digests against the signature. */
static struct card_judgement judge_data(const struct parts *parts)
{
    if ((parts->read & CARD_NUMBER) != 0 && !has_digest(parts->number_file, parts->digests.number))
        return refuse_digest("number digest");
    if ((parts->read & CARD_ATTRIBUTES) != 0 &&
        !has_digest(parts->person.signed_part, parts->digests.person))
        return refuse_digest("person digest");
    if (!rsa_verify(parts->certificate.key, parts->digests.signed_part, parts->digests.signature))
        return say(CARD_ALTERED, ERR_RAISE(AK_C62), "signature");
    return say(CARD_AUTHENTIC, ERR_OK, "");
}

static struct card_judgement judge_issuer(const struct layout_certificate *certificate,
                                          const struct card_roots *roots)
{
    const struct card_root *root = card_roots_find(roots, certificate->issuer);

    if (root == NULL)
        return say(CARD_ISSUER_UNKNOWN, ERR_RAISE(AK_C64), "issuer");
    if (!vouches(root, certificate))
        return say(CARD_ALTERED, ERR_RAISE(AK_C63), "certificate");
    return say(CARD_AUTHENTIC, ERR_OK, "");
}

static struct card_judgement judge_attributes(const struct layout_person *person,
                                              struct card_person *out)
{
    out->sex = decode_sex(person->sex);
    if (!decode_name(person->name, out->holder.name))
        return refuse_layout("name");
    if (!decode_birth(person->birth, &out->holder.birth))
        return refuse_layout("birth");
    return say(CARD_AUTHENTIC, ERR_OK, "");
}

static struct card_judgement judge_person(const struct parts *parts, struct card_person *out)
{
    if ((parts->read & CARD_NUMBER) != 0 && !decode_number(parts->person.number, out->number))
        return say(CARD_UNSUPPORTED, ERR_RAISE(AK_C65), "number");
    if ((parts->read & CARD_ATTRIBUTES) != 0)
        return judge_attributes(&parts->person, out);
    return say(CARD_AUTHENTIC, ERR_OK, "");
}

static struct card_judgement judge(const struct card_files *files, enum card_part part,
                                   const struct card_roots *roots, struct card_person *out)
{
    struct parts parts = {0};
    struct card_judgement data = {0}, issuer = {0}, person = {0};

    card_person_wipe(out);
    if (!take_apart(files, part, &parts))
        return refuse_layout("layout");
    data = judge_data(&parts);
    if (data.verdict != CARD_AUTHENTIC)
        return data;
    issuer = judge_issuer(&parts.certificate, roots);
    if (issuer.verdict == CARD_ALTERED)
        return issuer;
    person = judge_person(&parts, out);
    if (person.verdict != CARD_AUTHENTIC)
        card_person_wipe(out);
    return issuer.verdict == CARD_AUTHENTIC ? person : issuer;
}

struct card_judgement card_judge(const struct card_files *files, const struct card_roots *roots,
                                 struct card_person *out)
{
    return judge(files, CARD_WHOLE, roots, out);
}

struct card_judgement card_judge_part(const struct card_files *files, enum card_part part,
                                      const struct card_roots *roots, struct card_person *out)
{
    struct card_judgement judgement = judge(files, part, roots, out);

    if (judgement.verdict == CARD_AUTHENTIC)
        judgement.verdict = CARD_PART_AUTHENTIC;
    return judgement;
}

enum err card_expiry_check(const char *expiry, struct date today)
{
    struct date last = {0};

    if (!decode_date(view_text(expiry), &last) || date_compare(last, today) >= 0)
        return ERR_OK;
    return ERR_RAISE(AK_C36);
}
