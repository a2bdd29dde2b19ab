#include "tests/fault/resident.h"

#include "app/kiosk/loop.h"
#include "drivers/pay/none.h"
#include "hw/vcard/card_file.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { DPI = 300, LOOK_MS = 5 };

/* Everything outside of one visit. */
struct world {
    const struct resident *resident;
    struct vcard *card;
    pthread_mutex_t lock;
    enum reader_presence lies; /* under the lock: the watch has a thread of its own */
    struct screen_event pending;
    const char *shown; /* the state's name */
    int touched;       /* an eventfd, readable while `pending` is something */
    const struct visit *visit;
    struct outcome *out;
};

/* --- The card and its reader -------------------------------------------------------------------
 */

static void lay(struct world *world, enum reader_presence presence)
{
    pthread_mutex_lock(&world->lock);
    world->lies = presence;
    pthread_mutex_unlock(&world->lock);
}

static enum reader_presence look(struct world *world)
{
    enum reader_presence seen = READER_AWAY;

    pthread_mutex_lock(&world->lock);
    seen = world->lies;
    pthread_mutex_unlock(&world->lock);
    return seen;
}

static enum reader_presence wait_at_reader(void *self, enum reader_presence known, int ms)
{
    const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
    enum reader_presence now = look(self);

    for (; now == known && ms > 0; ms -= LOOK_MS) {
        (void)nanosleep(&pause, NULL);
        now = look(self);
    }
    return now;
}

static enum err connect_card(void *self)
{
    return look(self) == READER_CARD ? ERR_OK : reader_failure(READER_CARD_GONE);
}

static enum err transmit(void *self, struct view command, struct bytes *answer)
{
    struct world *world = self;

    bytes_clear(answer);
    return vcard_answer(world->card, command, answer) ? ERR_OK : reader_failure(READER_MISUSED);
}

static void disconnect_card(void *self)
{
    vcard_reset(((struct world *)self)->card);
}

/* --- The screen --------------------------------------------------------------------------------
 */

static const struct {
    const char *state, *choice;
} habits[] = {
    {"welcome", "yes"},        {"choose", "131105.domestic"},
    {"consent", "yes"},        {"records", "yes"},
    {"preview", "yes"},        {"take_paper", "yes"},
    {"done", "yes"},           {"refused", "yes"},
    {"out_of_service", "yes"},
};

static void touch(struct world *world, const struct screen_view *view)
{
    static const uint64_t one = 1;
    char digits[] = "1234";

    world->pending = (struct screen_event){0};
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (strcmp(view->state, habits[i].state) == 0) {
            world->pending.did = SCREEN_CHOSE;
            (void)snprintf(world->pending.id, SCREEN_ID_SIZE, "%s", habits[i].choice);
        }
    if (view->wants_pin && pin_take(&world->pending.pin, digits, PIN_LEN))
        world->pending.did = SCREEN_TYPED_PIN;
    if (world->pending.did != SCREEN_NOTHING)
        (void)!write(world->touched, &one, sizeof one);
}

static void show(void *self, const struct screen_view *view)
{
    struct world *world = self;

    for (size_t i = 0; i < view->lines; i++)
        world->out->said_none =
            world->out->said_none || strstr(view->line[i], "記録はありません") != NULL;
    if (world->resident->at != NULL && world->shown != view->state)
        world->resident->at(world->resident->self, view->state);
    world->shown = view->state;
    if (strcmp(view->state, "lay_card") == 0)
        lay(world, READER_CARD);
    if (strcmp(view->state, "take_card") == 0 || strcmp(view->state, "refused") == 0)
        lay(world, READER_EMPTY);
    touch(world, view);
}

static int screen_fd(void *self)
{
    return ((struct world *)self)->touched;
}

static void take_touch(void *self, struct screen_event *out)
{
    struct world *world = self;
    uint64_t count = 0;

    (void)!read(world->touched, &count, sizeof count);
    *out = world->pending;
    world->pending = (struct screen_event){0};
}

/* --- The printer -------------------------------------------------------------------------------
 */

static void printer_state(void *self, struct printer_state *out)
{
    (void)self;
    *out = (struct printer_state){.ready = true, .dpi = DPI};
}

/* What is about to be printed was looked at by the kiosk; here the person is compared once more. */
static void print(void *self, struct view stream, int pages, int deadline_ms,
                  const atomic_bool *halt, struct printer_result *out)
{
    struct world *world = self;

    (void)deadline_ms, (void)halt;
    world->out->printed++;
    world->out->own = world->out->own && stream.len > 0 && pages > 0 &&
                      holder_equal(&world->visit->certificate.holder, &world->visit->person.holder);
    *out = (struct printer_result){.sheets = pages};
}

/* --- The visit ---------------------------------------------------------------------------------
 */

bool resident_prepare(const char *config, struct settings *settings, struct kiosk *kiosk,
                      char why[CONF_WHY_SIZE])
{
    const struct command_service command = {
        .config = config, .sets = {"centre.port=1", "printer.uri=ipp://127.0.0.1:1/ipp/print"}};

    *kiosk = (struct kiosk){.clock = clock_system()};
    return settings_load(&command, settings, why) && settings_trust(settings, kiosk, why) &&
           tls_own_digest(settings->certificate, kiosk->certificate);
}

struct client *resident_line(const struct settings *settings, int port)
{
    const struct tls_files files = {.ca = settings->ca,
                                    .certificate = settings->certificate,
                                    .key = settings->key,
                                    .withdrawn = settings->withdrawn};
    char base[64], why[CONF_WHY_SIZE];

    (void)snprintf(base, sizeof base, "https://127.0.0.1:%d", port);
    return client_open(base, &files, "centre", true, why);
}

/* Nothing of such a visit outlives it, and nobody watches it but the lane. */
static bool keep(void *self, const struct journal_entry *entry)
{
    (void)self, (void)entry;
    return true;
}

static void be_alive(void *self)
{
    (void)self;
}

static void furnish(struct kiosk *kiosk, struct world *world)
{
    kiosk->pay = pay_none();
    kiosk->keeper = (struct keeper_port){world, keep, be_alive};
    kiosk->screen = (struct screen_port){world, show, screen_fd, take_touch, NULL};
    kiosk->printer = (struct printer_port){world, printer_state, print, NULL};
    kiosk->reader =
        (struct reader_port){world, wait_at_reader, connect_card, transmit, disconnect_card, NULL};
}

bool resident_visit(const struct resident *resident, const struct settings *settings,
                    const struct kiosk *prepared, struct outcome *out)
{
    struct world world = {.resident = resident,
                          .card = card_file_load(resident->card),
                          .lock = PTHREAD_MUTEX_INITIALIZER,
                          .lies = READER_EMPTY,
                          .touched = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                          .out = out};
    struct kiosk kiosk = *prepared;
    struct visit *visit = visit_new();
    bool began = false;

    *out = (struct outcome){.own = true};
    kiosk.centre = resident_line(settings, resident->port);
    furnish(&kiosk, &world);
    if (resident->dress != NULL)
        resident->dress(resident->self, &kiosk);
    kiosk.watch = watch_open(&kiosk.reader);
    if (world.card == NULL || world.touched < 0 || visit == NULL || kiosk.centre == NULL ||
        kiosk.watch == NULL)
        goto out;
    world.visit = visit;
    out->code = loop_run(&kiosk, visit);
    began = true;

out:
    lay(&world, READER_AWAY);
    watch_close(&kiosk.watch);
    client_close(&kiosk.centre);
    visit_free(&visit);
    vcard_free(&world.card);
    if (world.touched >= 0)
        close(world.touched);
    return began;
}
