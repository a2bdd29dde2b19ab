#include "hw/vcard/trouble.h"

enum { CHANGED_MAX = 512 };

/* Swaps the files of the text AP that a fault names with the other card's. Twice is as if never. */
static void exchange_files(struct vcard *card, struct vcard *other, unsigned file)
{
    for (unsigned i = 0; i < VCARD_TEXT_FILES; i++) {
        struct bytes kept = card->files[i];

        if (file != 0 && file != i + 1)
            continue;
        card->files[i] = other->files[i];
        other->files[i] = kept;
    }
}

static void restore_tries(struct vcard *card, const unsigned before[VCARD_KEYS], bool changed)
{
    for (size_t i = 0; i < VCARD_KEYS; i++) {
        if (card->keys[i].tries >= before[i])
            continue;
        card->keys[i].tries = before[i];
        card->changed = changed;
    }
}

/* The answer of the card as the plan has altered it. */
static bool answer_altered(const struct trouble *trouble, struct vcard *card, struct view command,
                           struct bytes *answer)
{
    const struct fault *files = faulty_find(&trouble->faulty, FAULT_OTHER_CARD);
    bool keeps = faulty_find(&trouble->faulty, FAULT_KEEP_COUNTER) != NULL, changed = card->changed;
    bool swaps = files != NULL && trouble->other != NULL, good = false;
    unsigned tries[VCARD_KEYS];

    for (size_t i = 0; i < VCARD_KEYS; i++)
        tries[i] = card->keys[i].tries;
    if (swaps)
        exchange_files(card, trouble->other, files->file);
    good = vcard_answer(card, command, answer);
    if (swaps)
        exchange_files(card, trouble->other, files->file);
    if (keeps)
        restore_tries(card, tries, changed);
    return good;
}

static struct trouble_result find_end(const struct faulty *faulty)
{
    const struct fault *gone = faulty_find(faulty, FAULT_REMOVED);
    const struct fault *slow = faulty_find(faulty, FAULT_SLOW);

    if (gone == NULL)
        gone = faulty_find(faulty, FAULT_UNPLUGGED);
    if (gone != NULL)
        return (struct trouble_result){TROUBLE_GONE, (int)gone->ms};
    if (faulty_find(faulty, FAULT_SILENT) != NULL)
        return (struct trouble_result){TROUBLE_SILENT, 0};
    return (struct trouble_result){faulty_find(faulty, FAULT_TWICE) != NULL ? TROUBLE_TWICE
                                                                            : TROUBLE_ANSWER,
                                   slow != NULL ? (int)slow->ms : 0};
}

bool trouble_answer(struct trouble *trouble, struct vcard *card, struct view command,
                    struct bytes *answer, struct trouble_result *result)
{
    struct bytes changed = bytes_new(CHANGED_MAX);
    bool good = false;

    faulty_begin(&trouble->faulty, command);
    if (faulty_find(&trouble->faulty, FAULT_RESET) != NULL)
        vcard_reset(card);
    good = answer_altered(trouble, card, faulty_command(&trouble->faulty, command, &changed),
                          answer) &&
           faulty_answer(&trouble->faulty, command, answer);
    *result = find_end(&trouble->faulty);
    bytes_free(&changed);
    return good;
}
