#include "kiosk_visit.h"

#include "kiosk_line.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { SETTING_SIZE = 600, WORD_SIZE = 64, WARM_VISITS = 3 };

/* Microseconds used so far. */
struct mark {
    double wall, others, work;
};

enum moment { PIN, ASKED, GONE, SHEETS, MOMENTS };

/* The line's thread and this one's meet below `lock`. */
struct watch {
    const struct stand *stand;
    struct processes kiosk;
    pthread_mutex_t lock;
    struct mark mark[MOMENTS];
    bool seen[MOMENTS];
};

static void note(struct watch *watch, enum moment moment)
{
    pthread_mutex_lock(&watch->lock);
    if (!watch->seen[moment])
        watch->mark[moment] = (struct mark){wall_us(), processes_us(&watch->stand->others),
                                            processes_us(&watch->kiosk)};
    watch->seen[moment] = true;
    pthread_mutex_unlock(&watch->lock);
}

static void note_sheets(void *watch)
{
    note(watch, SHEETS);
}

static void begin_visit(struct watch *watch, pid_t kiosk)
{
    pthread_mutex_lock(&watch->lock);
    memset(watch->seen, 0, sizeof watch->seen);
    watch->kiosk = (struct processes){.count = 0};
    processes_of(kiosk, &watch->kiosk);
    pthread_mutex_unlock(&watch->lock);
    note(watch, PIN);
}

/* What the kiosk says in its log, and what a hand does then. False when the hand cannot. */
static bool follow(struct watch *watch, const char *word, pid_t kiosk)
{
    if (strcmp(word, "typed_pin") == 0)
        begin_visit(watch, kiosk);
    if (strcmp(word, "take_card") == 0)
        note(watch, ASKED);
    if (strcmp(word, "card_gone") == 0)
        note(watch, GONE);
    if (strcmp(word, "lay_card") == 0)
        return stand_hand(watch->stand, "insert 1");
    return strcmp(word, "take_card") != 0 || stand_hand(watch->stand, "remove 1");
}

/* Without the wait for the hand. */
static bool take_share(struct watch *watch, double *share_ms, double *work_ms)
{
    const struct mark *at = watch->mark;
    double wall = 0, others = 0, work = 0;
    bool whole = true;

    pthread_mutex_lock(&watch->lock);
    for (int i = 0; i < MOMENTS; i++)
        whole = whole && watch->seen[i];
    wall = at[SHEETS].wall - at[GONE].wall + at[ASKED].wall - at[PIN].wall;
    others = at[SHEETS].others - at[GONE].others + at[ASKED].others - at[PIN].others;
    work = at[SHEETS].work - at[GONE].work + at[ASKED].work - at[PIN].work;
    pthread_mutex_unlock(&watch->lock);
    *share_ms = (wall - others) / 1e3;
    *work_ms = work / 1e3;
    return whole;
}

/* Follows the log until so many papers lie in the tray. */
static bool follow_visits(struct watch *watch, struct program *program, int visits,
                          struct kiosk_figures *out)
{
    char line[STAND_LINE_SIZE], word[WORD_SIZE];

    for (int done = 0; done < visits;) {
        word[0] = 0;
        if (!stand_line(program, line))
            return false;
        (void)sscanf(line, "%*s akashi-kiosk %63s", word);
        if (!follow(watch, word, program->pid) || strcmp(word, "refused") == 0 ||
            strcmp(word, "out_of_service") == 0)
            return false;
        if (strcmp(word, "take_paper") == 0) {
            if (!take_share(watch, &out->share_ms[done], &out->work_ms[done]))
                return false;
            out->last_kb = processes_kb(&watch->kiosk);
            if (++done == WARM_VISITS)
                out->warm_kb = out->last_kb;
        }
    }
    return true;
}

bool kiosk_visits(const struct stand *stand, int visits, struct kiosk_figures *out)
{
    char screen[SETTING_SIZE], write[SETTING_SIZE];
    const char *const settings[] = {screen, write, NULL};
    struct watch watch = {.stand = stand, .lock = PTHREAD_MUTEX_INITIALIZER};
    struct program program = {.log = -1};
    int port = 0;
    struct kiosk_line *line = kiosk_line_open(stand->printer, note_sheets, &watch, &port);
    bool good = false;

    if (line == NULL)
        return false;
    snprintf(screen, sizeof screen, "screen.port=script:%s/script", stand->world);
    snprintf(write, sizeof write, "sandbox.write=%s", stand->world);
    good = stand_kiosk(stand, port, settings, &program) &&
           follow_visits(&watch, &program, visits, out);
    if (!good)
        stand_tell(&program);
    stand_stop(&program);
    kiosk_line_close(&line);
    return good;
}
