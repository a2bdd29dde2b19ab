#include "tests/fault/walker.h"

#include <dirent.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Whoever tells late may be on a slow machine. */
enum { KIOSK_MS = 10000, LATE_MS = 10000, LETS_GO_SECONDS = 60 };

struct walking {
    struct visitor *visitor;
    const struct lane *lane;
    const struct rules *rules;
};

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int count_descriptors(void)
{
    DIR *all = opendir("/proc/self/fd");
    int count = 0;

    while (all != NULL && readdir(all) != NULL)
        count++;
    if (all != NULL)
        (void)closedir(all);
    return count;
}

static bool is_silent(const struct order *order)
{
    return !order->clean && order->fault.how == FAULT_LOST;
}

static bool spoils(const struct order *order)
{
    return order->fault.how == FAULT_FLIP || order->fault.how == FAULT_TWICE;
}

/* A sheet is signed, and right on any line. */
static bool may_be_spoilt(const struct rules *rules, const struct order *order)
{
    return rules->bare && spoils(order) && order->saying != SAYING_CERTIFICATE;
}

/* Whoever waits in silence is told by the station that loses patience first. */
static bool code_fits(const struct rules *rules, const struct order *order, enum err code)
{
    static const char silent[] = "AK-N04,AK-N05,AK-N06,AK-N08,AK-N09,AK-N28";

    return strstr(rules->codes, err_name(code)) != NULL ||
           (is_silent(order) && strstr(silent, err_name(code)) != NULL);
}

/* Why this may not have become of it. NULL: it may. */
static const char *judge(const struct rules *rules, const struct order *order,
                         const struct report *report, bool right)
{
    bool any = rules->bare && spoils(order), good = report->code == ERR_OK;

    if (report->code == AK_R58)
        return "it says that there are no records (R13)";
    if (report->ms > LATE_MS + (is_silent(order) ? order->patience_ms : KIOSK_MS))
        return "it was told after the deadline";
    if (good && !right && !(report->acted && may_be_spoilt(rules, order)))
        return "another answer than its own (R1)";
    if (!good && !report->acted && !is_silent(order))
        return "nothing went wrong, and it was refused";
    if (!good && !any && !code_fits(rules, order, report->code))
        return "a code that says something else than what happened";
    return NULL;
}

/* A certificate that was asked for twice is withdrawn. */
static bool came_twice(const struct rules *rules, const struct order *order)
{
    return rules->bare && order->fault.how == FAULT_TWICE && order->saying == SAYING_CERTIFICATE;
}

static bool tell_plan(const struct walking *walking, const struct order *order)
{
    const struct plan plan = {.fault = {order->fault}, .count = 1};
    char line[PLAN_TEXT_SIZE + 8] = "plan none", text[PLAN_TEXT_SIZE], answer[LANE_TEXT_SIZE];

    if (!order->clean) {
        plan_text(&plan, text);
        (void)snprintf(line, sizeof line, "plan %s", text);
    }
    return lane_tell(walking->lane, line, answer);
}

static bool count(const struct walking *walking, const struct order *order, struct report *out)
{
    char answer[LANE_TEXT_SIZE];

    if (!lane_tell(walking->lane, "count", answer) ||
        sscanf(answer, " ask=%" SCNu64 " answer=%" SCNu64, &out->bytes[0], &out->bytes[1]) != 2)
        return false;
    out->acted = !order->clean && out->bytes[order->fault.answers] >= order->fault.byte;
    return true;
}

/* What is wrong with it, or NULL. */
static const char *walk_one(const struct walking *walking, const struct order *order,
                            struct report *out)
{
    static const struct order well = {.clean = true};
    bool right = false;
    const char *wrong = NULL;
    enum err followed = ERR_OK;
    int64_t began = 0;

    out->code = visitor_prepare(walking->visitor, order->saying);
    if (out->code != ERR_OK)
        return "what goes before it is refused";
    if (!tell_plan(walking, order))
        return "the line does not answer";
    began = now_ms();
    out->code = visitor_say(walking->visitor, order->saying,
                            is_silent(order) ? order->patience_ms : 0, &right);
    out->ms = (int)(now_ms() - began);
    if (!count(walking, order, out))
        return "the line does not answer";
    wrong = judge(walking->rules, order, out, right);
    if (wrong == NULL && order->waits && out->acted &&
        !lane_wait_closed(walking->lane, LETS_GO_SECONDS))
        wrong = "the server waits on";
    if (wrong == NULL && !tell_plan(walking, &well))
        wrong = "the line does not answer";
    if (wrong != NULL)
        return wrong;
    followed = visitor_follow(walking->visitor);
    if (followed == ERR_OK || (followed == AK_R67 && came_twice(walking->rules, order)))
        return NULL;
    out->code = followed;
    return "what follows it is refused";
}

static const char *finish(struct walking *walking, int descriptors, struct report *out)
{
    out->code = visitor_settle(walking->visitor);
    out->counts = visitor_count(walking->visitor);
    visitor_close(&walking->visitor);
    if (out->code != ERR_OK)
        return "the last visit has no end";
    return count_descriptors() == descriptors ? NULL : "a descriptor was forgotten";
}

static _Noreturn void walk(const struct walker *walker, const struct settings *settings,
                           const struct kiosk *kiosk, const struct rules *rules)
{
    int descriptors = prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 ? count_descriptors() : 0;
    struct walking walking = {.visitor =
                                  visitor_open(settings, kiosk, &walker->lane, walker->hangs_up),
                              .lane = &walker->lane,
                              .rules = rules};
    struct order order = {0};

    while (walking.visitor != NULL && !order.last &&
           recv(walker->orders, &order, sizeof order, 0) == sizeof order) {
        struct report report = {0};
        const char *wrong = NULL;

        (void)alarm(VISIT_SECONDS);
        wrong = order.last ? finish(&walking, descriptors, &report)
                           : walk_one(&walking, &order, &report);
        if (walking.visitor != NULL)
            report.counts = visitor_count(walking.visitor);
        report.wrong = wrong != NULL;
        (void)snprintf(report.why, sizeof report.why, "%s", wrong != NULL ? wrong : "");
        if (send(walker->orders, &report, sizeof report, MSG_NOSIGNAL) != sizeof report)
            _exit(2);
    }
    exit(order.last ? 0 : 2); /* and not at once: leaks are told here */
}

bool walker_start(struct walker *walker, const struct settings *settings, const struct kiosk *kiosk,
                  const struct rules *rules)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    (void)fflush(NULL);
    walker->pid = fork();
    walker->orders = ends[walker->pid == 0];
    (void)close(ends[walker->pid != 0]);
    if (walker->pid == 0)
        walk(walker, settings, kiosk, rules);
    return walker->pid > 0;
}

bool walker_order(const struct walker *walker, const struct order *order)
{
    return walker->orders >= 0 &&
           send(walker->orders, order, sizeof *order, MSG_NOSIGNAL) == sizeof *order;
}

void walker_hear(struct walker *walker, struct report *out)
{
    int status = 0;

    if (recv(walker->orders, out, sizeof *out, 0) == sizeof *out)
        return;
    (void)waitpid(walker->pid, &status, 0);
    (void)close(walker->orders);
    walker->orders = -1;
    walker->pid = 0;
    *out = (struct report){.wrong = true};
    (void)snprintf(out->why, sizeof out->why, "%s",
                   WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "it hung" : "it crashed");
}

void walker_end(struct walker *walker)
{
    int status = 0;

    if (walker->orders >= 0)
        (void)close(walker->orders);
    if (walker->pid > 0)
        (void)waitpid(walker->pid, &status, 0);
    walker->orders = -1;
    walker->pid = 0;
}
