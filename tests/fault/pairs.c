/* Two people at once on one line that crosses, repeats and mixes up. usage: pairs --config
 * KIOSK.CONF --lane PORT:CONTROL:CARD --lane PORT:CONTROL:CARD, and on standard input a line
 * "WANTED PATH PLAN" for each pair of visits: WANTED is delivered, refused, either, or the code
 * that refuses both; PATH is the only one that goes wrong, or "-" on a line that does not know
 * paths. */
#include "tests/fault/lane.h"

#include <stdio.h>
#include <string.h>

enum { PAIR = 2, WORD_SIZE = 64 };

struct pairs {
    const char *config;
    struct lane lane[PAIR];
    struct settings settings;
    struct kiosk kiosk;
    int visits, delivered, printed, failed;
};

struct order {
    char wanted[WORD_SIZE], path[WORD_SIZE], plan[LANE_TEXT_SIZE];
};

static bool follow(const struct lane *lane, const struct order *order)
{
    char line[LANE_TEXT_SIZE + WORD_SIZE], answer[LANE_TEXT_SIZE];

    (void)snprintf(line, sizeof line, "only %s", order->path);
    if (strcmp(order->path, "-") != 0 && !lane_tell(lane, line, answer))
        return false;
    (void)snprintf(line, sizeof line, "plan %s", order->plan);
    return lane_tell(lane, line, answer);
}

/* Whether it ended as it had to. */
static bool fits(const char *wanted, enum err code)
{
    if (strcmp(wanted, "either") == 0)
        return true;
    if (strcmp(wanted, "delivered") == 0 || strcmp(wanted, "refused") == 0)
        return (code == ERR_OK) == (wanted[0] == 'd');
    return strcmp(wanted, err_name(code)) == 0;
}

/* Each gets their own or nothing (R1); a mixed-up answer is never taken for "no records" (R13). */
static const char *judge(const struct order *order, enum lane_end end,
                         const struct outcome *outcome)
{
    bool delivered = outcome->code == ERR_OK;

    if (end != LANE_ENDED)
        return end == LANE_HUNG ? "it hung" : "it crashed";
    if (!outcome->own)
        return "a paper names another person than the card (R1)";
    if (outcome->said_none || outcome->code == AK_R58)
        return "a screen says that there are no records (R13)";
    if (delivered && outcome->printed != 1)
        return "not one paper";
    return fits(order->wanted, outcome->code) ? NULL : "not what was wanted";
}

static bool walk(struct pairs *pairs, const struct order *order)
{
    struct outcome outcome;

    if (!follow(&pairs->lane[0], order))
        return false;
    for (size_t i = 0; i < PAIR; i++)
        if (!lane_send(&pairs->lane[i], pairs->config, &pairs->settings, &pairs->kiosk, false))
            return false;
    for (size_t i = 0; i < PAIR; i++) {
        const char *wrong = judge(order, lane_wait(&pairs->lane[i], &outcome), &outcome);

        printf("%s %s %s %s: %s%s%s\n", wrong == NULL ? "pair" : "FAILED", order->wanted,
               order->path, order->plan, err_name(outcome.code), wrong != NULL ? ": " : "",
               wrong != NULL ? wrong : "");
        pairs->visits++;
        pairs->delivered += outcome.code == ERR_OK;
        pairs->printed += outcome.printed;
        pairs->failed += wrong != NULL;
    }
    return true;
}

static bool walk_all(struct pairs *pairs)
{
    struct order order;
    char line[LANE_TEXT_SIZE + 2 * WORD_SIZE];

    while (fgets(line, sizeof line, stdin) != NULL)
        if (sscanf(line, "%63s %63s %255s", order.wanted, order.path, order.plan) != 3 ||
            !walk(pairs, &order))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    struct pairs pairs = {0};
    char why[CONF_WHY_SIZE] = "--config FILE --lane A --lane B";
    int status = EXIT_CANNOT_TELL;

    if (argc != 7 || strcmp(argv[1], "--config") != 0 || strcmp(argv[3], "--lane") != 0 ||
        strcmp(argv[5], "--lane") != 0 || !lane_parse(argv[4], &pairs.lane[0]) ||
        !lane_parse(argv[6], &pairs.lane[1]) ||
        !resident_prepare(argv[2], &pairs.settings, &pairs.kiosk, why)) {
        fprintf(stderr, "pairs: %s\n", why);
        goto out;
    }
    pairs.config = argv[2];
    if (!walk_all(&pairs))
        goto out;
    printf("visits=%d delivered=%d printed=%d failed=%d\n", pairs.visits, pairs.delivered,
           pairs.printed, pairs.failed);
    status = pairs.failed == 0 ? EXIT_YES : EXIT_NO;

out:
    trust_free(&pairs.kiosk.trust);
    ec_key_free(&pairs.kiosk.sheet_key);
    return status;
}
