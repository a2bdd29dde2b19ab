#include "tests/fault/cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A server lets go of a question that does not end, and of an answer that nobody takes: it is
 * waited for where the last bytes are lost. */
enum { LAST_BYTES = 8 };

static const enum fault_how hows[] = {FAULT_ENDED, FAULT_RESET, FAULT_LOST, FAULT_TWICE,
                                      FAULT_FLIP};

enum { HOWS = sizeof hows / sizeof *hows };

struct making {
    struct cases *cases;
    const struct cases_plan *plan;
    size_t borders;
};

/* What begins with TLS, or has no body, may be nothing yet that the server waits for the end of. */
static bool waits(const struct order *order, uint64_t length)
{
    bool asks = order->saying > SAYING_AWAIT;

    return order->fault.how == FAULT_LOST && order->fault.byte + LAST_BYTES == length &&
           (asks || order->fault.answers) && order->saying > SAYING_RESUMED;
}

static bool at_border(uint64_t byte, uint64_t length)
{
    return byte == 1 || byte == length || byte + LAST_BYTES == length;
}

static bool taken(struct making *making, uint64_t byte, uint64_t length)
{
    const struct cases_plan *plan = making->plan;

    if (making->cases->all % plan->every == plan->seed % plan->every)
        return true;
    return at_border(byte, length) && making->borders++ % plan->borders == 0;
}

static void add_byte(struct making *making, enum saying saying, size_t way, uint64_t byte)
{
    struct cases *cases = making->cases;
    uint64_t length = cases->longest.of[saying][way];

    for (size_t i = 0; i < HOWS; i++, cases->all++) {
        struct order order = {.saying = saying,
                              .fault = {.how = hows[i],
                                        .when = FAULT_BYTE,
                                        .answers = way == 1,
                                        .byte = (uint32_t)byte,
                                        .bit = hows[i] == FAULT_FLIP ? (uint32_t)(byte % 8) : 0}};

        order.waits = waits(&order, length);
        if (taken(making, byte, length))
            cases->at[cases->count++] = order;
    }
}

static size_t count_all(const struct lengths *lengths)
{
    size_t count = 0;

    for (size_t i = 0; i < SAYINGS; i++)
        for (size_t way = 0; way < WAYS_OF_LINE; way++)
            count += (size_t)lengths->of[i][way] * HOWS;
    return count;
}

bool cases_make(const struct lengths *longest, const struct cases_plan *plan, struct cases *out)
{
    struct making making = {.cases = out, .plan = plan};

    *out = (struct cases){.longest = *longest};
    out->at = calloc(count_all(longest) + 1, sizeof *out->at);
    if (out->at == NULL)
        return false;
    for (size_t i = 0; i < SAYINGS; i++)
        for (size_t way = 0; way < WAYS_OF_LINE; way++)
            for (uint64_t byte = 1; byte <= longest->of[i][way]; byte++)
                add_byte(&making, (enum saying)i, way, byte);
    return true;
}

void cases_free(struct cases *cases)
{
    free(cases->at);
    *cases = (struct cases){0};
}

bool cases_parse(const char *text, struct order *out)
{
    char name[WHY_SIZE] = "", why[PLAN_WHY_SIZE];
    size_t len = strcspn(text, " ");
    struct plan plan;

    *out = (struct order){0};
    if (len >= sizeof name || text[len] == 0)
        return false;
    memcpy(name, text, len);
    if (!saying_from_name(name, &out->saying) || !plan_parse_line(text + len + 1, &plan, why) ||
        plan.count != 1)
        return false;
    out->fault = plan.fault[0];
    return true;
}

void cases_text(const struct order *order, char out[PLAN_TEXT_SIZE])
{
    const struct plan plan = {.fault = {order->fault}, .count = 1};
    char text[PLAN_TEXT_SIZE];

    plan_text(&plan, text);
    (void)snprintf(out, PLAN_TEXT_SIZE, "%s %.900s", saying_name(order->saying), text);
}
