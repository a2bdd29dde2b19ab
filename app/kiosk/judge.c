#include "app/kiosk/judge.h"

#include "app/seal/shc.h"

#include <stdlib.h>
#include <string.h>

/* A page with less ink than this is blank, one with more is spoilt. */
static const double ink_least = 0.002, ink_most = 0.5;

static bool sheet_fits_card(const struct visit *visit)
{
    const struct certificate *sheet = &visit->certificate;

    return strcmp(sheet->transaction, visit->transaction) == 0 &&
           strcmp(sheet->area.code, visit->area.code) == 0 && sheet->kind == visit->kind &&
           holder_equal(&sheet->holder, &visit->person.holder) &&
           sheet->history.found == FOUND_SOME && sheet->history.count == visit->history.count;
}

static bool doses_agree(const struct opened *opened, const struct code *code,
                        const struct history *history)
{
    size_t first = (size_t)(code->first - 1);

    if (code->first < 1 || code->last < code->first || (size_t)code->last > history->count ||
        opened->count != (size_t)(code->last - code->first) + 1)
        return false;
    for (size_t i = 0; i < opened->count; i++) {
        const struct dose *printed = &history->doses[first + i], *signed_ = &opened->doses[i].dose;

        if (date_compare(printed->date, signed_->date) != 0 ||
            strcmp(printed->product, signed_->product) != 0 ||
            strcmp(printed->lot, signed_->lot) != 0)
            return false;
    }
    return true;
}

static bool code_is_theirs(const struct kiosk *kiosk, const struct visit *visit,
                           const struct look_code *seen, const struct code *code)
{
    struct opened *opened = calloc(1, sizeof *opened);
    bool theirs = false;

    if (opened == NULL)
        return false;
    shc_open(view_of(seen->text, seen->len), kiosk->trust, kiosk->clock.seconds(kiosk->clock.self),
             opened);
    theirs = opened->verdict == SEAL_VALID &&
             holder_equal(&opened->holder, &visit->person.holder) &&
             strcmp(opened->id, visit->certificate.serial) == 0 &&
             doses_agree(opened, code, &visit->certificate.history);
    wipe(opened, sizeof *opened);
    free(opened);
    return theirs;
}

static const struct code *signed_code(const struct certificate *sheet, const struct look_code *seen)
{
    for (size_t i = 0; i < sheet->codes; i++)
        if (view_equal(view_text(sheet->code[i].text), view_of(seen->text, seen->len)))
            return &sheet->code[i];
    return NULL;
}

/* What the pages may carry: each of the sheet's codes once, and the verifier's address, where
 * there is one, once. */
struct tally {
    size_t theirs, addresses, strange;
};

static void count_code(const struct kiosk *kiosk, const struct visit *visit,
                       const struct look_code *seen, struct tally *tally)
{
    const struct code *code = signed_code(&visit->certificate, seen);

    if (code != NULL && code_is_theirs(kiosk, visit, seen, code))
        tally->theirs++;
    else if (view_equal(view_of(seen->text, seen->len), view_text(visit->certificate.verifier)))
        tally->addresses++;
    else
        tally->strange++;
}

static bool codes_are_theirs(const struct kiosk *kiosk, const struct visit *visit,
                             const struct look *seen)
{
    struct tally tally = {0};

    for (size_t p = 0; p < seen->pages; p++)
        for (size_t c = 0; c < seen->page[p].codes; c++)
            count_code(kiosk, visit, &seen->page[p].code[c], &tally);
    return tally.theirs == visit->certificate.codes && tally.theirs > 0 &&
           tally.addresses == (visit->certificate.verifier[0] != 0) && tally.strange == 0;
}

static bool pages_are_whole(const struct visit *visit, const struct look *seen)
{
    if (seen->pages == 0 || visit->pages < 0 || seen->pages != (size_t)visit->pages)
        return false;
    for (size_t p = 0; p < seen->pages; p++)
        if (seen->page[p].ink < ink_least || seen->page[p].ink > ink_most)
            return false;
    return true;
}

enum err judge_pages(const struct kiosk *kiosk, const struct visit *visit, const struct look *seen)
{
    if (!sheet_fits_card(visit))
        return ERR_RAISE(AK_P61);
    if (!pages_are_whole(visit, seen) || !codes_are_theirs(kiosk, visit, seen))
        return ERR_RAISE(AK_P60);
    return ERR_OK;
}
