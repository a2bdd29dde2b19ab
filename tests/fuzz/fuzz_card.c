/* Aims at card_judge, card_roots_parse and liveness_check: five files of any content are never
 * authentic. */
#include "app/identity/card.h"
#include "app/identity/liveness.h"
#include "fuzz.h"

#include <stdlib.h>

/* Two bytes of length in front of each file. */
static void take_file(struct view *rest, struct bytes *file)
{
    size_t len = rest->len >= 2 ? (size_t)rest->at[0] << 8 | rest->at[1] : 0;

    *rest = view_from(*rest, 2);
    if (len > rest->len)
        len = rest->len;
    (void)!bytes_append(file, view_cut(*rest, 0, len));
    *rest = view_from(*rest, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct card_roots roots = {.count = 1};
    struct card_files files = {.number = bytes_new(CARD_FILE_MAX),
                               .person = bytes_new(CARD_FILE_MAX),
                               .digests = bytes_new(CARD_FILE_MAX),
                               .certificate = bytes_new(CARD_FILE_MAX),
                               .key = bytes_new(CARD_FILE_MAX)};
    struct bytes *const all[] = {&files.number, &files.person, &files.digests, &files.certificate,
                                 &files.key};
    struct view rest = view_of(data, size);
    struct card_person person;
    struct card_roots parsed;
    uint8_t digest[SHA256_LEN] = {0}, signature[CARD_SIGNATURE_LEN] = {0};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        take_file(&rest, all[i]);
    if (card_judge(&files, &roots, &person).verdict == CARD_AUTHENTIC ||
        liveness_check(&files, digest, view_of(signature, sizeof signature)) == ERR_OK)
        abort();
    (void)!card_roots_parse(view_of(data, size), &parsed);
    card_files_free(&files);
    return 0;
}
