#include "hw/vline/desk.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Whole requests are lost, late, doubled, crossed or old; bytes are everything but old. */
static bool fits(const struct desk *desk, const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        const struct fault *fault = &plan->fault[i];
        bool whole = fault->how == FAULT_LOST || fault->how == FAULT_SLOW ||
                     ((fault->how == FAULT_TWICE || fault->how == FAULT_CROSSED ||
                       fault->how == FAULT_STALE) &&
                      !fault->answers);

        if (desk->exchange == NULL ? fault->how == FAULT_STALE
                                   : !whole || fault->when == FAULT_BYTE)
            return false;
    }
    return true;
}

bool desk_follow(struct desk *desk, const char *text_in, char text[PLAN_TEXT_SIZE],
                 char why[PLAN_WHY_SIZE])
{
    struct plan plan = {0};

    (void)snprintf(text, PLAN_TEXT_SIZE, "none");
    if (strcmp(text_in, "none") != 0) {
        if (!plan_parse_line(text_in, &plan, why))
            return false;
        plan_seed(&plan, desk->seed);
        plan_text(&plan, text);
    }
    (void)snprintf(why, PLAN_WHY_SIZE, "with --terminate whole requests go wrong, else bytes");
    if (!fits(desk, &plan))
        return false;
    if (desk->exchange != NULL)
        exchange_follow(desk->exchange, &plan);
    else
        line_follow(desk->line, &plan);
    return true;
}

static void follow(struct desk *desk, const char *plan, char answer[CONTROL_ANSWER_SIZE])
{
    char text[PLAN_TEXT_SIZE], why[PLAN_WHY_SIZE];
    bool good = desk_follow(desk, plan, text, why);

    (void)snprintf(answer, CONTROL_ANSWER_SIZE, "%s %s", good ? "ok" : "no:", good ? text : why);
}

static void count(const struct desk *desk, char answer[CONTROL_ANSWER_SIZE])
{
    struct exchange_counts whole = {0};
    struct line_counts bytes = {0};

    if (desk->exchange != NULL) {
        whole = exchange_count(desk->exchange);
        (void)snprintf(answer, CONTROL_ANSWER_SIZE, "ok asked=%" PRIu64 " answered=%" PRIu64,
                       whole.asked, whole.answered);
        return;
    }
    bytes = line_count(desk->line);
    (void)snprintf(answer, CONTROL_ANSWER_SIZE,
                   "ok ask=%" PRIu64 " answer=%" PRIu64 " connections=%" PRIu64 " open=%zu",
                   bytes.asked, bytes.answered, bytes.connections, bytes.open);
}

void desk_act(void *self, const char *line, char answer[CONTROL_ANSWER_SIZE])
{
    struct desk *desk = self;
    const char *good = "no: plan, count, cut or only";

    if (strncmp(line, "plan ", 5) == 0) {
        follow(desk, line + 5, answer);
        return;
    }
    if (strcmp(line, "count") == 0) {
        count(desk, answer);
        return;
    }
    if (strcmp(line, "cut") == 0 && desk->line != NULL) {
        line_cut(desk->line);
        good = "ok";
    } else if (strncmp(line, "only ", 5) == 0 && desk->exchange != NULL &&
               exchange_only(desk->exchange, strcmp(line + 5, "all") == 0 ? "" : line + 5)) {
        good = "ok";
    }
    (void)snprintf(answer, CONTROL_ANSWER_SIZE, "%s", good);
}
