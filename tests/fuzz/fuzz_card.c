/* Aims at every decoder of a card's files, card_judge(_part), card_roots_parse and liveness_check.
 * The input's parts: the roots, EF 0001, 0002, 0003, 0004, 0007, and a signature. */
#include "app/identity/card.h"
#include "app/identity/layout.h"
#include "app/identity/liveness.h"
#include "fuzz.h"

static void check_key(const struct rsa_public *key, struct view file)
{
    fuzz_hold(key->modulus.len == CARD_SIGNATURE_LEN && fuzz_inside(key->modulus, file) &&
              fuzz_inside(key->exponent, file));
}

static void check_layouts(const struct card_files *files)
{
    struct view number = bytes_view(&files->number), whole = bytes_view(&files->person);
    struct view digests = bytes_view(&files->digests), key = bytes_view(&files->key);
    struct view certificate = bytes_view(&files->certificate);
    struct layout_person person;
    struct layout_digests stated;
    struct layout_certificate issued;
    struct layout_key own;

    if (layout_person(files, &person))
        fuzz_hold(fuzz_inside(person.number, number) && fuzz_inside(person.signed_part, whole) &&
                  fuzz_inside(person.name, person.signed_part) &&
                  fuzz_inside(person.sex, person.signed_part));
    if (layout_digests(digests, &stated))
        fuzz_hold(fuzz_inside(stated.signed_part, digests) &&
                  fuzz_inside(stated.person, stated.signed_part));
    if (layout_certificate(certificate, &issued)) {
        fuzz_hold(issued.issuer.len == CARD_KEY_ID_LEN && fuzz_inside(issued.issuer, issued.body));
        check_key(&issued.key, certificate);
    }
    if (layout_key(key, &own)) {
        fuzz_hold(fuzz_inside(own.signed_part, key));
        check_key(&own.key, own.signed_part);
    }
}

/* Nobody is vouched for where no root is configured, and a person that is not is not told. */
static void check_judgement(const struct card_files *files, const struct card_roots *roots)
{
    static const struct card_roots none;
    struct card_person person, unvouched;
    enum card_verdict alone = card_judge(files, &none, &unvouched).verdict;
    struct card_judgement judgement = card_judge(files, roots, &person);

    fuzz_hold(alone != CARD_AUTHENTIC);
    fuzz_hold((judgement.code == ERR_OK) == (judgement.verdict == CARD_AUTHENTIC));
    if (judgement.verdict == CARD_AUTHENTIC)
        fuzz_hold(roots->count > 0 && alone == CARD_ISSUER_UNKNOWN && number_is(person.number) &&
                  person.holder.name[0] != 0);
    if (judgement.verdict < CARD_ISSUER_UNKNOWN)
        fuzz_hold(fuzz_wiped(&person, sizeof person));
}

/* A part is never a whole card, and nothing is told of what was not read of it. */
static void check_part(const struct card_files *files, enum card_part part,
                       const struct card_roots *roots)
{
    static const struct card_roots none;
    static const struct holder nobody;
    struct card_person person;
    struct card_judgement judgement = card_judge_part(files, part, &none, &person);

    fuzz_hold(judgement.verdict < CARD_AUTHENTIC);
    judgement = card_judge_part(files, part, roots, &person);
    fuzz_hold(judgement.verdict != CARD_AUTHENTIC &&
              (judgement.code == ERR_OK) == (judgement.verdict == CARD_PART_AUTHENTIC));
    if (part == CARD_NUMBER)
        fuzz_hold(holder_equal(&person.holder, &nobody));
    if (part == CARD_ATTRIBUTES)
        fuzz_hold(person.number[0] == 0);
}

/* A signature is good for one digest alone. */
static void check_liveness(const struct card_files *files, struct view signature)
{
    static const struct liveness first = {.step = LIVENESS_RECORDS};
    uint8_t digest[SHA256_LEN];

    fuzz_hold(liveness_digest(&first, files, digest));
    if (liveness_check(files, digest, signature) != ERR_OK)
        return;
    digest[SHA256_LEN - 1] ^= 1;
    fuzz_hold(liveness_check(files, digest, signature) != ERR_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct card_files files = card_files_new();
    struct bytes *const all[] = {&files.number, &files.person, &files.digests, &files.certificate,
                                 &files.key};
    struct view rest = view_of(data, size), text = fuzz_part(&rest);
    struct card_roots roots;

    if (!card_roots_parse(text, &roots))
        fuzz_hold(fuzz_wiped(&roots, sizeof roots));
    fuzz_hold(roots.count > 0 || !card_roots_test(&roots));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!bytes_append(all[i], fuzz_part(&rest)))
            break;
    check_layouts(&files);
    check_judgement(&files, &roots);
    check_part(&files, CARD_NUMBER, &roots);
    check_part(&files, CARD_ATTRIBUTES, &roots);
    check_liveness(&files, fuzz_part(&rest));
    card_files_free(&files);
    return 0;
}
