/* The text of a plan, there and back. */
#include "drivers/fault/plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    AT_MAX = 1000000,
    BYTE_MAX = 1000000000,
    MS_MAX = 30000,
    FILE_MAX = 30,
    BIT_MAX = 65535,
    STATUS_DEFAULT = 0x6F00,
    SLOW_DEFAULT = 1000,
    AWAY_DEFAULT = 500,
    WORD_SIZE = 32,
    FAULT_TEXT_SIZE = PLAN_TEXT_SIZE / PLAN_FAULTS_MAX,
};

static const char *const hows[FAULT_HOWS] = {
    [FAULT_REMOVED] = "removed",
    [FAULT_UNPLUGGED] = "unplugged",
    [FAULT_RESET] = "reset",
    [FAULT_SHORT] = "short",
    [FAULT_LONG] = "long",
    [FAULT_STATUS] = "status",
    [FAULT_GARBAGE] = "garbage",
    [FAULT_SLOW] = "slow",
    [FAULT_SILENT] = "silent",
    [FAULT_TWICE] = "twice",
    [FAULT_FLIP] = "flip",
    [FAULT_KEEP_COUNTER] = "keep-counter",
    [FAULT_SAME_NONCE] = "same-nonce",
    [FAULT_OTHER_CARD] = "other-card",
    [FAULT_NO_EXTENDED] = "no-extended",
};

enum key { KEY_HOW, KEY_AT, KEY_BYTE, KEY_P, KEY_SEED, KEY_MS, KEY_FILE, KEY_BIT, KEY_SW, KEYS };

static const char *const keys[KEYS] = {
    [KEY_HOW] = "how",   [KEY_AT] = "at",     [KEY_BYTE] = "byte",
    [KEY_P] = "p",       [KEY_SEED] = "seed", [KEY_MS] = "ms",
    [KEY_FILE] = "file", [KEY_BIT] = "bit",   [KEY_SW] = "sw",
};

/* A fault while it is read: which keys stood there, a bit for each. */
struct draft {
    struct fault fault;
    unsigned seen;
};

static bool has(const struct draft *draft, enum key key)
{
    return (draft->seen & 1U << key) != 0;
}

/* The place of `word` in a list, or `count`. */
static size_t place_of(const char *word, const char *const *list, size_t count)
{
    size_t i = 0;

    while (i < count && strcmp(word, list[i]) != 0)
        i++;
    return i;
}

static bool take_u64(const char *text, uint64_t *out)
{
    *out = 0;
    for (const char *at = text; *at != 0; at++) {
        uint64_t digit = (uint64_t)(unsigned char)*at - '0';

        if (digit > 9 || *out > (UINT64_MAX - digit) / 10)
            return false;
        *out = *out * 10 + digit;
    }
    return *text != 0;
}

static bool take_number(const char *text, uint32_t least, uint32_t most, uint32_t *out)
{
    uint64_t number = 0;
    bool good = take_u64(text, &number) && number >= least && number <= most;

    *out = good ? (uint32_t)number : 0;
    return good;
}

/* "1", or "0." and up to six digits that are not all zero. */
static bool take_chance(const char *text, uint32_t *out)
{
    char digits[] = "000000";
    size_t len = strlen(text);

    *out = PLAN_CERTAIN;
    if (strcmp(text, "1") == 0)
        return true;
    if (len < 3 || len > 2 + strlen(digits) || strncmp(text, "0.", 2) != 0)
        return false;
    memcpy(digits, text + 2, len - 2);
    return take_number(digits, 1, PLAN_CERTAIN, out);
}

static bool take_status(const char *text, uint32_t *out)
{
    char *end = NULL;

    if (strlen(text) != 4 || strspn(text, "0123456789ABCDEFabcdef") != 4)
        return false;
    *out = (uint32_t)strtoul(text, &end, 16);
    return *end == 0;
}

static bool take_how(const char *text, enum fault_how *out)
{
    *out = (enum fault_how)place_of(text, hows, FAULT_HOWS);
    return *out != FAULT_HOWS;
}

static bool take_value(enum key key, const char *value, struct fault *fault)
{
    switch (key) {
    case KEY_HOW:
        return take_how(value, &fault->how);
    case KEY_AT:
        return take_number(value, 1, AT_MAX, &fault->at);
    case KEY_BYTE:
        return take_number(value, 1, BYTE_MAX, &fault->byte);
    case KEY_P:
        return take_chance(value, &fault->chance);
    case KEY_SEED:
        fault->seeded = true;
        return take_u64(value, &fault->seed);
    case KEY_MS:
        return take_number(value, 0, MS_MAX, &fault->ms);
    case KEY_FILE:
        return take_number(value, 1, FILE_MAX, &fault->file);
    case KEY_BIT:
        return take_number(value, 0, BIT_MAX, &fault->bit);
    case KEY_SW:
        return take_status(value, &fault->status);
    case KEYS:
        break;
    }
    return false;
}

/* One "key=value", cut out of the plan. */
static const char *take_pair(const char *at, size_t len, struct draft *draft)
{
    char word[WORD_SIZE] = "", *value = NULL;
    size_t key = KEYS;

    if (len >= sizeof word)
        return "a word is too long";
    memcpy(word, at, len);
    value = strchr(word, '=');
    if (value == NULL)
        return "a fault is key=value,key=value";
    *value++ = 0;
    key = place_of(word, keys, KEYS);
    if (key == KEYS)
        return "the keys are how at byte p seed ms file bit sw";
    if (has(draft, (enum key)key))
        return "a key stands twice in a fault";
    draft->seen |= 1U << key;
    return take_value((enum key)key, value, &draft->fault) ? NULL : keys[key];
}

static bool waits(enum fault_how how)
{
    return how == FAULT_SLOW || how == FAULT_SILENT || how == FAULT_REMOVED ||
           how == FAULT_UNPLUGGED;
}

static const char *find_misfit(const struct draft *draft)
{
    enum fault_how how = draft->fault.how;

    if (!has(draft, KEY_HOW))
        return "a fault needs how=";
    if (has(draft, KEY_AT) + has(draft, KEY_BYTE) + has(draft, KEY_P) > 1)
        return "at, byte and p exclude each other";
    if (has(draft, KEY_MS) && !waits(how))
        return "ms goes with slow, silent, removed or unplugged";
    if (has(draft, KEY_FILE) && how != FAULT_FLIP && how != FAULT_OTHER_CARD)
        return "file goes with flip or other-card";
    if (has(draft, KEY_BIT) != (how == FAULT_FLIP) || (how == FAULT_FLIP && !has(draft, KEY_FILE)))
        return "flip needs file and bit, and bit goes with flip";
    if (has(draft, KEY_SW) && how != FAULT_STATUS)
        return "sw goes with status";
    return NULL;
}

static struct fault finish(const struct draft *draft)
{
    struct fault fault = draft->fault;

    if (has(draft, KEY_AT))
        fault.when = FAULT_AT;
    if (has(draft, KEY_BYTE))
        fault.when = FAULT_BYTE;
    if (has(draft, KEY_P))
        fault.when = FAULT_CHANCE;
    if (waits(fault.how) && !has(draft, KEY_MS))
        fault.ms = fault.how == FAULT_SLOW ? SLOW_DEFAULT : AWAY_DEFAULT;
    if (fault.how == FAULT_STATUS && !has(draft, KEY_SW))
        fault.status = STATUS_DEFAULT;
    return fault;
}

/* Pairs up to the end of one fault. */
static const char *take_fault(const char *at, size_t len, struct plan *plan)
{
    struct draft draft = {0};
    const char *wrong = NULL, *end = at + len;

    if (plan->count == PLAN_FAULTS_MAX)
        return "there are too many faults";
    while (wrong == NULL) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma != NULL ? comma : end;

        wrong = take_pair(at, (size_t)(stop - at), &draft);
        if (comma == NULL)
            break;
        at = comma + 1;
    }
    if (wrong == NULL)
        wrong = find_misfit(&draft);
    if (wrong == NULL)
        plan->fault[plan->count++] = finish(&draft);
    return wrong;
}

bool plan_parse(const char *text, struct plan *out, char why[PLAN_WHY_SIZE])
{
    const char *wrong = NULL;
    size_t nth = 0;

    *out = (struct plan){0};
    while (wrong == NULL) {
        size_t len = strcspn(text, ";");

        nth++;
        wrong = take_fault(text, len, out);
        if (text[len] == 0)
            break;
        text += len + 1;
    }
    if (wrong == NULL)
        return true;
    *out = (struct plan){0};
    if (place_of(wrong, keys, KEYS) < KEYS)
        snprintf(why, PLAN_WHY_SIZE, "fault %zu: this is no value for %s", nth, wrong);
    else
        snprintf(why, PLAN_WHY_SIZE, "fault %zu: %s", nth, wrong);
    return false;
}

/* --- And back ----------------------------------------------------------------------------------
 */

static size_t add(char out[FAULT_TEXT_SIZE], size_t len, bool wanted, const char *key,
                  uint64_t number)
{
    int more = 0;

    if (wanted)
        more = snprintf(out + len, FAULT_TEXT_SIZE - len, ",%s=%" PRIu64, key, number);
    return len + (size_t)more;
}

static void write_chance(uint32_t chance, char out[WORD_SIZE])
{
    if (chance == PLAN_CERTAIN)
        snprintf(out, WORD_SIZE, ",p=1");
    else
        snprintf(out, WORD_SIZE, ",p=0.%06" PRIu32, chance);
}

static void write_fault(const struct fault *fault, char out[FAULT_TEXT_SIZE])
{
    char chance[WORD_SIZE] = "", status[WORD_SIZE] = "";
    size_t len = 0;

    if (fault->when == FAULT_CHANCE)
        write_chance(fault->chance, chance);
    if (fault->how == FAULT_STATUS)
        snprintf(status, sizeof status, ",sw=%04" PRIX32, fault->status);
    len = (size_t)snprintf(out, FAULT_TEXT_SIZE, "how=%s%s%s", hows[fault->how], chance, status);
    len = add(out, len, fault->when == FAULT_AT, "at", fault->at);
    len = add(out, len, fault->when == FAULT_BYTE, "byte", fault->byte);
    len = add(out, len, waits(fault->how), "ms", fault->ms);
    len = add(out, len, fault->file != 0, "file", fault->file);
    len = add(out, len, fault->how == FAULT_FLIP, "bit", fault->bit);
    (void)add(out, len, fault->seeded, "seed", fault->seed);
}

void plan_text(const struct plan *plan, char out[PLAN_TEXT_SIZE])
{
    char *at = out;

    *at = 0;
    for (size_t i = 0; i < plan->count; i++) {
        char text[FAULT_TEXT_SIZE];
        size_t len = 0;

        write_fault(&plan->fault[i], text);
        len = strlen(text);
        if (i > 0)
            *at++ = ';';
        memcpy(at, text, len + 1);
        at += len;
    }
}
