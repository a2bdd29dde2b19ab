#include "drivers/screen/gtk/gtk.h"

#include "drivers/screen/gtk/window.h"

#include <gtk/gtk.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { QUEUE = 16 };

enum progress { STARTING, RUNNING, FAILED };

/* The caller's thread and GTK's meet in what stands below `lock`, and nowhere else. */
struct gtk_screen {
    struct screen_gtk_options options;
    pthread_t thread;
    int ready; /* an eventfd: counts what is in the queue */
    GMainLoop *loop;
    struct window *window; /* GTK's thread only */
    pthread_mutex_t lock;
    pthread_cond_t moved;
    enum progress progress;
    struct screen_view *pending; /* the newest view, until GTK takes it */
    char state[SCREEN_ID_SIZE];  /* of the view that was shown last */
    char drawn[SCREEN_ID_SIZE];  /* of the view that is on the glass */
    struct screen_event queue[QUEUE];
    size_t first, count;
};

/* What was touched on a screen that is about to go answers nobody any more. */
static void push(struct gtk_screen *s, enum screen_did did, const char *id, int digits,
                 struct pin *pin)
{
    struct screen_event *event = NULL;
    uint64_t one = 1;

    pthread_mutex_lock(&s->lock);
    if (s->count < QUEUE && (did == SCREEN_CLOSED || strcmp(s->state, s->drawn) == 0)) {
        event = &s->queue[(s->first + s->count++) % QUEUE];
        *event = (struct screen_event){.did = did, .digits = digits};
        g_strlcpy(event->id, id, sizeof event->id);
        if (pin != NULL)
            pin_move(&event->pin, pin);
        if (write(s->ready, &one, sizeof one) != sizeof one)
            event->did = SCREEN_CLOSED;
    }
    pthread_mutex_unlock(&s->lock);
    if (pin != NULL)
        pin_wipe(pin);
}

static void chose(void *self, const char *id)
{
    push(self, SCREEN_CHOSE, id, 0, NULL);
}

static void typed(void *self, struct pin *pin)
{
    push(self, SCREEN_TYPED_PIN, "", 0, pin);
}

static void at(void *self, const char *id)
{
    push(self, SCREEN_AT, id, 0, NULL);
}

static void count(void *self, int digits)
{
    push(self, SCREEN_TYPES, "", digits, NULL);
}

static void closed(void *self)
{
    push(self, SCREEN_CLOSED, "", 0, NULL);
}

static gboolean draw_pending(gpointer self)
{
    struct gtk_screen *s = self;
    struct screen_view *view = NULL;

    pthread_mutex_lock(&s->lock);
    view = s->pending;
    s->pending = NULL;
    if (view != NULL)
        g_strlcpy(s->drawn, view->state, sizeof s->drawn);
    pthread_mutex_unlock(&s->lock);
    if (view != NULL)
        window_show(s->window, view);
    return G_SOURCE_REMOVE;
}

static gboolean quit(gpointer self)
{
    g_main_loop_quit(((struct gtk_screen *)self)->loop);
    return G_SOURCE_REMOVE;
}

static void tell_progress(struct gtk_screen *s, enum progress progress)
{
    pthread_mutex_lock(&s->lock);
    s->progress = progress;
    pthread_cond_signal(&s->moved);
    pthread_mutex_unlock(&s->lock);
}

static void *run(void *self)
{
    struct gtk_screen *s = self;
    const struct hand hand = {.self = s, .chose = chose, .typed = typed, .at = at, .count = count};

    gtk_disable_setlocale();
    g_set_prgname("Akashi");
    if (gtk_init_check()) {
        g_object_set(gtk_settings_get_default(), "gtk-theme-name", "Empty", "gtk-enable-animations",
                     TRUE, NULL);
        s->window = window_new(&s->options, &hand, closed);
    }
    tell_progress(s, s->window != NULL ? RUNNING : FAILED);
    if (s->window != NULL)
        g_main_loop_run(s->loop);
    window_free(&s->window);
    return NULL;
}

/* A copy that is this screen's own; constants stay where they are. */
static struct screen_view *copy_view(const struct screen_view *view)
{
    struct screen_view *copy = malloc(sizeof *copy);
    uint8_t *picture = view->picture.len > 0 ? malloc(view->picture.len) : NULL;

    if (copy == NULL || (view->picture.len > 0 && picture == NULL)) {
        free(copy);
        free(picture);
        return NULL;
    }
    memcpy(copy, view, sizeof *copy);
    if (picture != NULL)
        memcpy(picture, view->picture.at, view->picture.len);
    copy->picture = view_of(picture, view->picture.len);
    return copy;
}

static void forget_queue(struct gtk_screen *s)
{
    uint64_t one = 0;

    for (; s->count > 0; s->count--) {
        pin_wipe(&s->queue[s->first].pin);
        s->first = (s->first + 1) % QUEUE;
        if (read(s->ready, &one, sizeof one) != sizeof one)
            break;
    }
}

static void show(void *self, const struct screen_view *view)
{
    struct gtk_screen *s = self;
    struct screen_view *copy = copy_view(view), *old = NULL;

    if (copy == NULL)
        return;
    pthread_mutex_lock(&s->lock);
    if (strcmp(s->state, view->state) != 0)
        forget_queue(s);
    g_strlcpy(s->state, view->state, sizeof s->state);
    old = s->pending;
    s->pending = copy;
    pthread_mutex_unlock(&s->lock);
    window_drop(old);
    g_idle_add_full(G_PRIORITY_DEFAULT, draw_pending, s, NULL);
}

static int fd(void *self)
{
    return ((struct gtk_screen *)self)->ready;
}

static void next(void *self, struct screen_event *out)
{
    struct gtk_screen *s = self;
    uint64_t one = 0;

    *out = (struct screen_event){.did = SCREEN_NOTHING};
    pthread_mutex_lock(&s->lock);
    if (s->count > 0 && read(s->ready, &one, sizeof one) == sizeof one) {
        *out = s->queue[s->first];
        s->queue[s->first] = (struct screen_event){.did = SCREEN_NOTHING};
        s->first = (s->first + 1) % QUEUE;
        s->count--;
    }
    pthread_mutex_unlock(&s->lock);
}

static void release(struct gtk_screen *s)
{
    forget_queue(s);
    window_drop(s->pending);
    g_main_loop_unref(s->loop);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->moved);
    close(s->ready);
    free(s);
}

static void close_gtk(void *self)
{
    struct gtk_screen *s = self;

    g_idle_add(quit, s);
    pthread_join(s->thread, NULL);
    release(s);
}

/* No file is opened, no other program is asked, no graphics card is needed; and without a session
 * bus there is nobody to be accessible to. */
static void set_environment(void)
{
    setenv("GSK_RENDERER", "cairo", 1);
    setenv("GDK_DEBUG", "gl-disable,vulkan-disable", 1);
    setenv("GSETTINGS_BACKEND", "memory", 1);
    setenv("GIO_USE_VFS", "local", 1);
    setenv("GTK_USE_PORTAL", "0", 1);
    setenv("GTK_THEME", "Empty", 1);
    if (getenv("DBUS_SESSION_BUS_ADDRESS") == NULL && getenv("AT_SPI_BUS_ADDRESS") == NULL)
        setenv("GTK_A11Y", "none", 1);
}

static bool start(struct gtk_screen *s)
{
    enum progress progress = STARTING;

    if (pthread_create(&s->thread, NULL, run, s) != 0)
        return false;
    pthread_mutex_lock(&s->lock);
    while (s->progress == STARTING)
        pthread_cond_wait(&s->moved, &s->lock);
    progress = s->progress;
    pthread_mutex_unlock(&s->lock);
    if (progress == FAILED)
        pthread_join(s->thread, NULL);
    return progress == RUNNING;
}

bool screen_gtk_open(const struct screen_gtk_options *options, struct screen_port *out)
{
    struct gtk_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return false;
    s->options = *options;
    set_environment();
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->moved, NULL);
    s->loop = g_main_loop_new(NULL, FALSE);
    s->ready = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC | EFD_SEMAPHORE);
    if (s->ready < 0 || !start(s)) {
        release(s);
        return false;
    }
    *out = (struct screen_port){s, show, fd, next, close_gtk};
    return true;
}
