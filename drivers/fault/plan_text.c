/* The text of a plan, there and back. */
#include "drivers/fault/plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    AT_MAX = 1000000,
    PAGE_MAX = 1000,
    BYTE_MAX = 1000000000,
    MS_MAX = 30000,
    FILE_MAX = 30,
    BIT_MAX = 65535,
    BYTE_BIT_MAX = 7,
    RATE_MAX = 1000000000,
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
    [FAULT_REFUSED] = "refused",
    [FAULT_DEAF] = "deaf",
    [FAULT_ENDED] = "ended",
    [FAULT_LOST] = "lost",
    [FAULT_NARROW] = "narrow",
    [FAULT_CROSSED] = "crossed",
    [FAULT_STALE] = "stale",
    [FAULT_MEDIA_EMPTY] = "media-empty",
    [FAULT_JAM] = "jam",
    [FAULT_COVER] = "cover",
    [FAULT_TONER] = "toner",
    [FAULT_STOPPED] = "stopped",
    [FAULT_POWER] = "power",
    [FAULT_BUSY] = "busy",
    [FAULT_CANCELLED] = "cancelled",
    [FAULT_REFUSES] = "refuses",
    [FAULT_LIES_COMPLETED] = "lies-completed",
    [FAULT_COUNTS_WRONG] = "counts-wrong",
    [FAULT_TAKES_TWICE] = "takes-twice",
};

enum key {
    KEY_HOW,
    KEY_AT,
    KEY_BYTE,
    KEY_P,
    KEY_SEED,
    KEY_MS,
    KEY_FILE,
    KEY_BIT,
    KEY_SW,
    KEY_WAY,
    KEY_RATE,
    KEY_PAGE,
    KEYS
};

static const char *const keys[KEYS] = {
    [KEY_HOW] = "how",   [KEY_AT] = "at",   [KEY_BYTE] = "byte", [KEY_P] = "p",
    [KEY_SEED] = "seed", [KEY_MS] = "ms",   [KEY_FILE] = "file", [KEY_BIT] = "bit",
    [KEY_SW] = "sw",     [KEY_WAY] = "way", [KEY_RATE] = "rate", [KEY_PAGE] = "page",
};

enum device { CARD, LINE, PRINTER };

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

static bool take_way(const char *text, bool *answers)
{
    *answers = strcmp(text, "answer") == 0;
    return *answers || strcmp(text, "ask") == 0;
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
    case KEY_WAY:
        return take_way(value, &fault->answers);
    case KEY_RATE:
        return take_number(value, 1, RATE_MAX, &fault->rate);
    case KEY_PAGE:
        return take_number(value, 1, PAGE_MAX, &fault->page);
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
        return "the keys are how at byte p seed ms file bit sw way rate page";
    if (has(draft, (enum key)key))
        return "a key stands twice in a fault";
    draft->seen |= 1U << key;
    return take_value((enum key)key, value, &draft->fault) ? NULL : keys[key];
}

static bool waits(enum fault_how how)
{
    return how == FAULT_SLOW || how == FAULT_SILENT || how == FAULT_REMOVED ||
           how == FAULT_UNPLUGGED || how == FAULT_POWER || how == FAULT_BUSY;
}

/* Stays until a hand mends it, unless ms= says how long. */
static bool stays(enum fault_how how)
{
    return how >= FAULT_MEDIA_EMPTY && how <= FAULT_STOPPED;
}

static const char *find_misfit_of_card(const struct draft *draft)
{
    enum fault_how how = draft->fault.how;

    if (how >= FAULT_REFUSED || has(draft, KEY_WAY))
        return "that is not for cards";
    if (has(draft, KEY_FILE) && how != FAULT_FLIP && how != FAULT_OTHER_CARD)
        return "file goes with flip or other-card";
    if (has(draft, KEY_BIT) != (how == FAULT_FLIP) || (how == FAULT_FLIP && !has(draft, KEY_FILE)))
        return "flip needs file and bit, and bit goes with flip";
    return NULL;
}

static bool has_no_way(enum fault_how how)
{
    return how == FAULT_REFUSED || how == FAULT_DEAF || how == FAULT_STALE;
}

static const char *find_misfit_of_line(const struct draft *draft)
{
    enum fault_how how = draft->fault.how;

    if ((how < FAULT_REFUSED && how != FAULT_RESET && how != FAULT_SLOW && how != FAULT_TWICE &&
         how != FAULT_FLIP) ||
        how >= FAULT_MEDIA_EMPTY)
        return "that is not for lines";
    if (has(draft, KEY_FILE))
        return "a line has no files";
    if (has(draft, KEY_BIT) != (how == FAULT_FLIP) || draft->fault.bit > BYTE_BIT_MAX)
        return "flip needs a bit from 0 to 7, and bit goes with flip";
    if (has_no_way(how) && (has(draft, KEY_WAY) || has(draft, KEY_BYTE)))
        return "refused, deaf and stale have neither way nor byte";
    return NULL;
}

static const char *find_misfit_of_printer(const struct draft *draft)
{
    enum fault_how how = draft->fault.how;

    if ((how < FAULT_MEDIA_EMPTY && how != FAULT_SLOW && how != FAULT_SILENT) ||
        has(draft, KEY_WAY) || has(draft, KEY_FILE) || has(draft, KEY_BIT))
        return "that is not for printers";
    if (has(draft, KEY_PAGE) &&
        (how == FAULT_SILENT || how == FAULT_REFUSES || how == FAULT_TAKES_TWICE))
        return "silent, refuses and takes-twice are of an operation, not of a page";
    return NULL;
}

static const char *find_misfit(const struct draft *draft, enum device device)
{
    enum fault_how how = draft->fault.how;

    if (!has(draft, KEY_HOW))
        return "a fault needs how=";
    if (has(draft, KEY_AT) + has(draft, KEY_BYTE) + has(draft, KEY_P) + has(draft, KEY_PAGE) > 1)
        return "at, byte, p and page exclude each other";
    if (has(draft, KEY_MS) && !waits(how) && !stays(how))
        return "ms goes with what takes time";
    if (has(draft, KEY_PAGE) && device != PRINTER)
        return "page is for printers";
    if (has(draft, KEY_SW) && how != FAULT_STATUS)
        return "sw goes with status";
    if (has(draft, KEY_RATE) != (how == FAULT_NARROW))
        return "narrow needs rate, and rate goes with narrow";
    if (device == PRINTER)
        return find_misfit_of_printer(draft);
    return device == LINE ? find_misfit_of_line(draft) : find_misfit_of_card(draft);
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
    if (has(draft, KEY_PAGE))
        fault.when = FAULT_PAGE;
    if (waits(fault.how) && !has(draft, KEY_MS))
        fault.ms = fault.how == FAULT_SLOW ? SLOW_DEFAULT : AWAY_DEFAULT;
    if (fault.how == FAULT_STATUS && !has(draft, KEY_SW))
        fault.status = STATUS_DEFAULT;
    return fault;
}

/* Pairs up to the end of one fault. */
static const char *take_fault(const char *at, size_t len, enum device device, struct plan *plan)
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
        wrong = find_misfit(&draft, device);
    if (wrong == NULL)
        plan->fault[plan->count++] = finish(&draft);
    return wrong;
}

static bool parse(const char *text, enum device device, struct plan *out, char why[PLAN_WHY_SIZE])
{
    const char *wrong = NULL;
    size_t nth = 0;

    *out = (struct plan){0};
    while (wrong == NULL) {
        size_t len = strcspn(text, ";");

        nth++;
        wrong = take_fault(text, len, device, out);
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

bool plan_parse(const char *text, struct plan *out, char why[PLAN_WHY_SIZE])
{
    return parse(text, CARD, out, why);
}

bool plan_parse_line(const char *text, struct plan *out, char why[PLAN_WHY_SIZE])
{
    return parse(text, LINE, out, why);
}

bool plan_parse_printer(const char *text, struct plan *out, char why[PLAN_WHY_SIZE])
{
    return parse(text, PRINTER, out, why);
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
    const char *way = fault->answers ? ",way=answer" : "";
    size_t len = 0;

    if (fault->when == FAULT_CHANCE)
        write_chance(fault->chance, chance);
    if (fault->how == FAULT_STATUS)
        snprintf(status, sizeof status, ",sw=%04" PRIX32, fault->status);
    len = (size_t)snprintf(out, FAULT_TEXT_SIZE, "how=%s%s%s%s", hows[fault->how], way, chance,
                           status);
    len = add(out, len, fault->when == FAULT_AT, "at", fault->at);
    len = add(out, len, fault->when == FAULT_BYTE, "byte", fault->byte);
    len = add(out, len, fault->when == FAULT_PAGE, "page", fault->page);
    len = add(out, len, waits(fault->how) || fault->ms != 0, "ms", fault->ms);
    len = add(out, len, fault->file != 0, "file", fault->file);
    len = add(out, len, fault->how == FAULT_FLIP, "bit", fault->bit);
    len = add(out, len, fault->how == FAULT_NARROW, "rate", fault->rate);
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
