#include "app/kiosk/judge.h"

#include "app/record/vaccines.h"
#include "app/seal/open.h"

#include <stdlib.h>
#include <string.h>

/* A page with less ink than this is blank, one with more is spoilt. */
static const double ink_least = 0.002, ink_most = 0.5;

/* The passport that the resident said yes to. */
static bool traveller_fits(const struct visit *visit)
{
    struct traveller shown = visit->certificate.traveller;

    traveller_mask(&shown);
    shown.reference[0] = 0;
    return traveller_equal(&shown, &visit->traveller);
}

static bool sheet_fits_card(const struct visit *visit)
{
    const struct certificate *sheet = &visit->certificate;

    return strcmp(sheet->transaction, visit->transaction) == 0 &&
           strcmp(sheet->area.code, visit->area.code) == 0 && sheet->kind == visit->kind &&
           holder_equal(&sheet->holder, &visit->person.holder) && traveller_fits(visit) &&
           sheet->history.found == FOUND_SOME && sheet->history.count == visit->history.count;
}

/* The doses from a code's first to its last; NULL where the history has no such row of them. */
static const struct dose *doses_of(const struct code *code, const struct history *history,
                                   size_t *count)
{
    size_t first = 0, last = 0;

    while (first < history->count && history->doses[first].number != code->first)
        first++;
    last = first;
    while (last < history->count && history->doses[last].number != code->last)
        last++;
    *count = last - first + 1;
    return last < history->count ? &history->doses[first] : NULL;
}

/* The codes of this format carry every dose of the sheet once. */
static bool covers(const struct certificate *sheet, enum code_format format)
{
    size_t covered = 0, count = 0;

    for (size_t i = 0; i < sheet->codes; i++) {
        if (sheet->code[i].format != format)
            continue;
        if (doses_of(&sheet->code[i], &sheet->history, &count) != &sheet->history.doses[covered])
            return false;
        covered += count;
    }
    return covered == sheet->history.count;
}

/* Brand and class are all that a seal for travel names; a product shares them with its variants. */
static bool is_same_brand(const char *a, const char *b)
{
    const struct vaccine *one = vaccine_by_key(a), *other = vaccine_by_key(b);

    return one != NULL && other != NULL && strcmp(one->codes.brand, other->codes.brand) == 0 &&
           strcmp(one->codes.icd_class, other->codes.icd_class) == 0;
}

/* A health card counts its doses for itself and names no country. */
static bool dose_agrees(enum code_format format, const struct dose *printed,
                        const struct dose *signed_)
{
    if (date_compare(printed->date, signed_->date) != 0 || strcmp(printed->lot, signed_->lot) != 0)
        return false;
    if (format == CODE_SHC)
        return strcmp(printed->product, signed_->product) == 0;
    return printed->number == signed_->number && strcmp(printed->country, signed_->country) == 0 &&
           is_same_brand(printed->product, signed_->product);
}

static bool doses_agree(const struct opened *opened, const struct code *code,
                        const struct history *history)
{
    size_t count = 0;
    const struct dose *printed = doses_of(code, history, &count);

    if (printed == NULL || opened->count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!dose_agrees(opened->format, &printed[i], &opened->doses[i].dose))
            return false;
    return true;
}

/* A seal for travel names its holder as the passport does. */
static bool names_holder(const struct opened *opened, const struct visit *visit)
{
    const struct holder *holder = &visit->person.holder;
    const struct traveller *traveller = &visit->certificate.traveller;

    if (opened->format == CODE_SHC)
        return holder_equal(&opened->holder, holder);
    return date_compare(opened->holder.birth, holder->birth) == 0 &&
           strcmp(opened->traveller.name, traveller->name) == 0 &&
           strcmp(opened->traveller.passport, traveller->passport) == 0 &&
           strcmp(opened->traveller.reference, traveller->reference) == 0;
}

static bool code_is_theirs(const struct kiosk *kiosk, const struct visit *visit,
                           const struct look_code *seen, const struct code *code)
{
    struct opened *opened = calloc(1, sizeof *opened);
    bool theirs = false;

    if (opened == NULL)
        return false;
    code_open(view_of(seen->text, seen->len), kiosk->trust, kiosk->clock.seconds(kiosk->clock.self),
              opened);
    theirs = opened->verdict == SEAL_VALID && opened->format == code->format &&
             names_holder(opened, visit) && strcmp(opened->id, visit->certificate.serial) == 0 &&
             doses_agree(opened, code, &visit->certificate.history);
    wipe(opened, sizeof *opened);
    free(opened);
    return theirs;
}

/* Which of the sheet's codes it is; their number where it is none of them. */
static size_t signed_code(const struct certificate *sheet, const struct look_code *seen)
{
    size_t i = 0;

    while (i < sheet->codes &&
           !view_equal(view_text(sheet->code[i].text), view_of(seen->text, seen->len)))
        i++;
    return i;
}

/* What the pages may carry: each of the sheet's codes once, and the verifier's address, where
 * there is one, once. */
struct tally {
    size_t theirs, addresses, strange;
    bool met[CODES_MAX];
};

static void count_code(const struct kiosk *kiosk, const struct visit *visit,
                       const struct look_code *seen, struct tally *tally)
{
    const struct certificate *sheet = &visit->certificate;
    size_t i = signed_code(sheet, seen);

    if (i < sheet->codes && !tally->met[i] && code_is_theirs(kiosk, visit, seen, &sheet->code[i])) {
        tally->met[i] = true;
        tally->theirs++;
    } else if (view_equal(view_of(seen->text, seen->len), view_text(sheet->verifier))) {
        tally->addresses++;
    } else {
        tally->strange++;
    }
}

static bool codes_are_theirs(const struct kiosk *kiosk, const struct visit *visit,
                             const struct look *seen)
{
    const struct certificate *sheet = &visit->certificate;
    struct tally tally = {0};

    if (!covers(sheet, CODE_SHC) || (sheet->kind == KIND_TRAVEL && !covers(sheet, CODE_VDS_NC)))
        return false;
    for (size_t p = 0; p < seen->pages; p++)
        for (size_t c = 0; c < seen->page[p].codes; c++)
            count_code(kiosk, visit, &seen->page[p].code[c], &tally);
    return tally.theirs == sheet->codes && tally.theirs > 0 &&
           tally.addresses == (sheet->verifier[0] != 0) && tally.strange == 0;
}

/* Name, fields, doses, ID, digest, k/n and the rest say what the sheet says, and nothing more. */
static bool page_is_theirs(const struct look_page *page)
{
    for (enum form_part part = 0; part < FORM_PARTS; part++)
        if (!page->says[part])
            return false;
    return page->ink >= ink_least && page->ink <= ink_most;
}

static bool pages_are_whole(const struct visit *visit, const struct look *seen)
{
    if (seen->pages == 0 || visit->pages < 0 || seen->pages != (size_t)visit->pages)
        return false;
    for (size_t p = 0; p < seen->pages; p++)
        if (!page_is_theirs(&seen->page[p]))
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
