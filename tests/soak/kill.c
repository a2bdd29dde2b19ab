/* Kill -9 just before and just after each deed that money, sheets or serials hang on: an entry of
 * the journal, a deed of the coin box, the printer, what is asked of the centre. The supervisor,
 * its journal and the flow are the shipped ones; the ports are simulated. usage: soak.kill --config
 * KIOSK.CONF --port PORT --card CARD --folder DIR [--every N] [--seed N] [--pairs]. Whoever comes
 * next finds all settled, and is served; --pairs kills that next one too, at each deed of settling.
 * One of N borders is taken, from a first one that the seed moves. */
#include "app/kiosk/supervisor.h"
#include "drivers/host/file.h"
#include "drivers/pay/simulated.h"
#include "tests/fault/resident.h"

#include <getopt.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { DEEDS_MAX = 96, DEED_SIZE = 32, TURNS_MAX = 3, FILE_MAX = 1 << 20, PATH_SIZE = 512 };

/* What the processes of one row of visits tell each other. */
struct shared {
    atomic_int turn;                 /* whose turn it is, from 1 */
    atomic_int deeds[TURNS_MAX + 1]; /* borders of deeds that they came to */
    atomic_int papers;
    enum err code;                   /* how the last one ended */
    char deed[DEEDS_MAX][DEED_SIZE]; /* the first one's, for the reader of a failure */
};

struct run {
    const char *config, *card, *folder;
    int port, every, seed;
    bool pairs, gives_up;
    struct settings settings;
    struct kiosk prepared;
    struct shared *shared;
    int kill_at[TURNS_MAX + 1]; /* the border at which that turn ends; 0: it ends well */
    int turn;                   /* of this process */
    char box[PATH_SIZE], journal[PATH_SIZE];
    struct journal_entry open;
    struct keeper_port keeper; /* the shipped one, to the supervisor */
    struct pay_port pay;
    struct printer_port printer;
    struct screen_port screen;
    bool at_paper; /* the screen says that the paper is to be taken */
    int failed, kept;
};

static struct run run = {.every = 1};

/* --- Deeds -------------------------------------------------------------------------------------
 */

/* One side of a deed. */
static void border(const char *when, const char *what)
{
    int now = atomic_fetch_add(&run.shared->deeds[run.turn], 1) + 1;

    if (run.turn == 1 && now < DEEDS_MAX)
        (void)snprintf(run.shared->deed[now], DEED_SIZE, "%s %s", when, what);
    if (now == run.kill_at[run.turn])
        (void)raise(SIGKILL);
}

static bool write_entry(void *self, const struct journal_entry *entry)
{
    static const char *const steps[] = {
#define STEP_NAME(name) #name,
        JOURNAL_STEPS(STEP_NAME)
#undef STEP_NAME
    };
    bool written = false;

    (void)self;
    border("before entry", steps[entry->step]);
    written = run.keeper.write(run.keeper.self, entry);
    border("after entry", steps[entry->step]);
    return written;
}

static void be_alive(void *self)
{
    (void)self;
    run.keeper.alive(run.keeper.self);
}

static enum err reserve(void *self, const char *key, int yen, int deadline_ms,
                        const atomic_bool *halt)
{
    enum err code = ERR_OK;

    border("before", "reserve");
    code = run.pay.reserve(self, key, yen, deadline_ms, halt);
    border("after", "reserve");
    return code;
}

static enum err capture(void *self, const char *key)
{
    enum err code = ERR_OK;

    border("before", "capture");
    code = run.pay.capture(self, key);
    border("after", "capture");
    return code;
}

static enum err give_back(void *self, const char *key)
{
    enum err code = ERR_OK;

    border("before", "give back");
    code = run.pay.give_back(self, key);
    border("after", "give back");
    return code;
}

static void print(void *self, struct view stream, int pages, int deadline_ms,
                  const atomic_bool *halt, struct printer_result *out)
{
    border("before", "print");
    run.printer.print(self, stream, pages, deadline_ms, halt, out);
    (void)atomic_fetch_add(&run.shared->papers, pages);
    border("after", "print");
}

bool __real_client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                       int *status, struct bytes *answer);
bool __wrap_client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                       int *status, struct bytes *answer);

/* The linker puts it in client_ask's place. Only these two have to do with serials. */
bool __wrap_client_ask(struct client *client, const char *path, struct view body, int deadline_ms,
                       int *status, struct bytes *answer)
{
    bool counts = strcmp(path, WIRE_CERTIFICATE) == 0 || strcmp(path, WIRE_OUTCOME) == 0;
    bool answered = false;

    if (counts)
        border("before", path);
    answered = __real_client_ask(client, path, body, deadline_ms, status, answer);
    if (counts)
        border("after", path);
    return answered;
}

/* --- A visit -----------------------------------------------------------------------------------
 */

static void show(void *self, const struct screen_view *view)
{
    run.at_paper = strcmp(view->state, "take_paper") == 0;
    run.screen.show(self, view);
}

/* Whoever gives up says that the paper is not theirs: fee and serial go back. */
static void next(void *self, struct screen_event *out)
{
    run.screen.next(self, out);
    if (run.at_paper && run.gives_up && run.turn == 1 && out->did == SCREEN_CHOSE)
        (void)snprintf(out->id, sizeof out->id, "not_mine");
}

static void dress(void *self, struct kiosk *kiosk)
{
    (void)self;
    run.printer = kiosk->printer;
    run.screen = kiosk->screen;
    kiosk->open = run.open;
    kiosk->keeper = (struct keeper_port){NULL, write_entry, be_alive};
    kiosk->pay = run.pay;
    kiosk->pay.reserve = reserve;
    kiosk->pay.capture = capture;
    kiosk->pay.give_back = give_back;
    kiosk->printer.print = print;
    kiosk->screen.show = show;
    kiosk->screen.next = next;
}

static int visit(void *self, struct upward *up)
{
    const struct resident resident = {
        .config = run.config, .card = run.card, .port = run.port, .dress = dress};
    struct outcome outcome = {0};

    (void)self;
    run.keeper = upward_keeper(up);
    if (!upward_wait(up, &run.open))
        return EXIT_CANNOT_TELL;
    run.turn = atomic_fetch_add(&run.shared->turn, 1) + 1;
    if (!pay_simulated_open(run.box, &run.pay) ||
        !resident_visit(&resident, &run.settings, &run.prepared, &outcome))
        return EXIT_CANNOT_TELL;
    run.pay.close(run.pay.self);
    run.shared->code = outcome.code;
    return outcome.code == ERR_OK ? EXIT_YES : EXIT_NO;
}

/* --- What must be true afterwards --------------------------------------------------------------
 */

/* How many visits have this as the last word of their money. */
static int count_fees(const char *wanted)
{
    struct bytes text = bytes_new(FILE_MAX);
    bool good = file_read(run.box, &text) && bytes_text(&text) != NULL;
    char *rest = good ? (char *)text.at : NULL, *line = NULL;
    char last[TURNS_MAX + 1][2][64] = {0};
    int count = 0, keys = 0;

    while (rest != NULL && (line = strsep(&rest, "\n")) != NULL) {
        char key[64], word[64];
        int i = 0;

        if (sscanf(line, "%63s %*d %63s", key, word) != 2)
            continue;
        while (i < keys && strcmp(last[i][0], key) != 0)
            i++;
        if (i == TURNS_MAX)
            break;
        keys = i == keys ? keys + 1 : keys;
        memcpy(last[i][0], key, sizeof key);
        memcpy(last[i][1], word, sizeof word);
    }
    for (int i = 0; i < keys; i++)
        count += strcmp(last[i][1], wanted) == 0;
    bytes_free(&text);
    return count;
}

static bool is_settled(void)
{
    struct journal *journal = journal_open(run.journal);
    bool settled = journal != NULL && !journal_is_open(journal_last(journal));

    journal_close(&journal);
    return settled;
}

/* The first keeps fee and paper once it is on the disk that it has them. */
static bool first_keeps(void)
{
    int delivered = 1;

    while (delivered < DEEDS_MAX &&
           strcmp(run.shared->deed[delivered], "after entry delivered") != 0)
        delivered++;
    return !run.gives_up && (run.kill_at[1] == 0 || run.kill_at[1] >= delivered);
}

static const char *judge(int status)
{
    int kept = count_fees("captured");

    run.kept += kept;

    if (status != EXIT_YES)
        return "the last one is not served";
    if (!is_settled())
        return "the journal is open";
    if (count_fees("reserved") + count_fees("held") != 0)
        return "the box holds money that is nobody's";
    if (kept != 1 + first_keeps() || kept > atomic_load(&run.shared->papers))
        return "fees and papers differ";
    return NULL;
}

/* So many visits, one after the other, under a supervisor. */
static bool walk(int visits)
{
    const struct supervisor_plan plan = {.visits = visits, .journal = run.journal, .visit = visit};
    const char *wrong = NULL;

    (void)unlink(run.box);
    (void)unlink(run.journal);
    atomic_store(&run.shared->turn, 0);
    atomic_store(&run.shared->papers, 0);
    for (int i = 0; i <= TURNS_MAX; i++)
        atomic_store(&run.shared->deeds[i], 0);
    wrong = judge(supervisor_run("soak.kill", &plan));
    if (wrong != NULL)
        printf("FAILED %s, border %d (%s), then %d: %s, %s\n",
               run.gives_up ? "gives up" : "takes it", run.kill_at[1],
               run.shared->deed[run.kill_at[1]], run.kill_at[2], wrong, err_name(run.shared->code));
    run.failed += wrong != NULL;
    return wrong == NULL;
}

/* How many borders the first comes to in a visit that nobody ends, and how many the second when the
 * first was killed at `first`. */
static int measure(int first)
{
    run.kill_at[1] = first;
    run.kill_at[2] = 0;
    (void)walk(2);
    return atomic_load(&run.shared->deeds[first == 0 ? 1 : 2]);
}

/* Every border of the first, and of the second the borders of settling: those that a visit without
 * anything to settle does not come to. */
static int walk_all(void)
{
    int rows = 1, all = measure(0), clean = atomic_load(&run.shared->deeds[2]);

    for (int first = 1 + run.seed % run.every; first <= all && first < DEEDS_MAX;
         first += run.every, rows++) {
        int settling = measure(first) - clean;

        for (int second = 1; run.pairs && second <= settling; second++, rows++) {
            run.kill_at[2] = second;
            (void)walk(TURNS_MAX);
        }
    }
    return rows;
}

static bool take_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'}, {"port", required_argument, NULL, 'p'},
        {"card", required_argument, NULL, 'd'},   {"folder", required_argument, NULL, 'f'},
        {"pairs", no_argument, NULL, '2'},        {"every", required_argument, NULL, 'e'},
        {"seed", required_argument, NULL, 's'},   {0}};
    int option = 0;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c')
            run.config = optarg;
        else if (option == 'p')
            run.port = (int)strtol(optarg, NULL, 10);
        else if (option == 'd')
            run.card = optarg;
        else if (option == 'f')
            run.folder = optarg;
        else if (option == 'e')
            run.every = (int)strtol(optarg, NULL, 10);
        else if (option == 's')
            run.seed = (int)strtol(optarg, NULL, 10);
        else if (option == '2')
            run.pairs = true;
        else
            return false;
    }
    return run.config != NULL && run.card != NULL && run.folder != NULL && run.port > 0 &&
           run.every > 0 && run.seed >= 0;
}

int main(int argc, char **argv)
{
    char why[CONF_WHY_SIZE] = "not as the head of kill.c says";
    int rows = 0;

    run.shared =
        mmap(NULL, sizeof *run.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (run.shared == MAP_FAILED || !take_options(argc, argv) ||
        !resident_prepare(run.config, &run.settings, &run.prepared, why)) {
        fprintf(stderr, "soak.kill: %s\n", why);
        return EXIT_CANNOT_TELL;
    }
    (void)snprintf(run.box, sizeof run.box, "%s/box", run.folder);
    (void)snprintf(run.journal, sizeof run.journal, "%s/journal", run.folder);
    (void)setvbuf(stdout, NULL, _IONBF, 0);
    rows += walk_all();
    run.gives_up = true;
    rows += walk_all();
    printf("rows=%d kept=%d failed=%d\n", rows, run.kept, run.failed);
    trust_free(&run.prepared.trust);
    ec_key_free(&run.prepared.sheet_key);
    return run.failed == 0 ? EXIT_YES : EXIT_NO;
}
