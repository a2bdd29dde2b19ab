/* The journal of money, serials and sheets: what is about to happen is on the disk before it
 * happens, so that whatever ends the kiosk in the middle, the next start knows what to undo (R27,
 * KSK-20). It holds random ids, steps, amounts and numbers of sheets, and nothing of a person. */
#ifndef APP_KIOSK_JOURNAL_H
#define APP_KIOSK_JOURNAL_H

#include "crypto/random.h"

/* clang-format off */
/* In the order of a visit. All but the first and the last leave something that must be settled. */
#define JOURNAL_STEPS(S) \
    S(nothing) \
    S(reserve)   /* the coin box is asked for the fee */ \
    S(issue)     /* a serial may exist */ \
    S(print)     /* sheets may come out */ \
    S(printed)   /* they were counted */ \
    S(capture)   /* the fee is being kept */ \
    S(give_back) /* it is being given back */ \
    S(delivered) /* the resident has the paper, and the centre is being told */ \
    S(void)      /* the centre is being told that nothing was delivered */ \
    S(closed)    /* money and serial are settled */
/* clang-format on */

enum journal_step {
#define JOURNAL_ENUM(name) JOURNAL_##name,
    JOURNAL_STEPS(JOURNAL_ENUM)
#undef JOURNAL_ENUM
        JOURNAL_STEP_COUNT
};

struct journal_entry {
    char transaction[RANDOM_ID_SIZE];
    enum journal_step step;
    int amount; /* yen, of the whole visit */
    int sheets; /* counted by the printer */
};

/* Who keeps the journal for a visit, and an eye on it: the supervisor. */
struct keeper_port {
    void *self;

    /* True when the entry is on the disk. Without that nothing may happen. */
    bool (*write)(void *self, const struct journal_entry *entry);

    /* To be called at least every KEEPER_ALIVE_MS: a process that is silent for much longer is
     * ended. */
    void (*alive)(void *self);
};

enum { KEEPER_ALIVE_MS = 5000 };

struct journal;

/* Opens or makes the file, for this process alone, and finds what is open in it. NULL when it
 * cannot be written, is another kiosk's at this moment, or is no journal. */
MUST_USE struct journal *journal_open(const char *path);
MUST_USE bool journal_write(struct journal *journal, const struct journal_entry *entry);

/* The last entry; its step says whether something is open. A record that was torn by the end of
 * the machine never began to have an effect and does not count. */
const struct journal_entry *journal_last(const struct journal *journal);
bool journal_is_open(const struct journal_entry *entry);

/* Safe on NULL and twice. */
void journal_close(struct journal **journal);

#endif
